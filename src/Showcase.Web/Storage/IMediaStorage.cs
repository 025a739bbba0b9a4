using System.IO.Pipelines;

namespace Showcase.Web.Storage;

/// <summary>
/// Where films and what is made of them lie. Names are paths with slashes, such as <c>originals/0198…/source</c>; the first part
/// is <see cref="MediaPaths.Incoming"/>, <see cref="MediaPaths.Originals"/> or <see cref="MediaPaths.Renditions"/>. Large objects come in blocks in any order, each as
/// often as it takes, and exist once the list of blocks is committed.
/// </summary>
public interface IMediaStorage
{
    /// <summary>The origin that browsers send blocks to directly; null where blocks go through this application.</summary>
    Uri? BlockOrigin { get; }

    /// <summary>
    /// Keeps a block whose CRC-64/NVME is <paramref name="checksum"/> (base64, least significant byte first). Doing it again replaces it.
    /// A content that breaks off leaves no block, nor one whose length or checksum is another: those throw <see cref="BlockDamagedException"/>.
    /// Where there is no room, <see cref="StorageFullException"/>.
    /// </summary>
    Task StageBlockAsync(string path, MediaBlock block, string checksum, PipeReader content, CancellationToken token);

    /// <summary>Reads from blocks that are kept and not committed: how many bytes came; 0 where the store shows none before commit.</summary>
    Task<int> PeekAsync(string path, long offset, Memory<byte> buffer, CancellationToken token);

    /// <summary>Blocks that are kept and not committed: index and length in bytes.</summary>
    Task<IReadOnlyDictionary<int, long>> StagedBlocksAsync(string path, CancellationToken token);

    /// <summary>Makes blocks 0 to <paramref name="count"/> - 1 the object's bytes, durably; false where there is an object already, which is kept.</summary>
    Task<bool> CommitBlocksAsync(string path, int count, CancellationToken token);

    /// <summary>Writes a whole object in one go, replacing what is there.</summary>
    Task WriteAsync(string path, Stream content, CancellationToken token);

    /// <summary>The object's length in bytes; null where there is none.</summary>
    Task<long?> LengthAsync(string path, CancellationToken token);

    /// <summary>Tells the object's content now from any it has later or had before; null where there is no such object.</summary>
    Task<string?> TagAsync(string path, CancellationToken token);

    /// <summary>
    /// Gives the object another name without sending its bytes anywhere. False where its tag is another by now, it is gone, or the new name
    /// is taken: nothing is changed then. Writes to the old name that are under way or come later do not reach what was moved.
    /// </summary>
    Task<bool> MoveAsync(string from, string tag, string to, CancellationToken token);

    /// <summary>Reads from <paramref name="offset"/> on, <paramref name="length"/> bytes or to the end; null where there is no such object.</summary>
    Task<Stream?> OpenAsync(string path, long offset, long? length, CancellationToken token);

    /// <summary>
    /// Writes a range of the object to <paramref name="target"/>, after <paramref name="begin"/>, which is called once the object is open; false
    /// where there is no such object.
    /// </summary>
    Task<bool> SendAsync(string path, long offset, long length, PipeWriter target, Func<Task> begin, CancellationToken token);

    /// <summary>Names of all objects below a folder, those that are still in blocks included.</summary>
    IAsyncEnumerable<string> ListAsync(string folder, CancellationToken token);

    /// <summary>Deletes everything below a folder, uncommitted blocks included.</summary>
    Task DeleteAsync(string folder, CancellationToken token);

    /// <summary>An address that lets its holder put blocks of this one object until then; null where <see cref="BlockOrigin"/> is.</summary>
    Task<Uri?> BlockAddressAsync(string path, DateTimeOffset until, CancellationToken token);

    /// <summary>Bytes that can still be written; null where the store has no end.</summary>
    long? FreeBytes();

    /// <summary>The object as a file of this machine's disk; null where storage is elsewhere.</summary>
    string? LocalFile(string path);
}

/// <summary>A piece of a large object: its place in the list, and its bytes' place in the object.</summary>
public sealed record MediaBlock(int Index, long Offset, int Length)
{
    /// <summary>The block's id as Azure wants it: base64 of a name that has the same length for every block.</summary>
    public static string IdOf(int index) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(index.ToString("D8", System.Globalization.CultureInfo.InvariantCulture)));

    public static int IndexOf(string id) =>
        int.Parse(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(id)), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The same block is being received just now, or too many of its object are. It may be sent again in a moment.</summary>
public sealed class BlockBusyException() : IOException("The block is on its way already.");

/// <summary>A block's bytes are not those that were announced.</summary>
public sealed class BlockDamagedException(string message) : IOException(message);

/// <summary>Names of objects in the media storage.</summary>
public static class MediaPaths
{
    public const string Incoming = "incoming";
    public const string Originals = "originals";
    public const string Renditions = "renditions";
    public const string Pictures = $"{Renditions}/pictures";
    public const string Answers = $"{Originals}/answers";

    /// <summary>Where a file is sent to: the only place that tickets write. Nothing is played or recorded from there.</summary>
    public static string Arrival(Guid assetId) => $"{Arrivals(assetId)}/source";

    public static string Arrivals(Guid assetId) => $"{Incoming}/{assetId:N}";

    /// <summary>The file as it was uploaded, once it is checked. It is never served inline.</summary>
    public static string Source(Guid assetId) => $"{Original(assetId)}/source";

    public static string Original(Guid assetId) => $"{Originals}/{assetId:N}";

    /// <summary>What processing made of it. An asset's bytes never change, so its id names their content.</summary>
    public static string Made(Guid assetId) => $"{Renditions}/{assetId:N}";

    /// <summary>The playlist of a sound that describes a film; its segments lie beside it.</summary>
    public static string Sound(Guid assetId) => $"{Made(assetId)}/hls/0/i.m3u8";

    /// <summary>What was made of it with the mark of that code burnt in.</summary>
    public static string Marked(Guid assetId, string code) => $"{Made(assetId)}/marks/{code}";

    /// <summary>The sizes of a still or a poster, which never change either.</summary>
    public static string Picture(Guid id) => $"{Pictures}/{id:N}";

    public static string Picture(Guid id, int size) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Picture(id)}/{size}.jpg");

    /// <summary>A file that answers a question of a call, as it was sent. It is never served inline.</summary>
    public static string AnswerFile(Guid id) => $"{AnswerFolder(id)}/source";

    public static string AnswerFolder(Guid id) => $"{Answers}/{id:N}";

    /// <summary>The answer's file that an object is; null for anything else.</summary>
    public static Guid? AnswerFileOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 2 && path.StartsWith($"{Answers}/", StringComparison.Ordinal) && Guid.TryParseExact(parts[2], "N", out var id) ? id : null;
    }

    /// <summary>The still or poster that an object belongs to; null for anything else.</summary>
    public static Guid? PictureOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 2 && path.StartsWith($"{Pictures}/", StringComparison.Ordinal) && Guid.TryParseExact(parts[2], "N", out var id) ? id : null;
    }

    /// <summary>The asset that an object belongs to; null for anything else.</summary>
    public static Guid? AssetOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 1 && Guid.TryParseExact(parts[1], "N", out var id) ? id : null;
    }
}
