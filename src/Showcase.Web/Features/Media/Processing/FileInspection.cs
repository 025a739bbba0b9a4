using System.Security.Cryptography;
using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Looks at uploads while they are read for their hash: a scanner, a reader of Content Credentials. One read feeds all.</summary>
public interface IFileInspector
{
    /// <summary>Begins with one file of <paramref name="size"/> bytes; null where this inspector is switched off.</summary>
    /// <param name="size">The file's bytes.</param>
    /// <param name="digest">Its SHA-256 where it was found out before; null the first time.</param>
    /// <param name="token">Ends the beginning.</param>
    Task<IFileInspection?> BeginAsync(long size, string? digest, CancellationToken token);
}

/// <summary>One file under inspection. What it throws is a failure of ours, and tried again; what it refuses is a fault of the file.</summary>
public interface IFileInspection : IAsyncDisposable
{
    /// <summary>Takes the next bytes, in order. They are the caller's again when this returns.</summary>
    ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken token);

    /// <summary>After the last byte: what to record of the file, or why it is refused.</summary>
    Task<Result<Action<MediaAsset>>> EndAsync(CancellationToken token);
}

/// <summary>The file's SHA-256 (FIPS 180-4), the artist's receipt: once it is known, the file never has another.</summary>
internal sealed class HashInspector : IFileInspector
{
    public Task<IFileInspection?> BeginAsync(long size, string? digest, CancellationToken token) => Task.FromResult<IFileInspection?>(new Hashing(digest));

    private sealed class Hashing(string? digest) : IFileInspection
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken token)
        {
            hash.AppendData(piece.Span);
            return ValueTask.CompletedTask;
        }

        public Task<Result<Action<MediaAsset>>> EndAsync(CancellationToken token)
        {
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (digest is not null && digest != sha256) throw new SourceChangedException();

            return Task.FromResult(StageWork.Record(asset => asset.RecordHash(sha256)));
        }

        public ValueTask DisposeAsync()
        {
            hash.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
