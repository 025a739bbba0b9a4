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
            .Select(r => new { r.Name, r.ClosesAt, r.OpensAt, r.Mode, r.AsksRecommendation })
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
        var cards = await CardsAsync(db, roundId, token);
        var verdicts = cards.Where(card => card.Recommendation is not null).GroupBy(card => card.SubmissionId)
            .ToDictionary(group => group.Key, group => new Verdicts(group.Count(c => c.Recommendation == Recommendation.Yes), group.Count(c => c.Recommendation == Recommendation.Maybe), group.Count(c => c.Recommendation == Recommendation.No)));
        var assigned = await db.Assignments.Where(a => a.RoundId == roundId).GroupBy(a => a.SubmissionId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, token);

        var ranked = await RankedAsync(db, roundId, round.Mode, [.. films.Keys], cards, token);
        var rows = ranked.Select(rank => (rank, film: films[rank.SubmissionId]))
            .Where(row => categoryId is null || row.film.Film.CategoryId == categoryId)
            .Where(row => string.IsNullOrWhiteSpace(search)
                || row.film.Film.Title.Contains(search, StringComparison.CurrentCultureIgnoreCase)
                || row.film.Artist.Contains(search, StringComparison.CurrentCultureIgnoreCase))
            .Select(row => new RankingRow(
                row.rank.SubmissionId, row.rank.Position, row.film.Film.Title, row.film.Artist, row.film.Category, row.film.Film.Country,
                runtimes.GetValueOrDefault(row.rank.SubmissionId, row.film.Film.StatedRuntime),
                row.film.Film.State, row.rank.Mean, row.rank.Spread, row.rank.Count, assigned.GetValueOrDefault(row.rank.SubmissionId))
            {
                Verdicts = verdicts.GetValueOrDefault(row.rank.SubmissionId),
            })
            .ToList();
        var score = await ScoreOfAsync(db, roundId, token);
        return new RankingView(round.Name, round.OpensAt, round.ClosesAt, rows, hidden)
        {
            Mode = round.Mode,
            HasRecommendation = round.AsksRecommendation || round.Mode == RoundMode.PassMaybeFail,
            Least = score.Least,
            Most = score.Most,
        };
    }

    /// <summary>What each juror gave one film, with their comments; nothing of a film that is closed to the actor.</summary>
    public async Task<IReadOnlyList<JurorScore>> ScoresOfAsync(Actor actor, Guid editionId, Guid roundId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var score = await ScoreOfAsync(db, roundId, token);
        var cards = await db.Assignments.AsNoTracking()
            .Where(a => a.RoundId == roundId && a.SubmissionId == submissionId)
            .Where(a => !closed.Any(c => c.Id == a.SubmissionId))
            .Where(a => db.JudgingRounds.Any(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId)))
            .Join(db.Scorecards.AsNoTracking(), a => a.Id, c => c.AssignmentId, (a, c) => new { a.JurorId, Card = c })
            .Join(db.Users, a => a.JurorId, u => u.Id, (a, u) => new { u.Id, u.DisplayName, a.Card })
            .OrderBy(row => row.DisplayName).ThenBy(row => row.Id)
            .Take(MostFilms)
            .ToListAsync(token);
        var film = await db.Submissions.Where(s => s.Id == submissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { f.VideoId, f.StatedRuntime }).SingleOrDefaultAsync(token);
        var jurors = cards.ConvertAll(row => row.Id);
        var played = film?.VideoId is { } video
            ? await db.Viewings.AsNoTracking().Where(viewing => viewing.AssetId == video && jurors.Contains(viewing.ViewerId)).Select(viewing => new { viewing.ViewerId, viewing.Played }).ToDictionaryAsync(viewing => viewing.ViewerId, viewing => viewing.Played, token)
            : [];
        var runtime = (await db.ProbedRuntimesAsync([submissionId], token)).GetValueOrDefault(submissionId, film?.StatedRuntime ?? TimeSpan.Zero);
        return [.. cards.Select(row => row.Card.ScoredAt is null
            ? new JurorScore(row.DisplayName, null, new Dictionary<Guid, decimal?>(), "", "", row.Card.RecusalReason) { JurorId = row.Id }
            : new JurorScore(row.DisplayName, score.Of(row.Card), row.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value), row.Card.ToCommittee, row.Card.ToArtist, row.Card.RecusalReason)
            {
                JurorId = row.Id,
                IsHandedIn = true,
                Watched = played.GetValueOrDefault(row.Id)?.PercentOf(runtime) ?? 0,
                Recommendation = row.Card.Recommendation,
                Remarks = row.Card.Remarks.ToDictionary(remark => remark.CriterionId, remark => remark.Text),
            })];
    }

    /// <summary>
    /// Every card of the round that was handed in, with its score: what severity, agendas and statistics are made of. For code that has checked
    /// who asks.
    /// </summary>
    internal static async Task<IReadOnlyList<CardScore>> CardsAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token)
    {
        var score = await ScoreOfAsync(db, roundId, token);
        var cards = await db.Assignments.Where(a => a.RoundId == roundId)
            .Join(db.Scorecards.AsNoTracking().Where(c => c.ScoredAt != null), a => a.Id, c => c.AssignmentId, (a, c) => new { a.SubmissionId, a.JurorId, Card = c })
            .AsNoTracking()
            .ToListAsync(token);
        return [.. cards.Select(row => new CardScore(row.SubmissionId, row.JurorId, score.Of(row.Card), row.Card.Recommendation))];
    }

    /// <summary>Films of a round by rank. For code that has checked who asks.</summary>
    internal static async Task<IReadOnlyList<RankedSubmission>> RankedAsync(
        ShowcaseDbContext db, Guid roundId, RoundMode mode, IReadOnlyCollection<Guid> films, IReadOnlyList<CardScore> cards, CancellationToken token) => mode == RoundMode.Ranking
        ? await OrderedAsync(db, roundId, films, token)
        : Ranking.Of(films.GroupJoin(cards, id => id, card => card.SubmissionId, (id, own) => new SubmissionScores(id, [.. own.Where(card => card.Score is not null).Select(card => card.Score!.Value).Order()])));

    /// <summary>The scores that were handed in, by submission. Drafts and recusals count for nothing.</summary>
    internal static async Task<Dictionary<Guid, List<double>>> ScoresAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token) =>
        (await CardsAsync(db, roundId, token)).Where(card => card.Score is not null)
            .GroupBy(card => card.SubmissionId)
            .ToDictionary(group => group.Key, group => group.Select(card => card.Score!.Value).Order().ToList());

    /// <summary>How the round makes a number of a card.</summary>
    internal static async Task<RoundScore> ScoreOfAsync(ShowcaseDbContext db, Guid roundId, CancellationToken token)
    {
        var mode = await db.JudgingRounds.Where(r => r.Id == roundId).Select(r => r.Mode).SingleOrDefaultAsync(token);
        return RoundScore.Of(mode, await db.JudgingRounds.Where(r => r.Id == roundId).SelectMany(r => r.Criteria).AsNoTracking().ToListAsync(token));
    }

    /// <summary>The films in the order that the jurors' orders make together; those that nobody placed come last, without a position.</summary>
    internal static async Task<IReadOnlyList<RankedSubmission>> OrderedAsync(ShowcaseDbContext db, Guid roundId, IReadOnlyCollection<Guid> films, CancellationToken token)
    {
        var orders = await db.JurorOrders.AsNoTracking().Where(order => order.RoundId == roundId && order.HandedInAt != null).OrderBy(order => order.Id).ToListAsync(token);
        var recused = (await db.Assignments.Where(a => a.RoundId == roundId && db.Scorecards.Any(c => c.AssignmentId == a.Id && c.RecusedAt != null)).Select(a => new { a.SubmissionId, a.JurorId }).ToListAsync(token))
            .Select(a => (a.SubmissionId, a.JurorId)).ToHashSet();
        var known = films.ToHashSet();
        var placed = orders.ConvertAll(order => order.Placed.Where(place => known.Contains(place.SubmissionId) && !recused.Contains((place.SubmissionId, order.JurorId))).ToDictionary(place => place.SubmissionId, place => place.Rank));
        var counts = placed.SelectMany(order => order.Keys).CountBy(id => id).ToDictionary();
        var positions = counts.Count > Schulze.MostFilms ? new Dictionary<Guid, int>() : Schulze.Rank(placed);
        return [.. films
            .Select(id => new RankedSubmission(id, positions.TryGetValue(id, out var position) ? position : null, null, null, counts.GetValueOrDefault(id)))
            .OrderBy(film => film.Position ?? int.MaxValue).ThenByDescending(film => film.Count).ThenBy(film => film.SubmissionId)];
    }
}

/// <summary>A card that was handed in. Score is null where all of it is "n/a" and where the round only ranks.</summary>
internal sealed record CardScore(Guid SubmissionId, Guid JurorId, double? Score, Recommendation? Recommendation);

/// <summary>How often a film was recommended; in a round of verdicts: pass, maybe, fail.</summary>
public sealed record Verdicts(int Yes, int Maybe, int No);

/// <summary>A round's films by rank. Closed: how many are left out because the actor has a conflict. Least and Most: the ends of the scale that means are on.</summary>
public sealed record RankingView(string Round, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, IReadOnlyList<RankingRow> Rows, int Closed)
{
    public RoundMode Mode { get; init; }

    public bool HasRecommendation { get; init; }

    public double Least { get; init; } = 1;

    public double Most { get; init; } = 10;
}

/// <summary>Mean and spread are on the round's scale, and null where it only ranks; Position is null without a score. Count: how many scored or placed the film.</summary>
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
    int Assigned)
{
    public Verdicts? Verdicts { get; init; }
}

/// <summary>One juror's card as organisers read it; a draft shows nothing but its being there.</summary>
public sealed record JurorScore(string Juror, double? Score, IReadOnlyDictionary<Guid, decimal?> Marks, string ToCommittee, string ToArtist, string? RecusalReason)
{
    public Guid JurorId { get; init; }

    public bool IsHandedIn { get; init; }

    /// <summary>How much of the film's present file the juror really played, in per cent; jurors are told that organisers see it with their card.</summary>
    public int Watched { get; init; }

    public Recommendation? Recommendation { get; init; }

    public IReadOnlyDictionary<Guid, string> Remarks { get; init; } = new Dictionary<Guid, string>();
}
