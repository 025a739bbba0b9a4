using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>How a juror arranges their desk. It is nobody else's affair, so nobody is told.</summary>
public sealed class DeskService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, DeskQueries desks, TimeProvider clock)
{
    /// <summary>Passes a film over: it waits behind those that were not.</summary>
    public async Task<Result> SkipAsync(Actor actor, Guid assignmentId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.CaseForJurorAsync(db, actor, assignmentId, token);
        if (!found.Succeeded) return found.Refusal;

        found.Value.Assignment.Skip(clock.GetUtcNow());
        await db.SaveChangesAsync(token);
        return Result.Ok;
    }

    /// <summary>Whether the desk keeps the juror's own order, in all of the edition's rounds.</summary>
    public async Task<Result> KeepOrderAsync(Actor actor, Guid editionId, bool own, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var seats = await db.Set<PanelMember>().Where(member => member.UserId == actor.UserId && db.JudgingRounds.Any(r => r.Id == member.RoundId && r.EditionId == editionId)).ToListAsync(token);
        foreach (var seat in seats) seat.Keep(own);
        await db.SaveChangesAsync(token);
        return Result.Ok;
    }

    /// <summary>Moves a film that is still to do among those of its round.</summary>
    public async Task<Result> MoveAsync(Actor actor, Guid editionId, Guid assignmentId, int by, CancellationToken token)
    {
        var open = (await desks.DeskAsync(actor, editionId, token)).Where(film => film.IsOpen).ToList();
        if (open.Find(film => film.AssignmentId == assignmentId) is not { } moved) return Refusals.NotFound;

        var ids = open.Where(film => film.RoundId == moved.RoundId).Select(film => film.AssignmentId).ToList();
        var place = ids.IndexOf(assignmentId);
        ids.RemoveAt(place);
        ids.Insert(Math.Clamp(place + by, 0, ids.Count), assignmentId);

        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.Assignments.Where(a => a.JurorId == actor.UserId && a.RoundId == moved.RoundId).ToDictionaryAsync(a => a.Id, token);
        foreach (var (id, at) in ids.Select((id, at) => (id, at)))
        {
            if (rows.TryGetValue(id, out var row)) row.PutAt(at);
        }

        await db.SaveChangesAsync(token);
        return Result.Ok;
    }
}
