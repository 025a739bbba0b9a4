using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>What organisers read of a round's scores.</summary>
public sealed class RankingQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>Most films that a ranking holds; a call of the largest festivals brings about 6,200.</summary>
    public const int MostFilms = 20_000;

    /// <summary>
    /// The films of a round by rank. Filters hide rows, they never change a position. Films that are closed to the actor are left out before
    /// anything is counted: a gap would tell their rank.
    /// </summary>
    public async Task<RankingView?> RankingAsync(Actor actor, Guid editionId, Guid roundId, Guid? categoryId, string? search, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var round = await db.JudgingRounds.Where(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId))
            .Select(r => new { r.Name, r.ClosesAt, r.OpensAt })
            .SingleOrDefaultAsync(token);
        if (round is null) return null;

        var judged = db.Submissions
            .Where(s => s.State != SubmissionState.Withdrawn && s.State != SubmissionState.Disqualified)
            .Where(s => db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == s.Id));
        var closed = db.ClosedTo(actor.UserId);
        var hidden = await judged.CountAsync(s => closed.Any(c => c.Id == s.Id), token);
        var films = await judged.Where(s => !closed.Any(c => c.Id == s.Id))
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, s.State, s.CategoryId, f.Title, f.OwnerId, f.StatedRuntime, f.Country })
            .Join(db.Users, s => s.OwnerId, u => u.Id, (s, u) => new { Film = s, Artist = u.DisplayName })
            .Join(db.Categories, s => s.Film.CategoryId, c => c.Id, (s, c) => new { s.Film, s.Artist, Category = c.Name })
            .OrderBy(s => s.Film.Id)
            .Take(MostFilms)
            .ToDictionaryAsync(s => s.Film.Id, token);
        var runtimes = await db.ProbedRuntimesAsync(films.Keys, token);
        var scores = await ScoresAsync(db, roundId, token);
        var assigned = await db.Assignments.Where(a => a.RoundId == roundId).GroupBy(a => a.SubmissionId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, token);

        var ranked = Ranking.Of(films.Keys.Select(id => new SubmissionScores(id, scores.GetValueOrDefault(id) ?? [])));
        var rows = ranked.Select(rank => (rank, film: films[rank.SubmissionId]))
            .Where(row => categoryId is null || row.film.Film.CategoryId == categoryId)
            .Where(row => string.IsNullOrWhiteSpace(search)
                || row.film.Film.Title.Contains(search, StringComparison.CurrentCultureIgnoreCase)
                || row.film.Artist.Contains(search, StringComparison.CurrentCultureIgnoreCase))
            .Select(row => new RankingRow(
                row.rank.SubmissionId, row.rank.Position, row.film.Film.Title, row.film.Artist, row.film.Category, row.film.Film.Country,
                runtimes.GetValueOrDefault(row.rank.SubmissionId, row.film.Film.StatedRuntime),
                row.film.Film.State, row.rank.Mean, row.rank.Spread, row.rank.Count, assigned.GetValueOrDefault(row.rank.SubmissionId)))
            .ToList();
        return new RankingView(round.Name, round.OpensAt, round.ClosesAt, rows, hidden);
    }

    /// <summary>What each juror gave one film, with their comments; nothing of a film that is closed to the actor.</summary>
    public async Task<IReadOnlyList<JurorScore>> ScoresOfAsync(Actor actor, Guid editionId, Guid roundId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var weights = await WeightsAsync(db, roundId, token);
        var cards = await db.Assignments.AsNoTracking()
            .Where(a => a.RoundId == roundId && a.SubmissionId == submissionId)
            .Where(a => !closed.Any(c => c.Id == a.SubmissionId))
            .Where(a => db.JudgingRounds.Any(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId)))
            .Join(db.Scorecards.AsNoTracking(), a => a.Id, c => c.AssignmentId, (a, c) => new { a.JurorId, Card = c })
            .Join(db.Users, a => a.JurorId, u => u.Id, (a, u) => new { u.Id, u.DisplayName, a.Card })
            .OrderBy(row => row.DisplayName).ThenBy(row => row.Id)
            .Take(MostFilms)
            .ToListAsync(token);
        return [.. cards.Select(row => new JurorScore(
            row.DisplayName,
            row.Card.ScoredAt is null ? null : Scorecard.WeightedScore(row.Card.Marks, weights),
            row.Card.ScoredAt is null ? [] : row.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value),
            row.Card.ScoredAt is null ? "" : row.Card.ToCommittee,
            row.Card.ScoredAt is null ? "" : row.Card.ToArtist,
            row.Card.RecusalReason))];
    }

    /// <summary>The weighted scores that were handed in, by submission. Drafts and recusals count for nothing.</summary>
    internal static async Task<Dictionary<Guid, List<double>>> ScoresAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token)
    {
        var weights = await WeightsAsync(db, roundId, token);
        var cards = await db.Assignments.Where(a => a.RoundId == roundId)
            .Join(db.Scorecards.AsNoTracking().Where(c => c.ScoredAt != null), a => a.Id, c => c.AssignmentId, (a, c) => new { a.SubmissionId, Card = c })
            .AsNoTracking()
            .ToListAsync(token);
        return cards
            .Select(row => (row.SubmissionId, Score: Scorecard.WeightedScore(row.Card.Marks, weights)))
            .Where(row => row.Score is not null)
            .GroupBy(row => row.SubmissionId)
            .ToDictionary(group => group.Key, group => group.Select(row => row.Score!.Value).Order().ToList());
    }

    private static Task<Dictionary<Guid, int>> WeightsAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token) =>
        db.JudgingRounds.Where(r => r.Id == roundId).SelectMany(r => r.Criteria).ToDictionaryAsync(c => c.Id, c => c.Weight, token);
}

/// <summary>A round's films by rank. Closed: how many are left out because the actor has a conflict.</summary>
public sealed record RankingView(string Round, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, IReadOnlyList<RankingRow> Rows, int Closed);

/// <summary>Mean and spread are on the scale of the marks; Position is null without a score.</summary>
public sealed record RankingRow(
    Guid SubmissionId,
    int? Position,
    string Title,
    string Artist,
    string Category,
    string Country,
    TimeSpan Runtime,
    SubmissionState State,
    double? Mean,
    double? Spread,
    int Count,
    int Assigned);

/// <summary>One juror's card as organisers read it; a draft shows nothing but its being there.</summary>
public sealed record JurorScore(string Juror, double? Score, IReadOnlyDictionary<Guid, int> Marks, string ToCommittee, string ToArtist, string? RecusalReason);
