using System.Text;
using Showcase.Domain.Media.Descriptions;

namespace Showcase.Domain.Tests.Media.Descriptions;

public sealed class SoundFilesTests
{
    [Theory]
    [InlineData("RIFF\0\0\0\0WAVEfmt ", "wav")]
    [InlineData("RF64\u00FF\u00FF\u00FF\u00FFWAVEds64", "wav")]
    [InlineData("fLaC\0\0\0\u0022", "flac")]
    [InlineData("ID3\u0004\0\0\0\0\0\0\0\0", "mp3")]
    [InlineData("\u00FF\u00FB\u0090\u0064\0\0\0\0\0\0\0\0", "mp3")]
    [InlineData("\u00FF\u00F1\u004C\u0080\0\0\0\0\0\0\0\0", "aac")]
    [InlineData("OggS\0\u0002\0\0\0\0\0\0", "ogg")]
    [InlineData("\0\0\0\u0020ftypM4A ", "mp4")]
    public void Sound_is_known_by_its_first_bytes(string head, string format)
    {
        Assert.Equal(format, SoundFiles.Sniff(Encoding.Latin1.GetBytes(head)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RI")]
    [InlineData("RIFF\0\0\0\0AVI LIST")]
    [InlineData("FORM\0\0\0\0WAVEfmt ")]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:7\n")]
    [InlineData("ffconcat version 1.0\n")]
    [InlineData("<!DOCTYPE html><script>")]
    [InlineData("\u001A\u0045\u00DF\u00A3\0\0\0\0\0\0\0\0")]
    [InlineData("\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF\0\u0001")]
    public void Everything_else_is_none(string head)
    {
        Assert.Null(SoundFiles.Sniff(Encoding.Latin1.GetBytes(head)));
    }
}
