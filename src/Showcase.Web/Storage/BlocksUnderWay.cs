namespace Showcase.Web.Storage;

/// <summary>
/// The blocks that are being received just now. Nobody waits for anybody here: senders may be slow on purpose, and who must wait is told so.
/// </summary>
internal sealed class BlocksUnderWay
{
    // Twice what our own script sends at once.
    private const int MostOfOneObject = 16;

    private readonly Lock order = new();
    private readonly Dictionary<string, HashSet<int>> blocks = new(StringComparer.Ordinal);

    /// <summary>Takes the block until the result is disposed; throws where it, or enough others of the object, are on their way.</summary>
    public IDisposable Begin(string path, int index) => TryBegin(path, index) ?? throw new BlockBusyException();

    /// <summary>The same; null where the block, or enough others of the object, are on their way.</summary>
    public IDisposable? TryBegin(string path, int index)
    {
        lock (order)
        {
            if (!blocks.TryGetValue(path, out var indexes)) blocks[path] = indexes = [];
            if (indexes.Count >= MostOfOneObject || !indexes.Add(index)) return null;
        }

        return new UnderWay(() => End(path, index));
    }

    private void End(string path, int index)
    {
        lock (order)
        {
            blocks[path].Remove(index);
            if (blocks[path].Count == 0) blocks.Remove(path);
        }
    }

    private sealed class UnderWay(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
