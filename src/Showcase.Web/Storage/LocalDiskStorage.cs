using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Connections;
using Showcase.Web.Data;

namespace Showcase.Web.Storage;

/// <summary>
/// Media on this machine's disk. Blocks are written at their place into one <c>.part</c> file; a record beside it says which are
/// whole. Commit makes the bytes durable and renames, so an object is there entirely or not at all.
/// </summary>
public sealed class LocalDiskStorage : IMediaStorage, IDisposable
{
    internal const string Part = ".part";

    private const int BufferLength = 256 * 1024;
    private const int SmallestPiece = 16 * 1024;
    private const int BlocksPerFlush = 8;

    private readonly string root;
    private readonly BlocksUnderWay underWay = new();
    private readonly RebootCheck check;
    private readonly SemaphoreSlim[] commits = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly OpenParts open = new();
    private readonly BlockWriter writer = new();

    public LocalDiskStorage(IOptions<StorageOptions> options, DataFolder data)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        root = data.Path(options.Value.Folder);
        check = new RebootCheck(underWay);
    }

    public Uri? BlockOrigin => null;

    public async Task StageBlockAsync(string path, MediaBlock block, string checksum, PipeReader content, CancellationToken token)
    {
        var file = FileOf(path);

        // Two tries of one block must not write over each other: the second would spoil what the first has declared whole.
        using var mine = underWay.Begin(path, block.Index);
        try
        {
            using var writing = open.Write(file);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var record = new BlockRecord(file).Open(FileMode.OpenOrCreate);
            BlockRecord.Strike(record, block.Index);
            using (var part = File.OpenHandle(file + Part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                var isOnDisk = await writer.ReceiveAsync(content, part, block, checksum, token);
                if (!isOnDisk && block.Index % BlocksPerFlush == BlocksPerFlush - 1) await writer.FlushAsync(part, token);
            }

            BlockRecord.Mark(record, block.Index, new BlockMark(block.Offset, block.Length, Crc64.ValueOf(checksum), MachineBoot.Id));
        }
        catch (IOException full) when (StorageFailures.IsFull(full))
        {
            throw new StorageFullException(full);
        }
    }

    public Task<int> PeekAsync(string path, long offset, Memory<byte> buffer, CancellationToken token)
    {
        var part = FileOf(path) + Part;
        if (!File.Exists(part)) return Task.FromResult(0);

        using var handle = File.OpenHandle(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Task.FromResult(RandomAccess.Read(handle, buffer.Span, offset));
    }

    public async Task<IReadOnlyDictionary<int, long>> StagedBlocksAsync(string path, CancellationToken token) =>
        (await check.WholeAsync(path, FileOf(path), token)).ToDictionary(block => block.Key, block => block.Value.Length);

    public async Task<bool> CommitBlocksAsync(string path, int count, CancellationToken token)
    {
        var gate = commits[(uint)path.GetHashCode(StringComparison.Ordinal) % commits.Length];
        await gate.WaitAsync(token);
        try
        {
            return await CommitAsync(path, count, token);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task WriteAsync(string path, Stream content, CancellationToken token)
    {
        var file = FileOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = $"{file}.{Guid.CreateVersion7():N}{Part}";
        await using (var part = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferLength, useAsync: true))
        {
            await content.CopyToAsync(part, BufferLength, token);
            part.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
        DurableFolder.Sync(Path.GetDirectoryName(file)!);
    }

    public Task<long?> LengthAsync(string path, CancellationToken token)
    {
        var file = new FileInfo(FileOf(path));
        return Task.FromResult(file.Exists ? file.Length : (long?)null);
    }

    public Task<string?> TagAsync(string path, CancellationToken token)
    {
        var file = new FileInfo(FileOf(path));
        return Task.FromResult(file.Exists ? TagOf(file) : null);
    }

    public Task<bool> MoveAsync(string from, string tag, string to, CancellationToken token)
    {
        var source = new FileInfo(FileOf(from));
        var target = FileOf(to);
        if (!source.Exists || TagOf(source) != tag || File.Exists(target)) return Task.FromResult(false);

        var (old, folder) = (source.DirectoryName!, Path.GetDirectoryName(target)!);
        Directory.CreateDirectory(folder);
        File.Move(source.FullName, target, overwrite: false);
        DurableFolder.Sync(folder);
        DurableFolder.Sync(Path.GetDirectoryName(folder)!);
        DurableFolder.Sync(old);
        return Task.FromResult(true);
    }

    public Task<Stream?> OpenAsync(string path, long offset, long? length, CancellationToken token)
    {
        var file = FileOf(path);
        if (!File.Exists(file)) return Task.FromResult<Stream?>(null);

        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, useAsync: true);
        stream.Position = offset;
        return Task.FromResult<Stream?>(length is { } most ? new LimitedStream(stream, most) : stream);
    }

    public async Task<bool> SendAsync(string path, long offset, long length, PipeWriter target, Func<Task> begin, CancellationToken token)
    {
        var file = FileOf(path);
        if (!File.Exists(file)) return false;

        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        await begin();
        for (var sent = 0L; sent < length;)
        {
            sent += Put(content, offset + sent, length - sent, target);
            if ((await target.FlushAsync(token)).IsCompleted) break;
        }

        return true;
    }

    /// <summary>Puts the next bytes in, unread where the system can send them by itself; answers how many.</summary>
    private static int Put(FileStream content, long offset, long length, PipeWriter target)
    {
        var most = (int)Math.Min(SocketWriter.MostOfFile, length);
        if (target is FileWriter files && files.TryPut(content, offset, most)) return most;

        var buffer = target.GetMemory(Math.Min(SmallestPiece, most));
        var read = RandomAccess.Read(content.SafeFileHandle, buffer.Span[..Math.Min(buffer.Length, most)], offset);
        if (read == 0) throw new EndOfStreamException($"{content.Name} ends before {offset + length}.");

        target.Advance(read);
        return read;
    }

    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken token)
    {
        var top = FileOf(folder);
        if (!Directory.Exists(top)) yield break;

        await Task.CompletedTask;
        foreach (var file in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
        {
            token.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (BlockRecord.IsOne(name)) continue;
            yield return name.EndsWith(Part, StringComparison.Ordinal) ? name[..^Part.Length] : name;
        }
    }

    public Task DeleteAsync(string folder, CancellationToken token)
    {
        var top = FileOf(folder);
        if (Directory.Exists(top)) Directory.Delete(top, recursive: true);
        return Task.CompletedTask;
    }

    public Task<Uri?> BlockAddressAsync(string path, DateTimeOffset until, CancellationToken token) => Task.FromResult<Uri?>(null);

    public long? FreeBytes() => new DriveInfo(Directory.CreateDirectory(root).FullName).AvailableFreeSpace;

    public string? LocalFile(string path) => FileOf(path);

    public void Dispose()
    {
        foreach (var gate in commits) gate.Dispose();
        check.Dispose();
        writer.Dispose();
    }

    private async Task<bool> CommitAsync(string path, int count, CancellationToken token)
    {
        var file = FileOf(path);
        using var closing = open.Close(file) ?? throw new InvalidOperationException($"Blocks of {path} are still arriving.");
        if (File.Exists(file))
        {
            Drop(file);
            return false;
        }

        var staged = await StagedBlocksAsync(path, token);
        if (Enumerable.Range(0, count).Any(index => !staged.ContainsKey(index))) throw new InvalidOperationException($"Not all {count} blocks of {path} are there.");

        using (var part = new FileStream(file + Part, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            part.SetLength(Enumerable.Range(0, count).Sum(index => staged[index]));
            part.Flush(flushToDisk: true);
        }

        File.Move(file + Part, file, overwrite: false);
        var folder = Path.GetDirectoryName(file)!;
        DurableFolder.Sync(folder);
        DurableFolder.Sync(Path.GetDirectoryName(folder)!);
        Drop(file);
        return true;
    }

    private static string TagOf(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}");

    private static void Drop(string file)
    {
        File.Delete(file + Part);
        new BlockRecord(file).Delete();
    }

    private string FileOf(string path)
    {
        var file = Path.GetFullPath(path, root);
        return file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? file : throw new ArgumentException("The path leads out of the storage.", nameof(path));
    }
}
