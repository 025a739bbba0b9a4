using System.Globalization;
using System.Text.RegularExpressions;
using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Records what the file says of itself, and looks at its pictures where it may be wrong: exports of old footage often call themselves progressive.</summary>
internal sealed partial class ProbeStage(Workbench bench)
{
    internal const int FramesAPlace = 12;

    // Of 36. A still picture shows nothing, and a few frames are mistaken for fields in any film.
    private const int LeastFrames = 8;

    // Lines of pictures that were ever made of fields: ITU-R BT.601 (480, 486, 576), SMPTE D-10 (512, 608), ITU-R BT.709 (1080, coded as 1088). Scaled ones are beyond help.
    private static readonly int[] HeightsOfFields = [480, 486, 512, 576, 608, 1080, 1088];

    private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var facts = source.Probe.Facts;
        if (!facts.IsInterlaced && HeightsOfFields.Contains(facts.Height) && await ShowsFieldsAsync(order, source, token)) facts = source.Probe.AsInterlaced().Facts;
        return StageWork.Record(asset => asset.RecordFacts(facts));
    }

    /// <summary>
    /// Whether fields are seen more often than whole pictures, and nearly all in one order. In interlaced films almost every frame that moves shows them. In
    /// progressive ones, too, up to a sixth of the frames seem to, and any number of them in patterns of single lines, but in both orders. Others who measured
    /// it came to the same two conditions: PlexCleaner (issue 749 on GitHub), and mpv's idet.sh, which has the ten.
    /// </summary>
    internal static bool AreFields(string said)
    {
        var counts = Counts().Matches(said);
        int Sum(string name) => counts.Sum(match => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture));
        var (top, bottom, progressive) = (Sum("top"), Sum("bottom"), Sum("progressive"));
        var (most, least) = (Math.Max(top, bottom), Math.Min(top, bottom));
        return most >= LeastFrames && most > progressive && most >= 10 * least;
    }

    /// <summary>What cannot be decoded shows nothing: later stages have words for that. Nor does a large file without an index, where it takes long to come to a place.</summary>
    private async Task<bool> ShowsFieldsAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var run = new ToolRun("ffmpeg", FfmpegArguments.Fields(source.Path, source.Duration, FramesAPlace), source.LimitsFor(Work)) { Reads = [source.Path], Progress = _ => { } };
        try
        {
            var outcome = await bench.RunAsync(order, run, token);
            if (outcome.End == ToolEnd.OverLimit && !order.NeedsMore) throw new ToolFailedException(outcome);

            return outcome.End == ToolEnd.Done && AreFields(outcome.Errors);
        }
        catch (ToolFailedException hung) when (hung.Outcome.End == ToolEnd.Stalled)
        {
            return false;
        }
    }

    [GeneratedRegex(@"Multi frame detection: TFF:\s*(?<top>[0-9]+)\s+BFF:\s*(?<bottom>[0-9]+)\s+Progressive:\s*(?<progressive>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counts();
}
