using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What quality control notices of a film, and what it leaves alone.</summary>
public sealed class FilmFindingsTests : StagedFilm
{
    [Theory]
    [InlineData("faultless.mp4", $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine} -t 3 {H264} -c:a aac", new[] { FindingKind.Loudness })]
    [InlineData("tall.mp4", $"-f lavfi -i testsrc2=s=360x1080:r=25 {Sine} -t 3 {H264} -c:a aac", new[] { FindingKind.Loudness })]
    [InlineData("still.mp4", $"-f lavfi -i smptebars=s=360x1080:r=25,noise=alls=12:allf=t {Sine} -t 3 {H264} -c:a aac", new[] { FindingKind.Loudness })]
    [InlineData("soundless.mp4", $"-f lavfi -i testsrc2=s=320x180:r=24 -t 3 -an {H264}", new[] { FindingKind.NoSound })]
    [InlineData("uneven.mp4", Uneven, new[] { FindingKind.MixedFrameRate, FindingKind.Loudness })]
    [InlineData("interlaced.ts", Interlaced, new[] { FindingKind.Interlaced, FindingKind.Loudness })]
    [InlineData("mislabelled.mp4", Mislabelled, new[] { FindingKind.Interlaced, FindingKind.Loudness })]
    [InlineData("bottom.mp4", MislabelledBottomFirst, new[] { FindingKind.Interlaced, FindingKind.Loudness })]
    public async Task It_is_named_and_nothing_else_is(string name, string recipe, FindingKind[] kinds)
    {
        await SendAsync(Clips.Made(name, recipe));

        await RunAsync(ProcessingStages.Probe, ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Quality);

        Assert.Equal(kinds, Record.Findings.Select(finding => finding.Kind));
        Assert.Equal(kinds.Contains(FindingKind.Interlaced), Record.Facts!.IsInterlaced);
    }

    [Fact]
    public async Task Black_bars_and_silence_are_noticed_where_they_are()
    {
        await SendAsync(Clips.Made("odd.mp4", $"-f lavfi -i testsrc2=s=320x120:r=24,pad=320:180:0:30,drawbox=t=fill:c=black:enable='between(t,2,8)' -f lavfi -i sine=f=440:r=48000,volume=0:enable='between(t,3,10)' -t 12 {H264} -c:a aac"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Quality);

        Assert.Equal([FindingKind.Loudness, FindingKind.Silence, FindingKind.Black, FindingKind.Letterbox], Record.Findings.Select(finding => finding.Kind));
        Assert.Equal((3, 7, 2, 6), (Rounded(Record.Findings[1].From), Rounded(Record.Findings[1].Length), Rounded(Record.Findings[2].From), Rounded(Record.Findings[2].Length)));
        Assert.Equal(0.33, Record.Findings[3].Value, 2);
    }

    [Fact]
    public async Task A_picture_that_stands_still_to_the_end_is_noticed_and_one_that_is_black_is_not_said_to_stand_still_too()
    {
        await SendAsync(Clips.Made("frozen.mp4", $"-f lavfi -i testsrc2=s=320x180:r=24:d=12,drawbox=t=fill:c=black:enable='lt(t,9)',tpad=stop_mode=clone:stop_duration=10 -an {H264}"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Quality);

        Assert.Equal([FindingKind.NoSound, FindingKind.Black, FindingKind.Freeze], Record.Findings.Select(finding => finding.Kind));
        Assert.Equal((0, 9, 12, 10), (Rounded(Record.Findings[1].From), Rounded(Record.Findings[1].Length), Rounded(Record.Findings[2].From), Rounded(Record.Findings[2].Length)));
    }

    [Theory]
    [InlineData("quiet.mp4", "-30dB", -51)]
    [InlineData("loud.mp4", "15dB", -6)]
    public async Task Loudness_is_told_in_units_of_the_festivals(string name, string gain, double loudness)
    {
        await SendAsync(Clips.Made(name, $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine},volume={gain} -t 3 {H264} -c:a aac"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Quality);

        Assert.Equal(loudness, Assert.Single(Record.Findings).Value, 1.5);
    }

    /// <summary>What was counted of a progressive pattern of fine lines, of a slow one, of a still, of a film that was interlaced, and of one that was also telecined.</summary>
    [Theory]
    [InlineData(20, 14, 2, false)]
    [InlineData(6, 0, 30, false)]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 36, 0, true)]
    [InlineData(28, 0, 8, true)]
    [InlineData(9, 0, 0, true)]
    public void Pictures_are_of_fields_where_one_order_outnumbers_all_else(int top, int bottom, int progressive, bool areFields) =>
        Assert.Equal(areFields, ProbeStage.AreFields($"Multi frame detection: TFF:{top,6} BFF:{bottom,6} Progressive:{progressive,6} Undetermined:     1"));

    private static int Rounded(TimeSpan time) => (int)Math.Round(time.TotalSeconds);
}
