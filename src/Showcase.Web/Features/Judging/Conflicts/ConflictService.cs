using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Conflicts;

/// <summary>Conflicts as people declare and organisers pin them. A player that is open stops when one comes into force.</summary>
public sealed partial class ConflictService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, PlaybackRevocations playback, ILogger<ConflictService> log)
{
    private static readonly EditionRole[] Roles = [EditionRole.Juror, EditionRole.Organiser];

    /// <summary>A juror or an organiser says that they are too near to a film.</summary>
    public Task<Result> DeclareAsync(Actor actor, Guid editionId, Guid submissionId, string? reason, CancellationToken token) =>
        ChangeOwnAsync(actor, editionId, submissionId, AuditAct.ConflictDeclared, conflict => conflict.Declare(reason, clock.GetUtcNow()), token);

    /// <summary>Takes an own declaration back. What was found or pinned stays.</summary>
    public Task<Result> TakeBackAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token) =>
        ChangeOwnAsync(
            actor,
            editionId,
            submissionId,
            AuditAct.ConflictWithdrawn,
            conflict =>
            {
                conflict.TakeBack();
                return Result.Ok;
            },
            token);

    /// <summary>An organiser decides for somebody else, whatever was declared or found.</summary>
    public async Task<Result> PinAsync(Actor actor, Guid editionId, Guid submissionId, Guid userId, ConflictPin pin, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;
        if (userId == actor.UserId) return JudgingRefusals.PinOwn;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.ClosedTo(actor.UserId).AnyAsync(s => s.Id == submissionId, token)) return JudgingRefusals.CaseClosed;
        if (!await db.EditionMembers.AnyAsync(m => m.EditionId == editionId && m.UserId == userId && Roles.Contains(m.Role), token)) return JudgingRefusals.NotInEdition;

        return await ChangeAsync(
            db,
            actor,
            editionId,
            submissionId,
            userId,
            AuditAct.ConflictPinned,
            conflict =>
            {
                conflict.Decide(pin, actor.UserId, clock.GetUtcNow());
                return Result.Ok;
            },
            token);
    }

    /// <summary>The same by a film's title, as somebody types it.</summary>
    public async Task<Result> PinByTitleAsync(Actor actor, Guid editionId, string? title, Guid userId, ConflictPin pin, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refused) return refused;

        var typed = title?.Trim() ?? "";
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await db.Submissions
            .Where(s => s.EditionId == editionId && s.State != SubmissionState.Draft && db.Films.Any(film => film.Id == s.FilmId && film.Title == typed))
            .OrderBy(s => s.Id).Select(s => s.Id).Take(2).ToListAsync(token);
        return found switch
        {
            [] => new Refusal("Judging.TitleUnknown", typed),
            [var only] => await PinAsync(actor, editionId, only, userId, pin, token),
            _ => new Refusal("Judging.TitleTwice", typed),
        };
    }

    private async Task<Result> ChangeOwnAsync(Actor actor, Guid editionId, Guid submissionId, AuditAct act, Func<JurorConflict, Result> change, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, Roles) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        return await ChangeAsync(db, actor, editionId, submissionId, actor.UserId, act, change, token);
    }

    private async Task<Result> ChangeAsync(
        ShowcaseDbContext db, Actor actor, Guid editionId, Guid submissionId, Guid userId, AuditAct act, Func<JurorConflict, Result> change, CancellationToken token)
    {
        if (!await db.Submissions.AnyAsync(s => s.Id == submissionId && s.EditionId == editionId && s.State != SubmissionState.Draft, token)) return Refusals.NotFound;

        var conflict = await db.JurorConflicts.SingleOrDefaultAsync(c => c.SubmissionId == submissionId && c.UserId == userId, token);
        if (conflict is null) db.Add(conflict = JurorConflict.Between(editionId, submissionId, userId));
        var was = conflict.InForce;
        var changed = change(conflict);
        if (!changed.Succeeded) return changed;

        db.Add(AuditEntry.Of(editionId, act, actor.UserId, clock.GetUtcNow(), submissionId: submissionId, about: userId));
        if (conflict.IsIdle) db.Remove(conflict);
        if (conflict.InForce && !was) await playback.RevokeFilmsAsync(db, userId, db.Submissions.Where(s => s.Id == submissionId).Select(s => s.FilmId), token);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogChanged(submissionId, userId, conflict.InForce, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "The conflict of submission {SubmissionId} and {PersonId} is in force: {InForce}, by {UserId}")]
    private partial void LogChanged(Guid submissionId, Guid personId, bool inForce, Guid userId);
}
