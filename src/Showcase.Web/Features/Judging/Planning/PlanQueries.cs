using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>What the page of plans reads besides the plan.</summary>
public sealed class PlanQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostTags = 200;
    private const int MostPairs = 200_000;

    /// <summary>The edition's tags, and which of them jurors may see and wish for.</summary>
    public async Task<IReadOnlyList<TopicTag>> TagsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var open = await db.JuryTopics.Where(topic => topic.EditionId == editionId && editions.Contains(topic.EditionId)).Select(topic => topic.Name).ToListAsync(token);
        var tags = await db.SubmissionTags.Where(tag => tag.EditionId == editionId && editions.Contains(tag.EditionId)).Select(tag => tag.Name).Distinct().OrderBy(name => name).Take(MostTags).ToListAsync(token);
        return [.. tags.Union(open).Order(StringComparer.CurrentCulture).Select(name => new TopicTag(name, open.Contains(name)))];
    }

    /// <summary>Who has what in a round, for a table to take along; without films that are closed to the actor. Null where the actor may not see it.</summary>
    public async Task<IReadOnlyList<GivenPair>?> PairsAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        if (!await db.JudgingRounds.AnyAsync(round => round.Id == roundId && round.EditionId == editionId && editions.Contains(round.EditionId), token)) return null;

        var closed = db.ClosedTo(actor.UserId);
        return await (
            from assignment in db.Assignments
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            join user in db.Users on assignment.JurorId equals user.Id
            where assignment.RoundId == roundId && !closed.Any(c => c.Id == submission.Id)
            orderby film.Title, user.DisplayName, assignment.Id
            select new GivenPair(submission.Id, film.Title, user.DisplayName, user.Email ?? "")).Take(MostPairs).ToListAsync(token);
    }
}

public sealed record TopicTag(string Name, bool IsOpen);

public sealed record GivenPair(Guid SubmissionId, string Title, string Juror, string Email);
