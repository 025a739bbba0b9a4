using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Media;

/// <summary>
/// Takes playback grants back. A revocation is a row of the change that causes it, and holds in this process as soon as that change
/// is saved: segments are checked in memory. The rows bring it back after a restart, and to other servers within a second
/// (<see cref="PlaybackRevocationPoll"/>).
/// </summary>
public sealed class PlaybackRevocations(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock) : IHostedService
{
    /// <summary>Longer than any grant lives: what was revoked before has expired.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(9);

    /// <summary>
    /// Other servers' clocks may be an hour off, and their changes are saved in another order than they were begun: what is new is
    /// looked for this far back.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2);

    // By whom it is taken from, a viewer or all whom an edition shows it, and by file; no file means whatever they watch.
    private readonly ConcurrentDictionary<(Guid From, Guid Asset), long> latest = new();
    private readonly Lock order = new();
    private long newest;
    private (DateTimeOffset Since, int Count) read;

    /// <summary>Ends the viewer's streams, whatever they watch. To be saved with <paramref name="db"/>.</summary>
    public void RevokeViewer(ShowcaseDbContext db, Guid viewerId) => Revoke(db, PlaybackRevocation.OfViewer(viewerId, assetId: null, Next()));

    /// <summary>Ends one viewer's streams of every file of these films. To be saved with <paramref name="db"/>.</summary>
    public async Task RevokeFilmsAsync(ShowcaseDbContext db, Guid viewerId, IQueryable<Guid> filmIds, CancellationToken token)
    {
        foreach (var asset in await AssetsAsync(db, filmIds, token)) Revoke(db, PlaybackRevocation.OfViewer(viewerId, asset, Next()));
    }

    /// <summary>
    /// Ends what an edition shows of these films, whoever watches: it has them no longer. Their owners, and those who watch them for another
    /// edition, go on. To be saved with <paramref name="db"/>.
    /// </summary>
    public async Task RevokeFilmsInAsync(ShowcaseDbContext db, Guid editionId, IQueryable<Guid> filmIds, CancellationToken token)
    {
        foreach (var asset in await AssetsAsync(db, filmIds, token)) Revoke(db, PlaybackRevocation.InEdition(editionId, asset, Next()));
    }

    /// <summary>Reads what was revoked before the start, and forgets what has no more to end.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow() - Kept;
        await db.PlaybackRevocations.Where(revocation => revocation.At < since).ExecuteDeleteAsync(cancellationToken);
        await foreach (var revocation in db.PlaybackRevocations.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken)) Apply(revocation);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Learns what other servers revoked. Called again and again by one caller: a count over an index, and rows only where there are other
    /// ones than the last time.
    /// </summary>
    internal async Task ReadNewAsync(CancellationToken token)
    {
        var since = new DateTimeOffset(Math.Max(0, Interlocked.Read(ref newest) - Overlap.Ticks), TimeSpan.Zero);
        await using var db = await contexts.CreateDbContextAsync(token);
        var recent = db.PlaybackRevocations.AsNoTracking().Where(revocation => revocation.At > since);
        if (read == (since, await recent.CountAsync(token))) return;

        var rows = await recent.ToListAsync(token);
        foreach (var revocation in rows) Apply(revocation);
        read = (since, rows.Count);
    }

    /// <summary>
    /// When the newest revocation that touches such a grant was made, in UTC ticks; 0 where none was. A grant carries the figure of its
    /// issue, and ends when the figure grows. The owner's grants end with the owner, not with what happens to the film elsewhere.
    /// </summary>
    internal long LatestFor(Guid viewerId, Guid assetId, PlaybackPurpose purpose, Guid editionId = default)
    {
        var ofViewer = viewerId == Guid.Empty ? 0 : Math.Max(latest.GetValueOrDefault((viewerId, Guid.Empty)), latest.GetValueOrDefault((viewerId, assetId)));
        return purpose == PlaybackPurpose.Owner ? ofViewer : Math.Max(ofViewer, latest.GetValueOrDefault((editionId, assetId)));
    }

    /// <summary>Whatever has addresses: files, and pictures.</summary>
    private static Task<List<Guid>> AssetsAsync(ShowcaseDbContext db, IQueryable<Guid> filmIds, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sets = db.FilmPictures.Where(set => filmIds.Contains(set.FilmId));
        return db.MediaAssets.Where(asset => filmIds.Contains(asset.FilmId)).Select(asset => asset.Id)
            .Concat(db.Pictures.Where(picture => sets.Any(set => set.Id == picture.SetId)).Select(picture => picture.Id))
            .Concat(sets.Where(set => set.Poster != null).Select(set => set.Poster!.FilesId))
            .ToListAsync(token);
    }

    private void Revoke(ShowcaseDbContext db, PlaybackRevocation revocation)
    {
        db.PlaybackRevocations.Add(revocation);
        db.SavedChanges += (_, _) => Apply(revocation);
    }

    private void Apply(PlaybackRevocation revocation)
    {
        lock (order) newest = Math.Max(newest, revocation.At.UtcTicks);
        latest.AddOrUpdate((revocation.ViewerId ?? revocation.EditionId!.Value, revocation.AssetId ?? Guid.Empty), revocation.At.UtcTicks, (_, known) => Math.Max(known, revocation.At.UtcTicks));
    }

    /// <summary>Now, and later than any that is known, whatever the clocks say: two in one tick must not look like one.</summary>
    private DateTimeOffset Next()
    {
        lock (order)
        {
            newest = Math.Max(newest + 1, clock.GetUtcNow().UtcTicks);
            return new DateTimeOffset(newest, TimeSpan.Zero);
        }
    }
}
