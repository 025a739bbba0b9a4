using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Shared;

/// <summary>
/// Takes what a server's <see cref="ChangeFeed"/> tells to the other servers on the same database, and tells here what they told (decision 0030). No clocks of two machines
/// are compared: what is old is known by the ids that this server saw a while ago.
/// </summary>
internal sealed class ChangeRelay
{
    /// <summary>Of more than that between two rounds, all pages are told.</summary>
    internal const int MostTopics = 500;

    /// <summary>A row may show up after one with a higher id; no save takes this long.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    /// <summary>For at least this long rows are kept; who has not read for longer may have missed some.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(3);

    private readonly ChangeFeed feed;
    private readonly IDbContextFactory<ShowcaseDbContext> contexts;
    private readonly TimeProvider clock;
    private readonly Guid serverId = Guid.CreateVersion7();

    private readonly Lock gate = new();
    private readonly HashSet<long> heard = [];
    private readonly Trail old;
    private HashSet<Guid> untold = [];
    private Trail? settled;
    private long newest;
    private long read;

    public ChangeRelay(ChangeFeed feed, IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
    {
        (this.feed, this.contexts, this.clock) = (feed, contexts, clock);
        old = new Trail(first: 0, Kept, clock);
        feed.Carry = Note;
    }

    /// <summary>Writes what was told here, tells here what others wrote, removes what all have read. Called each second by one caller.</summary>
    public async Task ExchangeAsync(CancellationToken token)
    {
        await WriteAsync(token);
        await using var db = await contexts.CreateDbContextAsync(token);
        await ReadAsync(db, token);
        if (old.Follow(newest)) await db.ToldChanges.Where(told => told.Id <= old.Past).ExecuteDeleteAsync(token);
    }

    /// <summary>Writes what was told here since the last time, each topic once, in one row. What could not be written is kept for the next time.</summary>
    public async Task WriteAsync(CancellationToken token)
    {
        IReadOnlyList<Guid> topics;
        lock (gate) (topics, untold) = ([.. untold], []);
        if (topics.Count == 0) return;

        try
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var told = new ToldChange(serverId, topics);
            db.ToldChanges.Add(told);
            await db.SaveChangesAsync(token);
            newest = Math.Max(newest, told.Id);
        }
        catch
        {
            foreach (var topic in topics) Note(topic);
            throw;
        }
    }

    private async Task ReadAsync(ShowcaseDbContext db, CancellationToken token)
    {
        var began = clock.GetTimestamp();
        if (settled is null || clock.GetElapsedTime(read) > Kept)
        {
            newest = await db.ToldChanges.MaxAsync(told => (long?)told.Id, token) ?? 0;
            (settled, read) = (new Trail(newest, Overlap, clock), began);
            heard.Clear();
            feed.Hear(ChangeFeed.Everything);
            return;
        }

        var (after, own) = (settled.Past, serverId);
        var rows = await db.ToldChanges.AsNoTracking().Where(told => told.Id > after && told.ServerId != own).OrderBy(told => told.Id).ToListAsync(token);
        read = began;
        if (rows.Count > 0) newest = Math.Max(newest, rows[^1].Id);
        var fresh = rows.Where(told => heard.Add(told.Id)).SelectMany(told => told.Topics).ToHashSet();
        heard.RemoveWhere(id => id <= after);
        settled.Follow(newest);
        foreach (var topic in fresh) feed.Hear(topic);
    }

    private void Note(Guid topic)
    {
        lock (gate)
        {
            untold.Add(topic);
            if (untold.Count > MostTopics) untold = [ChangeFeed.Everything];
        }
    }

    /// <summary>What the newest id was a while ago: one span at least, two and a round at most.</summary>
    private sealed class Trail(long first, TimeSpan span, TimeProvider clock)
    {
        private long mark = first;
        private long marked = clock.GetTimestamp();

        public long Past { get; private set; } = first;

        /// <summary>Whether the past moved on.</summary>
        public bool Follow(long newest)
        {
            if (clock.GetElapsedTime(marked) < span) return false;

            (Past, mark, marked) = (mark, newest, clock.GetTimestamp());
            return true;
        }
    }
}
