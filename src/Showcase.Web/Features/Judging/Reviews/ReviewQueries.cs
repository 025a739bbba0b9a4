using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Progress;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Reviews;

/// <summary>The reviews that were handed in, with hints and marks, for the organisers; those of films that are closed to the actor are left out.</summary>
public sealed class ReviewQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 20;

    /// <summary>A page of a round's reviews, those with the most hints first, then the newest. <paramref name="page"/> is from 0.</summary>
    public async Task<Paged<ReviewRow>> ListAsync(Actor actor, Guid editionId, Guid roundId, ReviewFilter filter, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await HintsAsync(db, actor, editionId, roundId, filter, token);
        var shown = found
            .OrderByDescending(review => int.PopCount((int)review.Hints)).ThenByDescending(review => review.ScoredAt).ThenBy(review => review.ScorecardId)
            .Skip(Math.Max(page, 0) * PageSize).Take(PageSize)
            .ToList();
        return new Paged<ReviewRow>(await RowsAsync(db, roundId, shown, token), found.Count);
    }

    /// <summary>Reads the cards one after the other and keeps of each what sorts it: comments of a large jury are many.</summary>
    private static async Task<List<Hinted>> HintsAsync(ShowcaseDbContext db, Actor actor, Guid editionId, Guid roundId, ReviewFilter filter, CancellationToken token)
    {
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var rows =
            from assignment in db.Assignments
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            join juror in db.Users on assignment.JurorId equals juror.Id
            where round.Id == roundId && round.EditionId == editionId && editions.Contains(round.EditionId)
            where card.ScoredAt != null && submission.State != SubmissionState.Withdrawn && submission.State != SubmissionState.Disqualified
            where !closed.Any(c => c.Id == submission.Id)
            select new { assignment, card, film, juror.DisplayName };
        if (filter.SubmissionId is { } submissionId) rows = rows.Where(row => row.assignment.SubmissionId == submissionId);
        if (filter.Quality is { } quality) rows = rows.Where(row => db.ReviewMarks.Any(mark => mark.ScorecardId == row.card.Id && mark.Quality == quality));
        if (filter.IsUnmarked) rows = rows.Where(row => !db.ReviewMarks.Any(mark => mark.ScorecardId == row.card.Id && mark.Quality != null));
        if (filter.IsAsked) rows = rows.Where(row => db.ReviewMarks.Any(mark => mark.ScorecardId == row.card.Id && mark.RequestedAt != null && mark.AnsweredAt == null));
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = LikePattern.Containing(filter.Search);
            rows = rows.Where(row => EF.Functions.Like(row.film.Title, pattern, LikePattern.Escape) || EF.Functions.Like(row.DisplayName, pattern, LikePattern.Escape));
        }

        var viewings = await db.ViewingsOfRoundAsync(roundId, token);
        var cards = rows.Select(row => new
        {
            row.assignment.Id, Card = row.card, row.film.StatedRuntime,
            Facts = db.MediaAssets.Where(asset => asset.Id == row.film.VideoId).Select(asset => asset.Facts).FirstOrDefault(),
        }).AsNoTracking().AsAsyncEnumerable();
        var found = new List<Hinted>();
        await foreach (var row in cards.WithCancellation(token))
        {
            var (runtime, viewed) = (row.Facts?.Duration ?? row.StatedRuntime, viewings.GetValueOrDefault(row.Id));
            var watched = viewed?.Played.PercentOf(runtime) ?? 0;
            var hints = ReviewHints.Of(new ReviewFacts(
                [row.Card.ToCommittee, row.Card.ToArtist, .. row.Card.Remarks.Select(remark => remark.Text)], [.. row.Card.Marks.Select(mark => mark.Value).OfType<decimal>()],
                watched, runtime, viewed?.StartedAt, row.Card.ScoredAt!.Value));
            if (filter.Hint is { } wanted && !hints.HasFlag(wanted)) continue;

            found.Add(new Hinted(row.Card.Id, hints, row.Card.ScoredAt.Value, watched));
        }

        return found;
    }

    private static async Task<IReadOnlyList<ReviewRow>> RowsAsync(ShowcaseDbContext db, Guid roundId, List<Hinted> shown, CancellationToken token)
    {
        var ids = shown.ConvertAll(review => review.ScorecardId);
        var score = await RankingQueries.ScoreOfAsync(db, roundId, token);
        var rows = await (
            from card in db.Scorecards
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            join juror in db.Users on assignment.JurorId equals juror.Id
            where ids.Contains(card.Id)
            select new
            {
                Card = card, assignment.SubmissionId, assignment.JurorId, film.Title, juror.DisplayName, IsReleased = db.ReleasedComments.Any(comment => comment.ScorecardId == card.Id),
                Mark = db.ReviewMarks.FirstOrDefault(mark => mark.ScorecardId == card.Id),
            }).AsNoTracking().ToDictionaryAsync(row => row.Card.Id, token);
        var markers = rows.Values.Select(row => row.Mark?.MarkedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(user => markers.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        return [.. shown.Where(review => rows.ContainsKey(review.ScorecardId)).Select(review =>
        {
            var row = rows[review.ScorecardId];
            return new ReviewRow(row.Card.Id, row.SubmissionId, row.JurorId, row.Title, row.DisplayName, score.Of(row.Card), review.Watched, review.ScoredAt, row.Card.ToCommittee, row.Card.ToArtist, review.Hints)
            {
                Marks = row.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value),
                Remarks = row.Card.Remarks.ToDictionary(remark => remark.CriterionId, remark => remark.Text),
                Recommendation = row.Card.Recommendation,
                Quality = row.Mark?.Quality,
                MarkedBy = row.Mark?.MarkedBy is { } by ? names.GetValueOrDefault(by) : null,
                HasChangedSince = row.Mark?.MarkedAt is { } at && row.Card.SavedAt > at,
                Request = row.Mark?.Request ?? "",
                RequestedAt = row.Mark?.RequestedAt,
                AnsweredAt = row.Mark?.AnsweredAt,
                IsReleased = row.IsReleased,
            };
        })];
    }

    private sealed record Hinted(Guid ScorecardId, ReviewHint Hints, DateTimeOffset ScoredAt, int Watched);
}

/// <summary>Which reviews are shown.</summary>
public sealed record ReviewFilter
{
    public Guid? SubmissionId { get; init; }

    public ReviewHint? Hint { get; init; }

    public ReviewQuality? Quality { get; init; }

    public bool IsUnmarked { get; init; }

    /// <summary>Those whose juror was asked and has not answered.</summary>
    public bool IsAsked { get; init; }

    /// <summary>In the film's title and the juror's name.</summary>
    public string? Search { get; init; }
}

/// <summary>A review as organisers read it.</summary>
public sealed record ReviewRow(
    Guid ScorecardId, Guid SubmissionId, Guid JurorId, string Film, string Juror, double? Score, int Watched, DateTimeOffset ScoredAt, string ToCommittee, string ToArtist, ReviewHint Hints)
{
    public IReadOnlyDictionary<Guid, decimal?> Marks { get; init; } = new Dictionary<Guid, decimal?>();

    public IReadOnlyDictionary<Guid, string> Remarks { get; init; } = new Dictionary<Guid, string>();

    public Recommendation? Recommendation { get; init; }

    public ReviewQuality? Quality { get; init; }

    public string? MarkedBy { get; init; }

    /// <summary>Whether the juror changed the card after it was marked.</summary>
    public bool HasChangedSince { get; init; }

    public string Request { get; init; } = "";

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether its words for the artist are out.</summary>
    public bool IsReleased { get; init; }
}
