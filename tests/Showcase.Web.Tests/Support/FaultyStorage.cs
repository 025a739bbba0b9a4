using System.IO.Pipelines;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Support;

/// <summary>A real storage that a test makes slow, full or silent.</summary>
public sealed class FaultyStorage(LocalDiskStorage inner) : IMediaStorage
{
    private int written;

    /// <summary>Comes before each call that reaches for bytes: waits, or throws.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>What the disk says that it has free; null leaves it the truth.</summary>
    public long? Free { get; set; }

    /// <summary>How many objects were written whole.</summary>
    public int Written => written;

    public Uri? BlockOrigin => inner.BlockOrigin;

    /// <summary>Fails that often, then works.</summary>
    public void Fail(int times, Exception failure) =>
        Before = () => times-- > 0 ? Task.FromException(failure) : Task.CompletedTask;

    public void Mend() => (Before, Free) = (() => Task.CompletedTask, null);

    public async Task StageBlockAsync(string path, MediaBlock block, string checksum, PipeReader content, CancellationToken token)
    {
        await Before();
        await inner.StageBlockAsync(path, block, checksum, content, token);
    }

    public async Task<int> PeekAsync(string path, long offset, Memory<byte> buffer, CancellationToken token)
    {
        await Before();
        return await inner.PeekAsync(path, offset, buffer, token);
    }

    public async Task<IReadOnlyDictionary<int, long>> StagedBlocksAsync(string path, CancellationToken token)
    {
        await Before();
        return await inner.StagedBlocksAsync(path, token);
    }

    public async Task<bool> CommitBlocksAsync(string path, int count, CancellationToken token)
    {
        await Before();
        return await inner.CommitBlocksAsync(path, count, token);
    }

    public async Task WriteAsync(string path, Stream content, CancellationToken token)
    {
        await Before();
        Interlocked.Increment(ref written);
        await inner.WriteAsync(path, content, token);
    }

    public async Task<long?> LengthAsync(string path, CancellationToken token)
    {
        await Before();
        return await inner.LengthAsync(path, token);
    }

    public async Task<string?> TagAsync(string path, CancellationToken token)
    {
        await Before();
        return await inner.TagAsync(path, token);
    }

    public async Task<bool> MoveAsync(string from, string tag, string to, CancellationToken token)
    {
        await Before();
        return await inner.MoveAsync(from, tag, to, token);
    }

    public async Task<Stream?> OpenAsync(string path, long offset, long? length, CancellationToken token)
    {
        await Before();
        return await inner.OpenAsync(path, offset, length, token);
    }

    public async Task<bool> SendAsync(string path, long offset, long length, PipeWriter target, Func<Task> begin, CancellationToken token)
    {
        await Before();
        return await inner.SendAsync(path, offset, length, target, begin, token);
    }

    public IAsyncEnumerable<string> ListAsync(string folder, CancellationToken token) => inner.ListAsync(folder, token);

    public Task DeleteAsync(string folder, CancellationToken token) => inner.DeleteAsync(folder, token);

    public Task<Uri?> BlockAddressAsync(string path, DateTimeOffset until, CancellationToken token) => inner.BlockAddressAsync(path, until, token);

    public long? FreeBytes() => Free ?? inner.FreeBytes();

    public string? LocalFile(string path) => inner.LocalFile(path);
}
