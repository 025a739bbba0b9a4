using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media;

/// <summary>
/// Keeps what has been checked where no ticket reaches. Uploads arrive in a folder that their tickets may write for an hour; what is
/// hashed for the record, probed and played is what was moved from there, as it was when it was checked.
/// </summary>
public sealed class Vault(IMediaStorage storage)
{
    /// <summary>The bytes to check: where they arrived, or already in the vault where an earlier attempt broke off behind the move.</summary>
    /// <exception cref="FileNotFoundException">They are in neither place.</exception>
    public async Task<Arrival> FindAsync(Guid assetId, CancellationToken token)
    {
        foreach (var path in new[] { MediaPaths.Source(assetId), MediaPaths.Arrival(assetId) })
        {
            if (await storage.TagAsync(path, token) is { } tag) return new Arrival(path, tag);
        }

        throw new FileNotFoundException("The upload is gone from the storage.", MediaPaths.Arrival(assetId));
    }

    /// <summary>Moves the bytes that were checked into the vault and leaves nothing where they arrived. Doing it again changes nothing.</summary>
    /// <exception cref="IOException">They are not those any more that were checked: check again.</exception>
    public async Task KeepAsync(Guid assetId, Arrival seen, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var kept = MediaPaths.Source(assetId);
        if (seen.Path != kept && !await storage.MoveAsync(seen.Path, seen.Tag, kept, token)) throw new IOException("The upload changed while it was being checked.");

        await storage.DeleteAsync(MediaPaths.Arrivals(assetId), token);
    }

    /// <summary>Deletes everything of an asset, wherever it lies.</summary>
    public async Task DropAsync(Guid assetId, CancellationToken token)
    {
        foreach (var folder in new[] { MediaPaths.Arrivals(assetId), MediaPaths.Original(assetId), MediaPaths.Made(assetId) }) await storage.DeleteAsync(folder, token);
    }
}

/// <summary>An object as it was at one moment: a write to it changes the tag.</summary>
public sealed record Arrival(string Path, string Tag);
