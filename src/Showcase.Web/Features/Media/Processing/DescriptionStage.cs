using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Takes a sound file in that describes a film: listens to all of it, so that its length is what can be heard and not what a header claims,
/// then makes HLS of it that plays in the place of the film's own sound.
/// </summary>
internal sealed class DescriptionStage(Workbench bench, LadderStage ladder)
{
    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, string path, CancellationToken token)
    {
        if (await bench.ProbeAsync(order, FfmpegArguments.ProbeSound(path), path, token) is not { } said) return DescriptionRefusals.NotSound;

        var probed = SourceProbe.ReadSound(said);
        if (!probed.Succeeded) return probed.Refusal;

        return order.Stage == ProcessingStages.Listen ? await ListenAsync(order, path, probed.Value.Facts, token) : await DescribeAsync(order, new SourceFile(path, probed.Value), token);
    }

    private async Task<Result<Action<MediaAsset>>> ListenAsync(StageOrder order, string path, MediaFacts facts, CancellationToken token)
    {
        var heard = TimeSpan.Zero;
        var limits = ToolLimits.For(order.FilmRuntime ?? facts.Duration, 0, 0, order.Size);
        var run = new ToolRun("ffmpeg", FfmpegArguments.Measure(path, SourceProbe.MostDuration), limits)
        {
            Reads = [path],
            Progress = at =>
            {
                heard = at;
                if (facts.Duration > TimeSpan.Zero) order.Report((int)(100 * Math.Min(1, at / facts.Duration)));
            },
        };
        var outcome = await bench.RunAsync(order, run, token);
        if (outcome.End == ToolEnd.OverLimit) throw new ToolFailedException(outcome);
        if (outcome.End is ToolEnd.Failed || heard <= TimeSpan.Zero) return DescriptionRefusals.Undecodable;

        return StageWork.Record(asset => asset.RecordFacts(facts with { Duration = heard }));
    }

    private async Task<Result<Action<MediaAsset>>> DescribeAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        if (order.FilmRuntime is not { } film) return DescriptionRefusals.NoFilm;
        if (order.Heard is not { } heard || !AudioDescription.Fits(heard, film)) return DescriptionRefusals.OtherLength;
        if (!await ladder.DescribeAsync(order, source, film, token)) return DescriptionRefusals.Undecodable;

        return StageWork.Record(asset => asset.AddRendition(RenditionKind.DescribedSound, MediaPaths.Sound(order.AssetId)));
    }
}
