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
    public void A_packets_time_may_begin_as_a_packet_does()
    {
        var head = new byte[600];
        (head[0], head[4], head[196], head[388]) = (0x47, 0x47, 0x47, 0x47);

        Assert.Equal("mpegts", Containers.Sniff(head));
    }
}
