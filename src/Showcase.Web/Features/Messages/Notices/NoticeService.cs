using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Notices;

/// <summary>Marks a person's own notices as read, and throws away what is old.</summary>
public sealed class NoticeService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed)
{
    public Task ReadAsync(Actor actor, Guid noticeId, CancellationToken token) => MarkAsync(actor, notices => notices.Where(notice => notice.Id == noticeId), token);

    public Task ReadAllAsync(Actor actor, CancellationToken token) => MarkAsync(actor, notices => notices, token);

    /// <summary>Deletes what is older than <see cref="InAppNotice.Kept"/>; how many there were comes back.</summary>
    public async Task<int> SweepAsync(CancellationToken token)
    {
        var oldest = clock.GetUtcNow() - InAppNotice.Kept;
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.InAppNotices.Where(notice => notice.At < oldest).ExecuteDeleteAsync(token);
    }

    private async Task MarkAsync(Actor actor, Func<IQueryable<InAppNotice>, IQueryable<InAppNotice>> which, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var marked = await which(db.InAppNotices.Where(notice => notice.UserId == actor.UserId && notice.ReadAt == null)).ExecuteUpdateAsync(notice => notice.SetProperty(n => n.ReadAt, now), token);
        if (marked > 0) feed.Tell(actor.UserId);
    }
}

/// <summary>A person's own notices, newest first.</summary>
public sealed class NoticeQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>Older ones are there until they are swept, and nobody pages so far.</summary>
    private const int Most = 500;

    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.InAppNotices.Where(notice => notice.UserId == actor.UserId && notice.ReadAt == null).CountAsync(token);
    }

    /// <summary>One page; <paramref name="page"/> counts from 1.</summary>
    public async Task<NoticeList> ListAsync(Actor actor, bool isUnread, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var notices = db.InAppNotices.AsNoTracking().Where(notice => notice.UserId == actor.UserId);
        if (isUnread) notices = notices.Where(notice => notice.ReadAt == null);
        var total = Math.Min(await notices.CountAsync(token), Most);
        var rows = await notices
            .OrderByDescending(notice => notice.At).ThenByDescending(notice => notice.Id)
            .Skip((Math.Clamp(page, 1, Most / PageSize) - 1) * PageSize).Take(PageSize)
            .Select(notice => new NoticeLine(notice.Id, notice.Topic, notice.About, notice.Link, notice.At, notice.ReadAt == null))
            .ToListAsync(token);
        return new NoticeList(rows, total);
    }
}

public sealed record NoticeList(IReadOnlyList<NoticeLine> Lines, int Total);

public sealed record NoticeLine(Guid Id, NoticeTopic Topic, string About, string Link, DateTimeOffset At, bool IsNew);

/// <summary>Sweeps notices for as long as the application lives.</summary>
internal sealed class NoticeSweeper(NoticeService notices, TimeProvider clock, ILogger<NoticeSweeper> logger)
    : RepeatedWork("sweeping notices", TimeSpan.FromHours(6), beginsAtOnce: false, clock, logger)
{
    protected override Task RunAsync(CancellationToken token) => notices.SweepAsync(token);
}
