using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Where players find a film: segments come first, then the lists that name them, and the master playlist last. A film that has no end yet grows;
/// whatever plays to its end is replaced only by what does.
/// </summary>
internal sealed class HlsShelf(Workbench bench, Guid assetId, Rungs rungs)
{
    private const string Note = "rung.json";
    private const string Init = "init_0.mp4";

    // Frames of sound and of picture never end together.
    private const double Slack = 0.5;

    private readonly string hls = $"{MediaPaths.Made(assetId)}/hls";
    private readonly HashSet<string> there = new(StringComparer.Ordinal);

    public string Master => $"{hls}/master.m3u8";

    /// <summary>Shows as much of the film as was made. False where more of it can be seen already.</summary>
    /// <param name="runs">Everything that was made from the film's beginning on.</param>
    /// <param name="sound">The folder of the sound; null where the film has none.</param>
    /// <param name="token">Ends the work.</param>
    public async Task<bool> GrowAsync(IReadOnlyList<PieceRun> runs, string? sound, CancellationToken token)
    {
        if (await TextAsync(Master, token) is { } master)
        {
            if (!HlsList.IsGrowing(master)) return false;

            var seen = await TextAsync($"{hls}/{rungs.Smallest.Index}/i.m3u8", token);
            if (seen is not null && HlsList.Read(seen).Count > Segments(runs, rungs.Smallest).Count()) return false;
        }

        await PutAsync(runs, sound, isGrowing: true, token);
        return true;
    }

    /// <summary>Shows all of the film, in the versions that were made and in those that were there before.</summary>
    public async Task<Result<Action<MediaAsset>>> PutAsync(IReadOnlyList<PieceRun> runs, string? sound, CancellationToken token)
    {
        await PutAsync(runs, sound, isGrowing: false, token);
        return StageWork.Record(asset => asset.AddRendition(RenditionKind.HlsMaster, Master));
    }

    /// <summary>Removes what was made by rules before the last ones: what plays now stays until the rules change once more, for those who watch it.</summary>
    public async Task DropOldAsync(int making, CancellationToken token)
    {
        for (var folder = 0; folder < (making - 1) * Rungs.FoldersOfMaking; folder++) await bench.Storage.DeleteAsync($"{hls}/{folder}", token);
    }

    /// <summary>Shows a sound that stands by itself.</summary>
    public Task PutSoundAsync(string folder, CancellationToken token) => PutListAsync(rungs.SoundIndex, [.. Segments(folder)], until: double.PositiveInfinity, isGrowing: false, token);

    private async Task PutAsync(IReadOnlyList<PieceRun> runs, string? sound, bool isGrowing, CancellationToken token)
    {
        var seconds = double.PositiveInfinity;
        foreach (var rung in rungs.All.Where(rung => runs.Any(run => run.FolderOf(rung) is not null)))
        {
            var segments = Segments(runs, rung).ToList();
            var codec = HlsList.CodecOf(await File.ReadAllBytesAsync(InitOf(segments[0].File), token));
            await PutListAsync(rung.Index, segments, until: double.PositiveInfinity, isGrowing, token);

            var (peak, average) = RatesOf(segments);
            await bench.PublishTextAsync(HlsList.ToJson(new HlsRung(rung.Index, rung.Width, rung.Height, codec, peak, average)), $"{hls}/{rung.Index}/{Note}", token);
            seconds = segments.Sum(each => each.Segment.Seconds);
        }

        // Lists that grow are as long as one another.
        if (sound is not null) await PutListAsync(rungs.SoundIndex, [.. Segments(sound)], until: isGrowing ? seconds : double.PositiveInfinity, isGrowing, token);

        var known = new List<HlsRung>();
        foreach (var rung in rungs.All)
        {
            await using var note = await bench.Storage.OpenAsync($"{hls}/{rung.Index}/{Note}", 0, null, token);
            if (note is not null) known.Add(await HlsList.FromJsonAsync(note, token));
        }

        await bench.PublishTextAsync(HlsList.Master(known, rungs.HasSound ? rungs.SoundIndex : null, isGrowing), Master, token);
    }

    private async Task PutListAsync(int index, IReadOnlyList<MadeSegment> segments, double until, bool isGrowing, CancellationToken token)
    {
        var (named, seconds) = (new List<HlsSegment>(), 0.0);
        await PutFileAsync(InitOf(segments[0].File), $"{hls}/{index}/{Init}", token);
        foreach (var (segment, file) in segments)
        {
            if (seconds >= until - Slack) break;

            await PutFileAsync(file, $"{hls}/{index}/{segment.Name}", token);
            named.Add(segment);
            seconds += segment.Seconds;
        }

        await bench.PublishTextAsync(HlsList.Write(Init, named, isGrowing), $"{hls}/{index}/i.m3u8", token);
    }

    private async Task PutFileAsync(string file, string path, CancellationToken token)
    {
        if (!there.Contains(path)) await bench.PublishAsync(file, path, token);
        there.Add(path);
    }

    private static IEnumerable<MadeSegment> Segments(IEnumerable<PieceRun> runs, Rung rung) => runs.Select(run => run.FolderOf(rung)).OfType<string>().SelectMany(SegmentsIn);

    /// <summary>Sound lies in "0" of its folder.</summary>
    private static IEnumerable<MadeSegment> Segments(string sound) => SegmentsIn(Path.Combine(sound, "0"));

    /// <summary>A piece of which no frame came has no list.</summary>
    private static IEnumerable<MadeSegment> SegmentsIn(string folder)
    {
        var list = Path.Combine(folder, "i.m3u8");
        return File.Exists(list) ? HlsList.Read(File.ReadAllText(list)).Select(segment => new MadeSegment(segment, Path.Combine(folder, segment.Name))) : [];
    }

    private static string InitOf(string segment) => Directory.EnumerateFiles(Path.GetDirectoryName(segment)!, "init*.mp4").Single();

    private static (long Peak, long Average) RatesOf(IReadOnlyList<MadeSegment> segments)
    {
        (double peak, double bits, double seconds) = (0, 0, 0);
        foreach (var (segment, file) in segments)
        {
            var size = 8.0 * new FileInfo(file).Length;
            if (segment.Seconds >= 1) peak = Math.Max(peak, size / segment.Seconds);
            bits += size;
            seconds += segment.Seconds;
        }

        var average = bits / Math.Max(0.1, seconds);
        return ((long)Math.Max(peak, average), (long)average);
    }

    private async Task<string?> TextAsync(string path, CancellationToken token)
    {
        await using var content = await bench.Storage.OpenAsync(path, 0, null, token);
        if (content is null) return null;

        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(token);
    }

    /// <summary>A segment as its list names it, and the file that it is here.</summary>
    private sealed record MadeSegment(HlsSegment Segment, string File);
}
