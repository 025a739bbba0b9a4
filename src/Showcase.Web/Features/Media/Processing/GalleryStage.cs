using System.Globalization;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// One file for screens that repeat a work for weeks: frames at a constant rate, sound exactly as long as the picture, so that the
/// end runs into the beginning without a gap. The picture is the finest version's own where its frames are even already.
/// </summary>
internal sealed class GalleryStage(Workbench bench)
{
    // What a container's clock rounds; a frame that is missing or late is off by far more.
    private const double Jitter = 0.0015;

    // SMPTE ST 2036, and what cameras and screens know.
    private static readonly (int Frames, int Seconds)[] Rates = [(24_000, 1001), (24, 1), (25, 1), (30_000, 1001), (30, 1), (48, 1), (50, 1), (60_000, 1001), (60, 1)];

    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var (picture, rung) = await RungFile.FinestAsync(bench, order, token);
        var sound = source.Probe.Facts.AudioCodec is null ? null : await RungFile.SoundAsync(bench, order, token);
        var folder = Directory.CreateDirectory(Path.Combine(bench.FolderOf(order), "made")).FullName;
        var limits = ToolLimits.For(source.Duration, rung.Width, rung.Height, new FileInfo(picture).Length);
        var times = await TimesAsync(order, picture, limits, token);
        if (!IsEven(times))
        {
            var (frames, seconds) = RateOf(times);
            var even = Path.Combine(folder, "even.mp4");
            var run = new ToolRun("ffmpeg", FfmpegArguments.Even(picture, frames, seconds, even), limits)
            {
                Reads = [picture], Writes = folder, Progress = at => order.Report((int)(90 * Math.Min(1, at / source.Duration))),
            };
            await bench.MustRunAsync(order, run, token);
            (picture, times) = (even, await TimesAsync(order, even, limits, token));
        }

        var made = Path.Combine(folder, "gallery.mp4");
        var length = times[^1] - times[0] + ((times[^1] - times[0]) / Math.Max(1, times.Count - 1));
        IReadOnlyList<string> reads = sound is null ? [picture] : [picture, sound];
        await bench.MustRunAsync(order, new ToolRun("ffmpeg", FfmpegArguments.Gallery(picture, sound, length, made), limits) { Reads = reads, Writes = folder }, token);
        var path = $"{MediaPaths.Made(order.AssetId)}/gallery.mp4";
        await bench.PublishAsync(made, path, token);
        return StageWork.Record(asset => asset.AddRendition(RenditionKind.GalleryFile, path));
    }

    /// <summary>Whether all frames stand equally long.</summary>
    private static bool IsEven(IReadOnlyList<double> times)
    {
        var gaps = Gaps(times);
        return gaps.Count == 0 || gaps.Max() - gaps.Min() <= Jitter;
    }

    /// <summary>The rate that most frames keep: what a phone dropped does not slow the rest.</summary>
    private static (int Frames, int Seconds) RateOf(IReadOnlyList<double> times)
    {
        var gaps = Gaps(times).Order().ToList();
        return Rates.MinBy(known => Math.Abs(((double)known.Seconds / known.Frames) - gaps[gaps.Count / 2]));
    }

    private static List<double> Gaps(IReadOnlyList<double> times) => [.. times.Zip(times.Skip(1), (one, next) => next - one)];

    /// <summary>When each frame is shown, in order.</summary>
    private async Task<List<double>> TimesAsync(StageOrder order, string film, ToolLimits limits, CancellationToken token)
    {
        var outcome = await bench.MustRunAsync(order, new ToolRun("ffprobe", FfmpegArguments.Packets(film), limits) { Reads = [film] }, token);
        var times = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var time) ? time : (double?)null)
            .OfType<double>().Order().ToList();
        return times.Count > 0 ? times : throw new InvalidOperationException("The film's finest version has no frames.");
    }
}
