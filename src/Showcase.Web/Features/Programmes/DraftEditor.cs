using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Programmes;

/// <summary>Changes the draft schedule of an edition: access, one transaction, the version that the page was read with, and word to open pages.</summary>
public sealed class DraftEditor(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, ILogger<DraftEditor> log)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="editionId">Whose schedule.</param>
    /// <param name="version">Of the schedule that the page showed; null where it showed none yet.</param>
    /// <param name="edit">Changes the schedule, and may add to the context.</param>
    /// <param name="token">Ends the wait.</param>
    internal async Task<Result<T>> EditAsync<T>(
        Actor actor, Guid editionId, Guid? version, Func<ShowcaseDbContext, ScheduleDraft, Task<Result<T>>> edit, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is { } refusal) return refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        var draft = await ScheduleDraft.ReadAsync(db, editionId, token);
        var isNew = db.Entry(draft.Schedule).State == EntityState.Detached;
        if (isNew ? version is not null : version != draft.Schedule.Version) return Refusals.Conflict;

        if (isNew) db.Schedules.Add(draft.Schedule);
        var edited = await edit(db, draft);
        if (!edited.Succeeded) return edited;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        log.Saved("Schedule", draft.Schedule.Id, actor.UserId);
        feed.Tell(editionId);
        return edited;
    }
}
