namespace Showcase.Web.Storage;

/// <summary>
/// Which files are being written to. A handle that was opened before a rename writes to the file under its new name too: a file is
/// closed only while nobody writes to it, and nobody begins while it is being closed.
/// </summary>
internal sealed class OpenParts
{
    private const int Closing = -1;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> writers = new(StringComparer.Ordinal);

    /// <summary>Counts a writer until it is disposed.</summary>
    /// <exception cref="IOException">The file is being closed just now.</exception>
    public IDisposable Write(string file)
    {
        lock (gate)
        {
            var count = writers.GetValueOrDefault(file);
            if (count == Closing) throw new IOException("The file is being closed.");

            writers[file] = count + 1;
            return new Ending(this, file);
        }
    }

    /// <summary>Keeps writers out until it is disposed; null where there are some.</summary>
    public IDisposable? Close(string file)
    {
        lock (gate)
        {
            return writers.TryAdd(file, Closing) ? new Ending(this, file) : null;
        }
    }

    private void End(string file)
    {
        lock (gate)
        {
            if (writers[file] <= 1) writers.Remove(file);
            else writers[file]--;
        }
    }

    private sealed class Ending(OpenParts parts, string file) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0) parts.End(file);
        }
    }
}
