using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Conflicts;

/// <summary>What organisers read of conflicts.</summary>
public sealed class ConflictQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostPeople = 1_000;

    /// <summary>Conflicts of an edition by title and person; those that are not in force are listed too where they were pinned away.</summary>
    public async Task<Paged<ConflictRow>> ConflictsAsync(Actor actor, Guid editionId, string? search, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var rows =
            from conflict in db.JurorConflicts
            join submission in db.Submissions on conflict.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            join person in db.Users on conflict.UserId equals person.Id
            where conflict.EditionId == editionId && editions.Contains(conflict.EditionId)
            select new
            {
                conflict.Id, conflict.SubmissionId, film.Title, conflict.UserId, person.DisplayName, conflict.DeclaredAt, conflict.Reason, conflict.Clues, conflict.Pin, conflict.InForce,
                IsClosed = conflict.UserId == actor.UserId || closed.Any(c => c.Id == submission.Id),
            };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            rows = rows.Where(row => EF.Functions.Like(row.Title, pattern, LikePattern.Escape) || EF.Functions.Like(row.DisplayName, pattern, LikePattern.Escape));
        }

        var shown = await rows.OrderBy(row => row.Title).ThenBy(row => row.DisplayName).ThenBy(row => row.Id)
            .Skip(page * Paged<ConflictRow>.Size).Take(Paged<ConflictRow>.Size).ToListAsync(token);
        var total = await rows.CountAsync(token);
        return new Paged<ConflictRow>(
            [.. shown.Select(row => new ConflictRow(row.Id, row.SubmissionId, row.Title, row.UserId, row.DisplayName, row.DeclaredAt is not null, row.Reason, row.Clues, row.Pin, row.InForce, !row.IsClosed))],
            total);
    }

    /// <summary>Jurors and organisers, for whom a conflict can be pinned; not the actor.</summary>
    public async Task<IReadOnlyList<CategoryRow>> PeopleAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return await db.Users
            .Where(user => user.Id != actor.UserId && db.EditionMembers.Any(m => m.EditionId == editionId && editions.Contains(m.EditionId) && m.UserId == user.Id && (m.Role == EditionRole.Juror || m.Role == EditionRole.Organiser)))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id).Take(MostPeople)
            .Select(user => new CategoryRow(user.Id, user.DisplayName)).ToListAsync(token);
    }
}

/// <summary>A person and a film. MayChange: not the reader's own, and the film is not closed to the reader.</summary>
public sealed record ConflictRow(
    Guid Id, Guid SubmissionId, string Title, Guid UserId, string Person, bool IsDeclared, string? Reason, ConflictClues Clues, ConflictPin Pin, bool InForce, bool MayChange);
