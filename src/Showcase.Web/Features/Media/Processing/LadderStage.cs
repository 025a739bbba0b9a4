using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Makes the versions of the picture that players choose from: HLS with fragmented MP4 (RFC 8216), sound apart. The work is done in
/// chunks of a minute that begin with a forced keyframe and keep the film's own clock, so that they join without a seam; a chunk
/// that is done is never done again, whoever is killed.
/// </summary>
internal sealed class LadderStage(Workbench bench)
{
    private const string Note = "rung.json";

    // More than a chunk can have: numbers must rise from chunk to chunk.
    private const int SegmentsPerChunk = 50;

    /// <summary>A multiple of a segment's length.</summary>
    public TimeSpan Chunk { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the film play: sound, and the one version that is there soonest.</summary>
    public async Task<Result<Action<MediaAsset>>> FirstAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var rungs = await RungsAsync(order, source, token);
        if (rungs.HasSound && !await SoundAsync(order, source, rungs.SoundIndex, token)) return ProcessingRefusals.SoundUndecodable;

        var isMade = rungs.First.IsCopy ? await CopyAsync(order, source, token) : await EncodeAsync(order, source, [rungs.First], "superfast", token);
        if (!isMade) return ProcessingRefusals.Undecodable;

        return await PublishAsync(order, rungs, [rungs.First], token);
    }

    /// <summary>Makes the others, in one decode.</summary>
    public async Task<Result<Action<MediaAsset>>> RestAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var rungs = await RungsAsync(order, source, token);
        if (rungs.Rest.Count == 0) return StageWork.Record(_ => { });
        if (!await EncodeAsync(order, source, rungs.Rest, "veryfast", token)) return ProcessingRefusals.Undecodable;

        return await PublishAsync(order, rungs, rungs.Rest, token);
    }

    /// <summary>Makes the sound that describes a film, as long as the film is; false where nothing came of it.</summary>
    public async Task<bool> DescribeAsync(StageOrder order, SourceFile source, TimeSpan film, CancellationToken token)
    {
        var target = Path.Combine(bench.FolderOf(order), "sound");
        if (!await MakeAsync(order, source, target, (sound, folder) => FfmpegArguments.Describe(sound.Path, film, folder), film, 0, at => order.Report((int)(100 * (at / film))), token)) return false;

        await PublishSegmentsAsync(order, 0, [target], token);
        return true;
    }

    private static string FolderOf(StageOrder order) => $"{MediaPaths.Made(order.AssetId)}/hls";

    /// <summary>Copies what plays everywhere as it is; to find that out, the sizes of all frames are read where nothing else speaks against it.</summary>
    private async Task<Rungs> RungsAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        if (!source.Probe.IsPlain) return Rungs.Of(source.Probe, canCopy: false);

        var run = new ToolRun("ffprobe", FfmpegArguments.Packets(source.Path), source.LimitsFor(source.Duration / 30)) { Reads = [source.Path] };
        var outcome = await bench.RunAsync(order, run, token);
        return Rungs.Of(source.Probe, outcome.End == ToolEnd.Done && CopyRules.Allow(outcome.Output));
    }

    private async Task<bool> SoundAsync(StageOrder order, SourceFile source, int index, CancellationToken token)
    {
        var target = Path.Combine(bench.FolderOf(order), "sound");
        if (!await MakeAsync(order, source, target, FfmpegArguments.Sound, source.Duration, 0, at => order.Report((int)(20 * (at / source.Duration))), token)) return false;

        await PublishSegmentsAsync(order, index, [target], token);
        return true;
    }

    private Task<bool> CopyAsync(StageOrder order, SourceFile source, CancellationToken token) =>
        MakeAsync(order, source, Path.Combine(bench.FolderOf(order), "c0000"), FfmpegArguments.Copy, source.Duration, 0, _ => { }, token);

    private async Task<bool> EncodeAsync(StageOrder order, SourceFile source, IReadOnlyList<Rung> rungs, string preset, CancellationToken token)
    {
        var folder = bench.FolderOf(order);
        var count = Math.Max(1, (int)Math.Round(source.Duration / Chunk));
        var rate = Math.Min(source.Probe.Facts.FrameRate, FfmpegArguments.MostFramesASecond);
        for (var index = 0; index < count; index++)
        {
            var (begin, length) = (index * Chunk, index == count - 1 ? source.Duration - (index * Chunk) : Chunk);
            var piece = new FilmPiece(begin, length, IsLast: index == count - 1, index * SegmentsPerChunk);

            void Report(TimeSpan at) => order.Report((int)(100 * ((begin + TimeSpan.FromTicks(Math.Min(length.Ticks, at.Ticks))) / source.Duration)));
            var isMade = await MakeAsync(order, source, Path.Combine(folder, $"c{index:D4}"), (probed, target) => FfmpegArguments.Piece(probed, rungs, preset, piece, target), length, rate, Report, token);
            if (!isMade && index == 0) return false;
        }

        return true;
    }

    /// <summary>Runs ffmpeg into a folder that gets its name when all of it is there; false where not one segment came of it.</summary>
    private async Task<bool> MakeAsync(
        StageOrder order, SourceFile source, string folder, Func<SourceFile, string, IReadOnlyList<string>> arguments, TimeSpan length, double frameRate, Action<TimeSpan> progress, CancellationToken token)
    {
        if (Directory.Exists(folder)) return true;

        var part = folder + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(Path.Combine(part, "0"));
        var run = new ToolRun("ffmpeg", arguments(source, part), source.LimitsFor(length)) { Reads = [source.Path], Writes = part, Progress = progress, FrameRate = frameRate };
        var outcome = await bench.RunAsync(order, run, token);
        var isEmpty = !Directory.EnumerateFiles(part, "*.m4s", SearchOption.AllDirectories).Any();
        if (outcome.End is ToolEnd.Failed && isEmpty) return false;
        if (outcome.End != ToolEnd.Done) throw new ToolFailedException(outcome);

        Directory.Move(part, folder);
        return !isEmpty;
    }

    /// <summary>The master playlist names the others: it comes last.</summary>
    private async Task<Result<Action<MediaAsset>>> PublishAsync(StageOrder order, Rungs rungs, IReadOnlyList<Rung> made, CancellationToken token)
    {
        var chunks = Directory.EnumerateDirectories(bench.FolderOf(order), "c????").Order(StringComparer.Ordinal).ToList();
        var hls = FolderOf(order);
        for (var variant = 0; variant < made.Count; variant++)
        {
            var (rung, place) = (made[variant], variant);
            var (codec, peak, average) = await PublishSegmentsAsync(order, rung.Index, chunks.ConvertAll(chunk => Path.Combine(chunk, $"{place}")), token);
            await bench.PublishTextAsync(HlsList.ToJson(new HlsRung(rung.Index, rung.Width, rung.Height, codec, peak, average)), $"{hls}/{rung.Index}/{Note}", token);
        }

        var there = new List<HlsRung>();
        foreach (var rung in rungs.All)
        {
            await using var note = await bench.Storage.OpenAsync($"{hls}/{rung.Index}/{Note}", 0, null, token);
            if (note is not null) there.Add(await HlsList.FromJsonAsync(note, token));
        }

        await bench.PublishTextAsync(HlsList.Master(there, rungs.HasSound ? rungs.SoundIndex : null), $"{hls}/master.m3u8", token);
        return StageWork.Record(asset => asset.AddRendition(RenditionKind.HlsMaster, $"{hls}/master.m3u8"));
    }

    private async Task<(string? Codec, long PeakBitRate, long AverageBitRate)> PublishSegmentsAsync(StageOrder order, int index, IReadOnlyList<string> folders, CancellationToken token)
    {
        const string Init = "init_0.mp4";
        var target = $"{FolderOf(order)}/{index}";
        var segments = new List<HlsSegment>();
        string? codec = null;
        (double peak, double bits) = (0, 0);
        foreach (var folder in folders)
        {
            // FfmpegArguments.Sound and Copy write into "0" of their folder; a piece of which no frame came has no list.
            var list = new[] { Path.Combine(folder, "i.m3u8"), Path.Combine(folder, "0", "i.m3u8") }.FirstOrDefault(File.Exists);
            if (list is null) continue;

            var from = Path.GetDirectoryName(list)!;
            if (segments.Count == 0)
            {
                var init = Directory.EnumerateFiles(from, "init*.mp4").Single();
                codec = HlsList.CodecOf(await File.ReadAllBytesAsync(init, token));
                await bench.PublishAsync(init, $"{target}/{Init}", token);
            }

            foreach (var segment in HlsList.Read(await File.ReadAllTextAsync(list, token)))
            {
                var file = Path.Combine(from, segment.Name);
                var size = 8.0 * new FileInfo(file).Length;
                if (segment.Seconds >= 1) peak = Math.Max(peak, size / segment.Seconds);
                bits += size;
                segments.Add(segment);
                await bench.PublishAsync(file, $"{target}/{segment.Name}", token);
            }
        }

        await bench.PublishTextAsync(HlsList.Write(Init, segments), $"{target}/i.m3u8", token);
        var average = bits / Math.Max(0.1, segments.Sum(segment => segment.Seconds));
        return (codec, (long)Math.Max(peak, average), (long)average);
    }
}
