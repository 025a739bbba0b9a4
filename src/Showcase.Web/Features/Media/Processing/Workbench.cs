using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>What every stage works with: the source as a file here, a folder of its own, the tools, and the shelf where results go.</summary>
internal sealed class Workbench(IMediaStorage storage, FfmpegTool ffmpeg, DataFolder data)
{
    public IMediaStorage Storage { get; } = storage;

    /// <summary>The folder of this work, whichever attempt it is.</summary>
    public string FolderOf(StageOrder order) => Directory.CreateDirectory(Path.Combine(FolderOf(order.AssetId), order.Key)).FullName;

    /// <summary>Runs a tool within its limits, wider ones where they were too narrow before. Throws where the machine let it down or it hung: no film is to blame for that.</summary>
    public async Task<ToolOutcome> RunAsync(StageOrder order, ToolRun run, CancellationToken token)
    {
        if (order.NeedsMore) run = run with { Limits = run.Limits.Doubled() };
        var outcome = await ffmpeg.RunAsync(run, token);

        // With more memory it is damage that leaves pictures out, and the film plays with that.
        if (run.IsFfmpeg && outcome.LeftOut && !order.NeedsMore) outcome = outcome with { End = ToolEnd.OverLimit };
        order.Said = outcome;
        return outcome.End is ToolEnd.Hindered or ToolEnd.Stalled ? throw new ToolFailedException(outcome) : outcome;
    }

    /// <summary>The same, where anything but success is our failure.</summary>
    public async Task<ToolOutcome> MustRunAsync(StageOrder order, ToolRun run, CancellationToken token)
    {
        var outcome = await RunAsync(order, run, token);
        return outcome.End == ToolEnd.Done ? outcome : throw new ToolFailedException(outcome);
    }

    /// <summary>Reads what a file says of itself; null where it says nothing that ffprobe understands, or goes over its limits twice: such headers are made to. What was killed, which the machine may have done, fails and is kept.</summary>
    public async Task<string?> ProbeAsync(StageOrder order, IReadOnlyList<string> arguments, string path, CancellationToken token)
    {
        var outcome = await RunAsync(order, new ToolRun("ffprobe", arguments, ToolLimits.Probe) { Reads = [path] }, token);
        if (outcome.End == ToolEnd.OverLimit && (!order.NeedsMore || outcome.WasKilled)) throw new ToolFailedException(outcome);

        return outcome.End == ToolEnd.Done ? outcome.Output : null;
    }

    /// <summary>The source as a file here; fetched once where the storage is elsewhere.</summary>
    public async Task<string> SourceAsync(Guid assetId, CancellationToken token)
    {
        var path = MediaPaths.Source(assetId);
        if (Storage.LocalFile(path) is { } local) return local;

        var copy = Path.Combine(Directory.CreateDirectory(FolderOf(assetId)).FullName, "source");
        if (File.Exists(copy)) return copy;

        await using (var content = await OpenAsync(path, token))
        await using (var fetched = File.Create(copy + ".part"))
        {
            await content.CopyToAsync(fetched, token);
        }

        File.Move(copy + ".part", copy);
        return copy;
    }

    public async Task<Stream> OpenAsync(string path, CancellationToken token) =>
        await Storage.OpenAsync(path, 0, null, token) ?? throw new FileNotFoundException("It is gone from the storage.", path);

    public async Task PublishAsync(string file, string path, CancellationToken token)
    {
        await using var content = File.OpenRead(file);
        await Storage.WriteAsync(path, content, token);
    }

    public async Task PublishTextAsync(string text, string path, CancellationToken token)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await Storage.WriteAsync(path, content, token);
    }

    /// <summary>Removes what one stage left in this machine's work folder.</summary>
    public void Clean(StageOrder order) => DeleteIfThere(Path.Combine(FolderOf(order.AssetId), order.Key));

    /// <summary>Removes what all stages left.</summary>
    public void Clean(Guid assetId) => DeleteIfThere(FolderOf(assetId));

    /// <summary>Assets that have a folder here.</summary>
    public IReadOnlyList<Guid> AssetsInWork()
    {
        var folder = data.Path("work");
        if (!Directory.Exists(folder)) return [];

        return [.. Directory.EnumerateDirectories(folder).Select(path => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? id : (Guid?)null).OfType<Guid>()];
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private string FolderOf(Guid assetId) => data.Path($"work/{assetId:N}");
}
