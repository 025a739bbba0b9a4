using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// Which marked copies are stored, for whom, since when, and whether all of the film is in them. Two small notes beside the segments say
/// it: what is stored and what is known of it cannot differ.
/// </summary>
public sealed class MarkedCopies(IMediaStorage storage, TimeProvider clock)
{
    private const string Owner = "viewer.txt";
    private const string Whole = "whole.txt";

    /// <summary>Notes that a copy for this viewer begins; the first time counts.</summary>
    internal async Task BeginAsync(Guid assetId, string code, Guid viewerId, CancellationToken token)
    {
        var path = $"{MediaPaths.Marked(assetId, code)}/{Owner}";
        if (await storage.LengthAsync(path, token) is null) await WriteAsync(path, $"{viewerId:N} {Now()}", token);
    }

    /// <summary>Notes that every segment of that version is there.</summary>
    internal Task SayWholeAsync(Guid assetId, string code, int version, CancellationToken token) => WriteAsync(WholePath(assetId, code, version), Now(), token);

    /// <summary>Since when every segment of that version has been there; null where some are not.</summary>
    internal async Task<DateTimeOffset?> WholeSinceAsync(Guid assetId, string code, int version, CancellationToken token) =>
        await ReadAsync(WholePath(assetId, code, version), token) is { } text ? TimeOf(text) : null;

    internal async IAsyncEnumerable<MarkedCopy> ListAsync([EnumeratorCancellation] CancellationToken token)
    {
        var (owners, whole) = (new List<(Guid AssetId, string Code, string Path)>(), new HashSet<(Guid AssetId, string Code)>());
        await foreach (var path in storage.ListAsync(MediaPaths.Renditions, token))
        {
            if (MediaPaths.AssetOf(path) is not { } assetId || path.Split('/') is not [_, _, "marks", var code, ..]) continue;

            if (path.EndsWith($"/{Owner}", StringComparison.Ordinal)) owners.Add((assetId, code, path));
            else if (path.EndsWith($"/{Whole}", StringComparison.Ordinal)) whole.Add((assetId, code));
        }

        foreach (var (assetId, code, path) in owners)
        {
            if ((await ReadAsync(path, token))?.Split(' ') is not [var viewer, var at]) continue;

            yield return new MarkedCopy(assetId, code, Guid.ParseExact(viewer, "N"), TimeOf(at), whole.Contains((assetId, code)));
        }
    }

    internal Task DropAsync(MarkedCopy copy, CancellationToken token) => storage.DeleteAsync(MediaPaths.Marked(copy.AssetId, copy.Code), token);

    private static string WholePath(Guid assetId, string code, int version) => $"{MediaPaths.Marked(assetId, code)}/{version}/{Whole}";

    private static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private string Now() => clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private async Task WriteAsync(string path, string text, CancellationToken token)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(text));
        await storage.WriteAsync(path, content, token);
    }

    private async Task<string?> ReadAsync(string path, CancellationToken token)
    {
        await using var content = await storage.OpenAsync(path, 0, null, token);
        if (content is null) return null;

        using var reader = new StreamReader(content, Encoding.ASCII);
        return await reader.ReadToEndAsync(token);
    }
}

/// <summary>What is stored of a film with one viewer's mark in it; whole where all of it is.</summary>
internal sealed record MarkedCopy(Guid AssetId, string Code, Guid ViewerId, DateTimeOffset MadeAt, bool IsWhole);
