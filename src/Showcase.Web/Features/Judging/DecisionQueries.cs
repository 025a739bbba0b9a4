using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Letters;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>What organisers read while they decide.</summary>
public sealed class DecisionQueries(IDbContextFactory<ShowcaseDbContext> contexts, SiteTexts texts)
{
    /// <summary>
    /// Submissions that were sent in, best mean of the filter's round first (the round that closes last where it names none), then by
    /// title. Bounded by <see cref="RankingQueries.MostFilms"/>, and paged after ranking.
    /// </summary>
    public async Task<DecisionList> DecisionsAsync(Actor actor, Guid editionId, DecisionFilter filter, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var rounds = await db.JudgingRounds.Where(r => r.EditionId == editionId && editions.Contains(r.EditionId))
            .OrderByDescending(r => r.ClosesAt).ThenBy(r => r.Id).Take(200)
            .Select(r => new CategoryRow(r.Id, r.Name))
            .ToListAsync(token);
        var roundId = filter.RoundId is { } asked && rounds.Exists(r => r.Id == asked) ? asked : rounds.FirstOrDefault()?.Id;
        var closed = db.ClosedTo(actor.UserId);
        var films = await db.Submissions
            .Where(s => s.EditionId == editionId && editions.Contains(s.EditionId) && !closed.Any(c => c.Id == s.Id))
            .Where(s => s.State != SubmissionState.Draft && s.State != SubmissionState.Withdrawn && s.State != SubmissionState.Disqualified)
            .Where(s => filter.CategoryId == null || s.CategoryId == filter.CategoryId)
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, s.State, s.CategoryId, f.Title, f.OwnerId, f.StatedRuntime })
            .Join(db.Users, s => s.OwnerId, u => u.Id, (s, u) => new { Film = s, Artist = u.DisplayName })
            .Join(db.Categories, s => s.Film.CategoryId, c => c.Id, (s, c) => new { s.Film, s.Artist, Category = c.Name })
            .OrderBy(s => s.Film.Id)
            .Take(RankingQueries.MostFilms)
            .ToListAsync(token);
        var runtimes = await db.ProbedRuntimesAsync(films.ConvertAll(film => film.Film.Id), token);
        var staged = await db.StagedDecisions.Where(d => d.EditionId == editionId && d.AppliedAt == null && editions.Contains(d.EditionId))
            .ToDictionaryAsync(d => d.SubmissionId, d => d.Outcome, token);
        var waiting = await db.StagedDecisions.Where(d => d.EditionId == editionId && d.AppliedAt != null && d.ReleasedAt == null && editions.Contains(d.EditionId))
            .ToDictionaryAsync(d => d.SubmissionId, d => d.Outcome, token);
        var scores = roundId is { } round ? await RankingQueries.ScoresAsync(db, round, token) : [];
        var ranks = Ranking.Of(films.Select(film => new SubmissionScores(film.Film.Id, scores.GetValueOrDefault(film.Film.Id) ?? []))).ToDictionary(r => r.SubmissionId);

        var rows = films
            .Select(film => new DecisionRow(
                film.Film.Id, film.Film.Title, film.Artist, film.Category, runtimes.GetValueOrDefault(film.Film.Id, film.Film.StatedRuntime), film.Film.State,
                ranks[film.Film.Id].Mean, ranks[film.Film.Id].Spread, ranks[film.Film.Id].Count,
                staged.TryGetValue(film.Film.Id, out var outcome) ? outcome : null,
                waiting.TryGetValue(film.Film.Id, out var sealedAs) ? sealedAs : null))
            .Where(row => filter.Show switch
            {
                DecisionShow.Open => row.Staged is null && !row.IsDecided,
                DecisionShow.Staged => row.Staged is not null,
                DecisionShow.Decided => row.Staged is null && row.IsDecided,
                _ => true,
            })
            .Where(row => string.IsNullOrWhiteSpace(filter.Search)
                || row.Title.Contains(filter.Search, StringComparison.CurrentCultureIgnoreCase)
                || row.Artist.Contains(filter.Search, StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(row => row.Mean ?? double.NegativeInfinity).ThenBy(row => row.Title, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.SubmissionId)
            .ToList();
        var hidden = await db.Submissions.CountAsync(s => s.EditionId == editionId && editions.Contains(s.EditionId) && s.State != SubmissionState.Draft && closed.Any(c => c.Id == s.Id), token);
        return new DecisionList(rounds, roundId, new Paged<DecisionRow>([.. rows.Skip(page * Paged<DecisionRow>.Size).Take(Paged<DecisionRow>.Size)], rows.Count), hidden);
    }

    /// <summary>How much is staged for each outcome, and exactly what: the seals to apply. What is closed to the actor waits for another organiser.</summary>
    public async Task<StagedReview> ReviewAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EditionsOf(actor, EditionRole.Organiser).ContainsAsync(editionId, token)) return new StagedReview(new Dictionary<DecisionOutcome, int>(), []);

        var letters = await db.StagedLettersAsync(texts, editionId, actor.UserId, token);
        return new StagedReview(letters.CountBy(letter => letter.Outcome).ToDictionary(), letters.ConvertAll(letter => letter.Seal));
    }

    /// <summary>The letter of each outcome: the edition's own, or the built-in one.</summary>
    public async Task<IReadOnlyList<LetterView>> LettersAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var own = await db.DecisionLetters.AsNoTracking().Where(l => l.EditionId == editionId && editions.Contains(l.EditionId))
            .OrderBy(l => l.Id).Take(20).ToListAsync(token);
        return [.. Enum.GetValues<DecisionOutcome>().Select(outcome =>
        {
            var (subject, body) = DefaultLetters.Of(texts, outcome);
            return own.Find(letter => letter.Outcome == outcome) is { } letter
                ? new LetterView(outcome, letter.Subject, letter.Body, letter.Version)
                : new LetterView(outcome, subject, body, null);
        })];
    }
}

/// <summary>Which submissions the decisions page lists.</summary>
public enum DecisionShow
{
    Open,
    Staged,
    Decided,
    All,
}

public sealed record DecisionFilter(Guid? RoundId, Guid? CategoryId, string? Search, DecisionShow Show);

/// <summary>Closed: how many films are left out because the actor has a conflict.</summary>
public sealed record DecisionList(IReadOnlyList<CategoryRow> Rounds, Guid? RoundId, Paged<DecisionRow> Page, int Closed);

public sealed record DecisionRow(
    Guid SubmissionId,
    string Title,
    string Artist,
    string Category,
    TimeSpan Runtime,
    SubmissionState State,
    double? Mean,
    double? Spread,
    int Count,
    DecisionOutcome? Staged,
    DecisionOutcome? Waiting = null)
{
    /// <summary>Applied decisions count, though the film takes its state when the letter leaves.</summary>
    public bool IsDecided => Waiting is not null || State is SubmissionState.Selected or SubmissionState.Waitlisted or SubmissionState.Declined or SubmissionState.Ineligible;
}

public sealed record StagedReview(IReadOnlyDictionary<DecisionOutcome, int> Counts, IReadOnlyList<Guid> Versions);

/// <summary>Version is null where the edition uses the built-in letter.</summary>
public sealed record LetterView(DecisionOutcome Outcome, string Subject, string Body, Guid? Version);
