using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Makes the versions of the picture that players choose from: HLS with fragmented MP4 (RFC 8216), sound apart. A film that is not sent as it is is made in
/// pieces, all versions of a piece in one decode. Pieces begin with a forced keyframe and keep the film's own clock, so that they join without a seam; each
/// can be watched as soon as it is there, and is never made again, whoever is killed.
/// </summary>
internal sealed class LadderStage(Workbench bench)
{
    /// <summary>A multiple of a segment's length.</summary>
    public TimeSpan LongestPiece { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the film play: sound, and the source's own picture, or the beginning of the version that is there soonest.</summary>
    public async Task<Result<Action<MediaAsset>>> FirstAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var rungs = await RungsAsync(order, source, token);
        var sound = SoundFolder(order, rungs);
        if (sound is not null && !await SoundAsync(order, source, sound, token)) return ProcessingRefusals.SoundUndecodable;

        var run = RunsOf(order, source, rungs)[0];
        if (!await MakeAsync(order, source, run, token)) return ProcessingRefusals.Undecodable;

        var shelf = new HlsShelf(bench, order.AssetId, rungs);
        await shelf.DropOldAsync(order.Making, token);
        if (run.Piece.IsLast) return await shelf.PutAsync([run], sound, token);

        return await shelf.GrowAsync([run], sound, token) ? StageWork.Record(asset => asset.AddRendition(RenditionKind.HlsBeginning, shelf.Master)) : StageWork.Record(_ => { });
    }

    /// <summary>Makes what is not there yet, and lets the film grow where it does not play to its end.</summary>
    public async Task<Result<Action<MediaAsset>>> AllAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var rungs = await RungsAsync(order, source, token);
        IReadOnlyList<PieceRun> runs = [.. RunsOf(order, source, rungs).Where(run => !run.Rungs[0].IsCopy)];
        if (runs.Count == 0) return StageWork.Record(_ => { });

        // A copy has its sound since it plays.
        var sound = rungs.First.IsCopy ? null : SoundFolder(order, rungs);
        if (sound is not null && !await SoundAsync(order, source, sound, token)) return ProcessingRefusals.SoundUndecodable;

        var shelf = new HlsShelf(bench, order.AssetId, rungs);
        for (var made = 0; made < runs.Count; made++)
        {
            // Where the picture ends before the film is said to, nothing comes of the last pieces.
            if (!await MakeAsync(order, source, runs[made], token) && runs[made].Piece.Begin == TimeSpan.Zero) return ProcessingRefusals.Undecodable;
            if (made > 0 && made < runs.Count - 1) await shelf.GrowAsync([.. runs.Take(made + 1)], sound, token);
        }

        return await shelf.PutAsync(runs, sound, token);
    }

    /// <summary>Makes the sound that describes a film, as long as the film is; false where nothing came of it.</summary>
    public async Task<bool> DescribeAsync(StageOrder order, SourceFile source, TimeSpan film, CancellationToken token)
    {
        var target = Path.Combine(bench.FolderOf(order), "sound");
        if (!await MakeAsync(order, source, target, folder => FfmpegArguments.Describe(source.Path, film, folder), film, 0, at => order.Report((int)(100 * (at / film))), token)) return false;

        await new HlsShelf(bench, order.AssetId, new Rungs([], HasSound: true)).PutSoundAsync(target, token);
        return true;
    }

    /// <summary>Copies what plays everywhere as it is; to find that out, the sizes of all frames and some keyframes are read where nothing else speaks against it.</summary>
    private async Task<Rungs> RungsAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var packets = source.Probe.IsPlain ? await ProbeAsync(FfmpegArguments.Packets(source.Path)) : null;
        return Rungs.Of(source.Probe, canCopy: packets is not null && CopyRules.Allow(packets) && await ProbeAsync(FfmpegArguments.Keyframes(source.Path)) is { } pictures && CopyRules.AreWhole(packets, pictures), order.Making);

        async Task<string?> ProbeAsync(IReadOnlyList<string> arguments)
        {
            var run = new ToolRun("ffprobe", arguments, source.LimitsFor(source.Duration / 30)) { Reads = [source.Path] };
            return await bench.RunAsync(order, run, token) is { End: ToolEnd.Done } outcome ? outcome.Output : null;
        }
    }

    /// <summary>What is to be run for a film, in order. The first run makes it play.</summary>
    private List<PieceRun> RunsOf(StageOrder order, SourceFile source, Rungs rungs)
    {
        var folder = bench.FolderOf(order);
        var pieces = FilmPiece.Cut(source.Duration, LongestPiece);
        PieceRun Run(FilmPiece piece, IReadOnlyList<Rung> made) => new(piece, made, Path.Combine(folder, $"p{piece.FirstSegment:D5}r{made[0].Index}"));

        var runs = new List<PieceRun> { Run(rungs.First.IsCopy ? new FilmPiece(TimeSpan.Zero, source.Duration, IsLast: true, 0) : pieces[0], [rungs.First]) };
        if (rungs.First.IsCopy && rungs.Rest.Count == 0) return runs;
        if (rungs.Rest.Count > 0) runs.Add(Run(pieces[0], rungs.Rest));
        runs.AddRange(pieces.Skip(1).Select(piece => Run(piece, rungs.First.IsCopy ? rungs.Rest : rungs.All)));
        return runs;
    }

    private string? SoundFolder(StageOrder order, Rungs rungs) => rungs.HasSound ? Path.Combine(bench.FolderOf(order), "sound") : null;

    private Task<bool> SoundAsync(StageOrder order, SourceFile source, string folder, CancellationToken token) =>
        MakeAsync(order, source, folder, target => FfmpegArguments.Sound(source, target), source.Duration, 0, at => order.Report((int)(20 * (at / source.Duration))), token);

    private Task<bool> MakeAsync(StageOrder order, SourceFile source, PieceRun run, CancellationToken token)
    {
        var piece = run.Piece;
        if (run.Rungs[0].IsCopy) return MakeAsync(order, source, run.Folder, target => FfmpegArguments.Copy(source, target), piece.Length, 0, _ => { }, token);

        void Report(TimeSpan at) => order.Report((int)(100 * ((piece.Begin + TimeSpan.FromTicks(Math.Min(piece.Length.Ticks, at.Ticks))) / source.Duration)));
        var rate = Math.Min(source.Probe.Facts.FrameRate, FfmpegArguments.MostFramesASecond);
        return MakeAsync(order, source, run.Folder, target => FfmpegArguments.Piece(source, run.Rungs, piece, target), piece.Length, rate, Report, token);
    }

    /// <summary>Runs ffmpeg into a folder that gets its name when all of it is there; false where not one segment came of it.</summary>
    private async Task<bool> MakeAsync(
        StageOrder order, SourceFile source, string folder, Func<string, IReadOnlyList<string>> arguments, TimeSpan length, double frameRate, Action<TimeSpan> progress, CancellationToken token)
    {
        if (Directory.Exists(folder)) return true;

        var part = folder + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(Path.Combine(part, "0"));
        var run = new ToolRun("ffmpeg", arguments(part), source.LimitsFor(length)) { Reads = [source.Path], Writes = part, Progress = progress, FrameRate = frameRate };
        var outcome = await bench.RunAsync(order, run, token);
        var isEmpty = !Directory.EnumerateFiles(part, "*.m4s", SearchOption.AllDirectories).Any();
        if (outcome.End is ToolEnd.Failed && isEmpty) return false;
        if (outcome.End != ToolEnd.Done) throw new ToolFailedException(outcome);

        Directory.Move(part, folder);
        return !isEmpty;
    }
}

/// <summary>One run of ffmpeg: a piece of the film in these versions, each in a folder that is named by its place among them.</summary>
internal sealed record PieceRun(FilmPiece Piece, IReadOnlyList<Rung> Rungs, string Folder)
{
    /// <summary>Where a version lies; null where this run does not make it.</summary>
    public string? FolderOf(Rung rung) => Rungs.Index().FirstOrDefault(each => each.Item == rung) is (var place, not null) ? Path.Combine(Folder, $"{place}") : null;
}
