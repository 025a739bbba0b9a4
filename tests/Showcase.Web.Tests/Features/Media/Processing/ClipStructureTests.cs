using Showcase.Domain.Media.Structure;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What the structure of files tells that others wrote: whole, cut off, and while only their beginning has arrived.</summary>
public sealed class ClipStructureTests
{
    private const int Beginning = 256 * 1024;
    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=25";
    private const string Sound = "-f lavfi -i sine=f=440:r=48000";

    [Theory]
    [InlineData("structure.mxf", "-c:v mpeg2video -b:v 4M -c:a pcm_s16le", "Media.Truncated")]
    [InlineData("structure-avc.mxf", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a pcm_s24le", "Media.Truncated")]
    [InlineData("structure-atom.mxf", "-an -c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p -f mxf_opatom", "Media.Truncated")]
    [InlineData("structure.ts", "-c:v mpeg2video -b:v 4M -c:a mp2", null)]
    [InlineData("structure-hevc.ts", "-c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac", null)]
    [InlineData("structure.m2ts", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a ac3 -mpegts_m2ts_mode 1", null)]
    [InlineData("structure.avi", "-c:v mpeg4 -b:v 2M -c:a pcm_s16le", "Media.Truncated")]
    public async Task A_film_is_sound_and_what_was_cut_off_is_told_where_the_container_tells_it(string name, string codec, string? cut)
    {
        var film = Clips.Made(name, $"{Picture} {Sound} -t 2 {codec}");

        Assert.Equal((null, true), await WalkAsync(film, film.Length));
        Assert.Null((await WalkAsync(film, Beginning)).Problem);
        Assert.Equal(cut, (await WalkAsync(film[..(film.Length * 6 / 10)], film.Length)).Problem);
    }

    [Theory]
    [InlineData("structure-sound.mxf", "-c:a pcm_s16le -f mxf_opatom")]
    [InlineData("structure-sound.ts", "-c:a mp2 -b:a 384k")]
    [InlineData("structure-sound.m2ts", "-c:a ac3 -b:a 448k -mpegts_m2ts_mode 1")]
    [InlineData("structure-sound.avi", "-c:a pcm_s16le")]
    public async Task Sound_alone_is_refused_as_soon_as_its_beginning_has_arrived(string name, string codec)
    {
        var sound = Clips.Made(name, $"{Sound} -t 10 {codec}");

        Assert.InRange(sound.Length, Beginning + 1, int.MaxValue);
        Assert.Equal(("Media.NoVideo", true), await WalkAsync(sound, Beginning));
        Assert.Equal(("Media.NoVideo", true), await WalkAsync(sound, sound.Length));
    }

    [Fact]
    public async Task A_file_that_was_written_without_going_back_is_sound_though_its_header_knows_no_footer()
    {
        var film = Clips.Made("structure-live.mxf", $"{Picture} {Sound} -t 2 -c:v mpeg2video -c:a pcm_s16le -seekable 0 -f mxf");

        Assert.Equal((1, 0L), (film[14], BitConverter.ToInt64(film, 44)));
        Assert.Equal((null, true), await WalkAsync(film, film.Length));
    }

    private static async Task<(string? Problem, bool IsFinal)> WalkAsync(byte[] file, int arrived)
    {
        var verdict = await StructureWalk.WalkAsync(file.Length, (at, piece) =>
        {
            var there = (int)Math.Clamp(Math.Min(file.Length, arrived) - at, 0, piece.Length);
            file.AsSpan((int)at, there).CopyTo(piece.Span);
            return ValueTask.FromResult(there);
        });
        return (verdict.Refusal?.Code, verdict.IsFinal);
    }
}
