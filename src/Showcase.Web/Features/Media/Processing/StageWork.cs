using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Does the stages. Each may be done again: it works in a folder of its own, publishes at the end, and says what to record. A refusal
/// means that the file is no good; an exception, that we failed.
/// </summary>
public sealed class StageWork
{
    private const int ReadLength = 1024 * 1024;

    private readonly Workbench bench;
    private readonly Vault vault;
    private readonly IReadOnlyList<IFileInspector> inspectors;
    private readonly ProbeStage probe;
    private readonly PosterStage poster;
    private readonly LadderStage ladder;
    private readonly StoryboardStage storyboard;
    private readonly QualityStage quality;
    private readonly GalleryStage gallery;
    private readonly DescriptionStage description;

    public StageWork(IMediaStorage storage, Vault vault, IEnumerable<IFileInspector> inspectors, FfmpegTool ffmpeg, DataFolder data)
    {
        (this.vault, this.inspectors) = (vault, [.. inspectors]);
        bench = new Workbench(storage, ffmpeg, data);
        (probe, poster, ladder, storyboard) = (new ProbeStage(bench), new PosterStage(bench), new LadderStage(bench), new StoryboardStage(bench));
        (quality, gallery, description) = (new QualityStage(bench), new GalleryStage(bench), new DescriptionStage(bench, ladder));
    }

    /// <summary>Runs a stage. What comes back changes the asset once it is loaded anew.</summary>
    internal async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, CancellationToken token)
    {
        if (order.Stage == ProcessingStages.Structure) return await WalkAsync(order, token);
        if (order.Stage == ProcessingStages.Verify) return await VerifyAsync(order, token);

        var path = await bench.SourceAsync(order.AssetId, token);
        if (order.Stage is ProcessingStages.Listen or ProcessingStages.Describe) return await description.RunAsync(order, path, token);

        var probed = await ProbeAsync(order, path, token);
        if (!probed.Succeeded) return probed.Refusal;

        // The probe looks anew.
        if (order.Stage == ProcessingStages.Probe) return await probe.RunAsync(order, new SourceFile(path, probed.Value), token);

        var source = new SourceFile(path, order.IsInterlaced ? probed.Value.AsInterlaced() : probed.Value);
        return order.Stage switch
        {
            ProcessingStages.Poster => await poster.RunAsync(order, source, token),
            ProcessingStages.First => await ladder.FirstAsync(order, source, token),
            ProcessingStages.Ladder => await ladder.AllAsync(order, source, token),
            ProcessingStages.Storyboard => await storyboard.RunAsync(order, source, token),
            ProcessingStages.Quality => await quality.RunAsync(order, source, token),
            ProcessingStages.Gallery => await gallery.RunAsync(order, source, token),
            _ => throw new ArgumentException($"There is no stage {order.Stage}.", nameof(order)),
        };
    }

    /// <summary>Removes what a stage left in this machine's work folder and no other goes on with.</summary>
    internal void Clean(StageOrder order)
    {
        if (order.Stage != ProcessingStages.First) bench.Clean(order);
    }

    /// <summary>Removes what all stages left.</summary>
    public void Clean(Guid assetId) => bench.Clean(assetId);

    /// <summary>Removes what a server that was killed left of assets that nothing is to be done for any more.</summary>
    internal async Task SweepAsync(Func<IReadOnlyList<Guid>, CancellationToken, Task<HashSet<Guid>>> openAsync, CancellationToken token)
    {
        if (bench.AssetsInWork() is not { Count: > 0 } left) return;

        var open = await openAsync(left, token);
        foreach (var assetId in left.Where(assetId => !open.Contains(assetId))) bench.Clean(assetId);
    }

    internal static Result<Action<MediaAsset>> Record(Action<MediaAsset> change) => change;

    private async Task<Result<Action<MediaAsset>>> WalkAsync(StageOrder order, CancellationToken token)
    {
        var (path, _) = await vault.FindAsync(order.AssetId, token);
        if (await bench.Storage.LengthAsync(path, token) != order.Size) return Truncated(order);

        var verdict = await StructureWalk.WalkAsync(order.Size, (at, piece) => ReadAsync(path, at, piece, token));
        return verdict.Refusal is { } refusal ? refusal : Record(_ => { });
    }

    /// <summary>Reads every byte once, shows it to all inspectors, and keeps the file where no ticket reaches.</summary>
    private async Task<Result<Action<MediaAsset>>> VerifyAsync(StageOrder order, CancellationToken token)
    {
        var seen = await vault.FindAsync(order.AssetId, token);
        var inspections = new List<IFileInspection>();
        try
        {
            foreach (var inspector in inspectors)
            {
                if (await inspector.BeginAsync(order.Size, order.Digest, token) is { } inspection) inspections.Add(inspection);
            }

            if (await InspectAsync(order, seen.Path, inspections, token) != order.Size) return Truncated(order);

            var records = new List<Action<MediaAsset>>();
            foreach (var inspection in inspections)
            {
                var verdict = await inspection.EndAsync(token);
                if (!verdict.Succeeded) return verdict.Refusal;
                records.Add(verdict.Value);
            }

            await vault.KeepAsync(order.AssetId, seen, token);
            return Record(asset => records.ForEach(record => record(asset)));
        }
        finally
        {
            foreach (var inspection in inspections) await inspection.DisposeAsync();
        }
    }

    /// <summary>A file that was whole when it was checked and is not now is no fault of whoever sent it.</summary>
    private static Refusal Truncated(StageOrder order) => order.Digest is null ? MediaRefusals.Truncated : throw new SourceChangedException();

    private async Task<long> InspectAsync(StageOrder order, string path, List<IFileInspection> inspections, CancellationToken token)
    {
        var buffer = new byte[ReadLength];
        long read = 0;
        await using var content = await bench.OpenAsync(path, token);
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token) is var length and > 0)
        {
            foreach (var inspection in inspections) await inspection.TakeAsync(buffer.AsMemory(0, length), token);
            read += length;
            order.Report((int)(100 * read / order.Size));
        }

        return read;
    }

    private async ValueTask<int> ReadAsync(string path, long at, Memory<byte> piece, CancellationToken token)
    {
        await using var content = await bench.Storage.OpenAsync(path, at, piece.Length, token) ?? throw new FileNotFoundException("The upload is gone from the storage.", path);
        return await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, token);
    }

    private async Task<Result<SourceProbe>> ProbeAsync(StageOrder order, string path, CancellationToken token) =>
        await bench.ProbeAsync(order, FfmpegArguments.Probe(path), path, token) is { } said ? SourceProbe.Read(said) : ProcessingRefusals.Unreadable;
}
