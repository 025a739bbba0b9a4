using System.Buffers.Binary;
using System.Text;
using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class ContainersTests
{
    [Theory]
    [InlineData("\0\0\0\u0020ftypisom0000", "mp4")]
    [InlineData("\0\0\0\u0014wide00000000", "mp4")]
    [InlineData("RIFF0000AVI LIST", "avi")]
    [InlineData("RIFF0000WAVEfmt ", null)]
    [InlineData("<!DOCTYPE html><html>", null)]
    [InlineData("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd", null)]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd", null)]
    [InlineData("%PDF-1.7", null)]
    [InlineData("", null)]
    public void Only_what_films_come_in_is_let_through(string head, string? expected) => Assert.Equal(expected, Containers.Sniff(Encoding.Latin1.GetBytes(head)));

    [Fact]
    public void A_transport_stream_is_known_by_three_packets()
    {
        var head = new byte[600];
        (head[0], head[188], head[376]) = (0x47, 0x47, 0x47);

        Assert.Equal("mpegts", Containers.Sniff(head));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_not_whole()
    {
        byte[] file = [.. Box("ftyp", 16), .. Box("moov", 100), .. Box("mdat", 500)];

        Assert.True(await IsWholeAsync(file));
        Assert.False(await IsWholeAsync(file[..^1]));
        Assert.False(await IsWholeAsync([.. file, 0, 0]));
    }

    [Fact]
    public async Task A_box_that_claims_an_absurd_length_is_not_whole()
    {
        var bomb = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bomb, 1);
        BinaryPrimitives.WriteInt64BigEndian(bomb.AsSpan(8), 1L << 62);

        Assert.False(await IsWholeAsync([.. Box("ftyp", 16), .. bomb]));
    }

    private static Task<bool> IsWholeAsync(byte[] file) =>
        Containers.IsWholeAsync(file.Length, at => Task.FromResult<ReadOnlyMemory<byte>>(file.AsMemory((int)at, (int)Math.Min(16, file.Length - at))));

    private static byte[] Box(string type, int length)
    {
        var box = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(box, length);
        Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        return box;
    }
}
