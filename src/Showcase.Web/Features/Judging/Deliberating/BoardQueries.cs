using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Accounts;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>What organisers read while they compare films and draw a line. Everybody else gets nothing.</summary>
public sealed class BoardQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>All films of a round with both ranks; null where the actor may not see it. Bounded by <see cref="RankingQueries.MostFilms"/>; filtered and paged by <see cref="BoardFilter"/>.</summary>
    public async Task<Board?> BoardAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return await db.JudgingRounds.AnyAsync(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId), token)
            ? await ReadAsync(db, actor.UserId, roundId, token)
            : null;
    }

    /// <summary>What the artists of those films say of themselves, in totals that tell nothing of one of them; null where that cannot be.</summary>
    public async Task<IReadOnlyDictionary<Gender, int>?> GendersAsync(Actor actor, Guid editionId, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var artists = db.Submissions.Where(s => s.EditionId == editionId && editions.Contains(s.EditionId) && submissionIds.Contains(s.Id)).Select(s => s.ArtistId);
        return GenderTotals.Of(await db.Users.Where(user => artists.Contains(user.Id)).Take(RankingQueries.MostFilms).Select(user => user.Gender).ToListAsync(token));
    }

    /// <summary>The board before somebody whose right to it was checked: without the films that are closed to them.</summary>
    internal static async Task<Board> ReadAsync(ShowcaseDbContext db, Guid userId, Guid roundId, CancellationToken token)
    {
        var round = await db.JudgingRounds.Where(r => r.Id == roundId).Select(r => new { r.EditionId, r.Name, r.Mode, r.AsksRecommendation }).SingleAsync(token);
        var films = await db.BoardFilms(userId, roundId).AsNoTracking().Take(RankingQueries.MostFilms).ToDictionaryAsync(film => film.Id, token);
        var hidden = await db.JudgedIn(roundId).CountAsync(token) - films.Count;
        var score = await RankingQueries.ScoreOfAsync(db, roundId, token);
        var cards = (await RankingQueries.CardsAsync(db, roundId, token)).Where(card => films.ContainsKey(card.SubmissionId)).ToLookup(card => card.SubmissionId);
        var runtimes = await db.ProbedRuntimesAsync(films.Keys, token);
        var assigned = await db.BoardAssigned(roundId).ToDictionaryAsync(row => row.SubmissionId, row => row.Count, token);
        var staged = await db.StagedDecisions.Where(d => d.EditionId == round.EditionId && d.AppliedAt == null).ToDictionaryAsync(d => d.SubmissionId, d => d.Outcome, token);
        var conflicts = (await db.BoardConflicts(roundId).ToListAsync(token)).ToHashSet();
        var coverage = await BoardCoverage.ReadAsync(db, roundId, films, runtimes, token);

        var raw = round.Mode == RoundMode.Ranking
            ? await RankingQueries.OrderedAsync(db, roundId, [.. films.Keys], token)
            : Ranking.Of(films.Keys.Select(id => new SubmissionScores(id, [.. cards[id].Select(card => card.Score).OfType<double>().Order()])));
        var fit = SeverityModel.Fit(cards.SelectMany(own => own).Where(card => card.Score is not null).Select(card => new GivenScore(card.SubmissionId, card.JurorId, card.Score!.Value)));
        var adjusted = AdjustedRanks.Of(fit, raw);
        var measures = new BoardMeasures(Median.Of([.. raw.Where(film => film.Count > 0).Select(film => film.Count)]) ?? 0, score.Least, score.Most, round.Mode == RoundMode.PassMaybeFail);
        var names = await db.Users.Where(user => db.Assignments.Any(a => a.RoundId == roundId && a.JurorId == user.Id)).Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);

        return new Board(
            round.Name,
            [.. raw.Select(Show)],
            [.. fit.Jurors.Select(juror => new BoardJuror(names.GetValueOrDefault(juror.JurorId, ""), juror)).OrderBy(juror => juror.Name, StringComparer.CurrentCulture).ThenBy(juror => juror.Severity.JurorId)],
            fit.Groups,
            fit.Noise,
            hidden)
        {
            Mode = round.Mode, HasRecommendation = round.AsksRecommendation || round.Mode == RoundMode.PassMaybeFail, Least = score.Least, Most = score.Most,
        };

        BoardFilm Show(RankedSubmission rank)
        {
            var film = films[rank.SubmissionId];
            var own = adjusted.GetValueOrDefault(film.Id);
            var verdicts = Count(cards[film.Id]);
            var watched = coverage.Of(film.Id, [.. cards[film.Id].Select(card => card.JurorId)]);
            var facts = new BoardFacts(
                rank.Count, rank.Spread, verdicts is { Yes: > 0, No: > 0 }, watched ?? [], coverage.HasNewVersion(film.Id), conflicts.Contains(film.Id), own?.Moved, own?.GroupFilms ?? 0);
            return new BoardFilm(
                film.Id, film.FilmId, film.Title, film.Artist, film.CategoryId, film.Category, film.Country, runtimes.GetValueOrDefault(film.Id, film.StatedRuntime), film.State,
                [.. film.Tools.Select(tool => tool.Name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)])
            {
                RawRank = rank.Position, AdjustedRank = own?.Rank, Moved = own?.Moved, Group = own?.Group, Mean = rank.Mean, AdjustedMean = own?.Mean, Spread = rank.Spread,
                Count = rank.Count, Assigned = assigned.GetValueOrDefault(film.Id), Coverage = Median.Of(watched ?? []), Verdicts = verdicts, Flags = measures.Of(facts),
                Staged = staged.TryGetValue(film.Id, out var outcome) ? outcome : null,
            };
        }
    }

    private static Verdicts? Count(IEnumerable<CardScore> cards)
    {
        var said = cards.Select(card => card.Recommendation).OfType<Recommendation>().CountBy(said => said).ToDictionary();
        return said.Count == 0 ? null : new Verdicts(said.GetValueOrDefault(Recommendation.Yes), said.GetValueOrDefault(Recommendation.Maybe), said.GetValueOrDefault(Recommendation.No));
    }
}
