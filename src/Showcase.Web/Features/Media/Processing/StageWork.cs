using System.Security.Cryptography;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Does the stages. Each may be done again from the start: it works in a folder of its own, publishes at the end, and says what to
/// record. A refusal means that the file is no good; an exception, that we failed.
/// </summary>
public sealed class StageWork(IMediaStorage storage, Vault vault, FfmpegTool ffmpeg, DataFolder data)
{
    private const int ReadLength = 1024 * 1024;

    /// <summary>Runs a stage; <paramref name="report"/> hears percents. What comes back changes the asset once it is loaded anew.</summary>
    public async Task<Result<Action<MediaAsset>>> RunAsync(string stage, Guid assetId, long size, Action<int> report, CancellationToken token)
    {
        var folder = FolderOf(assetId);
        if (stage == ProcessingStages.Verify) return await VerifyAsync(assetId, size, report, token);

        var source = await SourceAsync(assetId, folder, token);
        var probed = await ProbeAsync(source, token);
        if (!probed.Succeeded) return probed.Refusal;

        return stage switch
        {
            ProcessingStages.Probe => Record(asset => asset.RecordFacts(probed.Value.Facts)),
            ProcessingStages.Poster => await PosterAsync(assetId, source, probed.Value, folder, token),
            ProcessingStages.Ladder => await LadderAsync(assetId, source, probed.Value, folder, report, token),
            _ => throw new ArgumentException($"There is no stage {stage}.", nameof(stage)),
        };
    }

    /// <summary>Removes what the stages left in this machine's work folder.</summary>
    public void Clean(Guid assetId)
    {
        var folder = FolderOf(assetId);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task<Result<Action<MediaAsset>>> VerifyAsync(Guid assetId, long size, Action<int> report, CancellationToken token)
    {
        var seen = await vault.FindAsync(assetId, token);
        var path = seen.Path;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ReadLength];
        long read = 0;
        await using (var content = await storage.OpenAsync(path, 0, null, token) ?? throw new FileNotFoundException("The upload is gone from the storage.", path))
        {
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token) is var length and > 0)
            {
                hash.AppendData(buffer, 0, length);
                read += length;
                report((int)(100 * read / size));
            }
        }

        if (read != size) return MediaRefusals.Truncated;
        if ((await StructureWalk.WalkAsync(size, (at, piece) => ReadAsync(path, at, piece, token))).Refusal is { } refusal) return refusal;

        await vault.KeepAsync(assetId, seen, token);
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return Record(asset => asset.RecordHash(sha256));
    }

    private async ValueTask<int> ReadAsync(string path, long at, Memory<byte> piece, CancellationToken token)
    {
        await using var content = await storage.OpenAsync(path, at, piece.Length, token) ?? throw new FileNotFoundException("The upload is gone from the storage.", path);
        return await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, token);
    }

    private async Task<Result<SourceProbe>> ProbeAsync(string source, CancellationToken token)
    {
        var outcome = await ffmpeg.ProbeAsync(FfmpegArguments.Probe(source), token);
        return outcome.ExitCode == 0 ? SourceProbe.Read(outcome.Output) : ProcessingRefusals.Unreadable;
    }

    private async Task<Result<Action<MediaAsset>>> PosterAsync(Guid assetId, string source, SourceProbe probe, string folder, CancellationToken token)
    {
        var file = Path.Combine(folder, "poster.jpg");
        foreach (var keyframesOnly in new[] { true, false })
        {
            File.Delete(file);
            await ffmpeg.TranscodeAsync(FfmpegArguments.Poster(source, probe, file, keyframesOnly), TimeSpan.FromMinutes(5), null, token);
            if (!File.Exists(file) || new FileInfo(file).Length == 0) continue;

            var path = $"{MediaPaths.Made(assetId)}/poster.jpg";
            await PublishAsync(file, path, token);
            return Record(asset => asset.AddRendition(RenditionKind.Poster, path));
        }

        return ProcessingRefusals.Undecodable;
    }

    private async Task<Result<Action<MediaAsset>>> LadderAsync(Guid assetId, string source, SourceProbe probe, string folder, Action<int> report, CancellationToken token)
    {
        // A folder an attempt: an ffmpeg that outlived a killed server may still write into the last one.
        foreach (var old in Directory.EnumerateDirectories(folder)) DeleteWhatCanBe(old);
        var target = Directory.CreateDirectory(Path.Combine(folder, Guid.CreateVersion7().ToString("N"))).FullName;
        var duration = probe.Facts.Duration;
        var most = TimeSpan.FromMinutes(5) + (60 * duration);
        var outcome = await ffmpeg.TranscodeAsync(FfmpegArguments.Ladder(source, probe, target), most, at => report((int)(100 * (at / duration))), token);
        var master = Path.Combine(target, "master.m3u8");
        if (outcome.ExitCode > 0 && !Directory.EnumerateFiles(target, "*.m4s", SearchOption.AllDirectories).Any()) return ProcessingRefusals.Undecodable;
        if (outcome.ExitCode != 0 || !File.Exists(master)) throw new InvalidOperationException($"ffmpeg ended with {outcome.ExitCode}: {outcome.Errors}");

        // The master playlist names the others: it comes last.
        var made = $"{MediaPaths.Made(assetId)}/hls";
        foreach (var file in Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(file => file != master))
        {
            await PublishAsync(file, $"{made}/{Path.GetRelativePath(target, file).Replace('\\', '/')}", token);
        }

        await PublishAsync(master, $"{made}/master.m3u8", token);
        Directory.Delete(target, recursive: true);
        return Record(asset => asset.AddRendition(RenditionKind.HlsMaster, $"{made}/master.m3u8"));
    }

    private async Task PublishAsync(string file, string path, CancellationToken token)
    {
        await using var content = File.OpenRead(file);
        await storage.WriteAsync(path, content, token);
    }

    /// <summary>The source as a file here; fetched once where the storage is elsewhere.</summary>
    private async Task<string> SourceAsync(Guid assetId, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var path = MediaPaths.Source(assetId);
        if (storage.LocalFile(path) is { } local) return local;

        var copy = Path.Combine(folder, "source");
        if (File.Exists(copy)) return copy;

        await using (var content = await storage.OpenAsync(path, 0, null, token) ?? throw new FileNotFoundException("The upload is gone from the storage.", path))
        await using (var fetched = File.Create(copy + ".part"))
        {
            await content.CopyToAsync(fetched, token);
        }

        File.Move(copy + ".part", copy);
        return copy;
    }

    private static void DeleteWhatCanBe(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody wrote into it meanwhile. It goes with the whole work folder in the end.
        }
    }

    private string FolderOf(Guid assetId) => data.Path($"work/{assetId:N}");

    private static Result<Action<MediaAsset>> Record(Action<MediaAsset> change) => change;
}
