using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>What jurors read and organisers see of orders in rounds that rank.</summary>
public sealed class OrderQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    /// <summary>The juror's films of the round with the order they put them in; null where the round is not theirs.</summary>
    public async Task<OrderView?> OrderAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        var round = await db.JudgingRounds.AsNoTracking()
            .Where(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId) && r.Panel.Any(member => member.UserId == actor.UserId))
            .Select(r => new { r.Name, r.OpensAt, r.ClosesAt, r.Mode, r.IsBlind })
            .SingleOrDefaultAsync(token);
        if (round is null) return null;

        var films = await DeskQueries.Mine(db, actor, editionId)
            .Where(row => row.Round.Id == roundId && row.Card.RecusedAt == null && (row.Submission.State == SubmissionState.InReview || row.Submission.State == SubmissionState.Shortlisted))
            .OrderBy(row => row.Assignment.Id)
            .Take(Schulze.MostFilms)
            .Select(row => new OrderFilm(row.Submission.Id, row.Assignment.Id, row.Film.Title, row.Film.StatedRuntime, row.Card.ScoredAt != null))
            .ToListAsync(token);
        var order = await db.JurorOrders.AsNoTracking().SingleOrDefaultAsync(o => o.RoundId == roundId && o.JurorId == actor.UserId, token);
        if (round.IsBlind)
        {
            var titles = await db.BlindTitlesAsync(films.ToDictionary(film => film.SubmissionId, film => film.Title), token);
            films = films.ConvertAll(film => film with { Title = titles[film.SubmissionId] });
        }

        var own = films.Select(film => film.SubmissionId).ToHashSet();
        return new OrderView(
            round.Name, round.OpensAt, round.ClosesAt, round.Mode, new JudgingWindow(round.OpensAt, round.ClosesAt).IsOpenAt(clock.GetUtcNow()), films,
            [.. order?.Placed.Where(place => own.Contains(place.SubmissionId)) ?? []], order?.Version, order?.SavedAt, order?.HandedInAt);
    }
}

/// <summary>Version is null where the juror has not begun. Watched films have a card that was handed in.</summary>
public sealed record OrderView(
    string Round, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, RoundMode Mode, bool IsOpen, IReadOnlyList<OrderFilm> Films, IReadOnlyList<PlacedFilm> Placed, Guid? Version,
    DateTimeOffset? SavedAt, DateTimeOffset? HandedInAt);

public sealed record OrderFilm(Guid SubmissionId, Guid AssignmentId, string Title, TimeSpan Runtime, bool IsScored);
