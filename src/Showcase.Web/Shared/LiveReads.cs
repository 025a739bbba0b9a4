namespace Showcase.Web.Shared;

/// <summary>
/// Reads again what a page shows when the <see cref="ChangeFeed"/> tells of a change: at once after a quiet second, else when the
/// second is over, so that a busy edition costs an open page one read a second.
/// </summary>
public sealed class LiveReads : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly IDisposable listening;
    private DateTimeOffset last = DateTimeOffset.MinValue;
    private bool isDue;

    /// <param name="feed">Tells of changes.</param>
    /// <param name="topic">The id of what the page shows.</param>
    /// <param name="clock">Times the pause.</param>
    /// <param name="read">Reads and shows; called on any thread, and handles what fails.</param>
    public LiveReads(ChangeFeed feed, Guid topic, TimeProvider clock, Func<Task> read)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        timer = clock.CreateTimer(
            _ =>
            {
                lock (gate) (isDue, last) = (false, clock.GetUtcNow());
                _ = read();
            },
            state: null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        listening = feed.Listen(topic, Wake);
    }

    /// <summary>Something changed, or the page could not read just now.</summary>
    public void Wake()
    {
        lock (gate)
        {
            if (isDue) return;

            isDue = true;
            var quiet = clock.GetUtcNow() - last;
            timer.Change(quiet < Pause ? Pause - quiet : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        listening.Dispose();
        timer.Dispose();
    }
}
