using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Takes a telling frame.</summary>
internal sealed class PosterStage(Workbench bench)
{
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    // Encoders put keyframes up to ten seconds apart: behind a fifth of a film as short as this there may be none, and it is quick to decode up to there.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(12);

    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var folder = bench.FolderOf(order);
        var file = Path.Combine(folder, "poster.jpg");
        foreach (var frames in new[] { source.Duration > Short ? Frames.Key : Frames.Referenced, Frames.All })
        {
            File.Delete(file);
            var arguments = FfmpegArguments.Poster(source.Path, source.Probe, file, frames);
            var outcome = await bench.RunAsync(order, new ToolRun("ffmpeg", arguments, source.LimitsFor(Work)) { Reads = [source.Path], Writes = folder }, token);
            if (outcome.End == ToolEnd.OverLimit) throw new ToolFailedException(outcome);
            if (!File.Exists(file) || new FileInfo(file).Length == 0) continue;

            var path = $"{MediaPaths.Made(order.AssetId)}/poster.jpg";
            await bench.PublishAsync(file, path, token);
            return StageWork.Record(asset => asset.AddRendition(RenditionKind.Poster, path));
        }

        return ProcessingRefusals.Undecodable;
    }
}
