using System.Text;
using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

public sealed class Crc64Tests
{
    [Theory]
    [InlineData("", 0x0000_0000_0000_0000UL)]
    [InlineData("123456789", 0xAE8B_1486_0A79_9888UL)]
    public void It_is_the_checksum_that_the_catalogue_of_crcs_calls_nvme(string text, ulong expected)
    {
        var crc = new Crc64();
        crc.Append(Encoding.ASCII.GetBytes(text));

        Assert.Equal(expected, crc.Value);
    }

    [Fact]
    public void Long_inputs_give_what_their_bytes_one_by_one_give()
    {
        var bytes = new byte[2000];
        new Random(3).NextBytes(bytes);
        foreach (var length in new[] { 127, 128, 129, 191, 192, 511, 512, 513, 767, 768, 1000, 2000 })
        {
            var whole = new Crc64();
            whole.Append(bytes.AsSpan(0, length));
            var single = new Crc64();
            for (var at = 0; at < length; at++) single.Append(bytes.AsSpan(at, 1));

            Assert.Equal(single.Value, whole.Value);
        }
    }

    [Fact]
    public void Pieces_of_any_length_give_what_the_whole_gives()
    {
        var bytes = new byte[1000];
        new Random(7).NextBytes(bytes);
        var whole = new Crc64();
        whole.Append(bytes);

        var pieces = new Crc64();
        for (int at = 0, length = 1; at < bytes.Length; at += length, length = (length * 3 % 61) + 1) pieces.Append(bytes.AsSpan(at, Math.Min(length, bytes.Length - at)));

        Assert.Equal(whole.Value, pieces.Value);
    }

    [Fact]
    public void The_header_carries_the_bytes_in_little_endian_order()
    {
        Assert.Equal("iJh5CoYUi64=", Crc64.TextOf(0xAE8B_1486_0A79_9888));
        Assert.Equal(0xAE8B_1486_0A79_9888, Crc64.ValueOf("iJh5CoYUi64="));
    }
}
