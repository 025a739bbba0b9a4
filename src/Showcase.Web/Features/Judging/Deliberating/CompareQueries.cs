using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>What organisers read of a few films side by side. Everybody else gets nothing.</summary>
public sealed class CompareQueries(IDbContextFactory<ShowcaseDbContext> contexts, BoardQueries boards, RankingQueries ranking)
{
    /// <summary>
    /// The films of a round, in the order in which they are named and at most <see cref="BoardFilter.MostCompared"/>; null where the actor may not see the round. Films that
    /// are not in it, or closed to the actor, are left out.
    /// </summary>
    public async Task<Comparison?> CompareAsync(Actor actor, Guid editionId, Guid roundId, IReadOnlyList<Guid> submissionIds, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(submissionIds);
        if (await boards.BoardAsync(actor, editionId, roundId, token) is not { } board) return null;

        var films = board.Films.ToDictionary(film => film.SubmissionId);
        List<BoardFilm> chosen = [.. submissionIds.Distinct().Where(films.ContainsKey).Take(BoardFilter.MostCompared).Select(id => films[id])];
        var ids = chosen.ConvertAll(film => film.SubmissionId);
        await using var db = await contexts.CreateDbContextAsync(token);
        var facts = await (
            from submission in db.Submissions
            join film in db.Films on submission.FilmId equals film.Id
            where ids.Contains(submission.Id)
            select new
            {
                submission.Id, film.Year, film.Languages, film.Synopsis, film.Profile.Logline, film.VideoId,
                IsReady = db.MediaAssets.Any(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready),
                Notes = (from note in db.FilmNotes
                         join assignment in db.Assignments on note.AssignmentId equals assignment.Id
                         join card in db.Scorecards on assignment.Id equals card.AssignmentId
                         where assignment.RoundId == roundId && assignment.SubmissionId == submission.Id && card.ScoredAt != null
                         select note.Id).Count(),
            }).AsNoTracking().ToDictionaryAsync(row => row.Id, token);
        var places = await PlacesAsync(db, roundId, board.Mode, ids, token);
        var compared = new List<ComparedFilm>();
        foreach (var film in chosen)
        {
            var row = facts[film.SubmissionId];
            compared.Add(new ComparedFilm(
                film, row.Year, row.Languages, row.Logline.Length > 0 ? row.Logline : row.Synopsis, row.IsReady ? row.VideoId : null, row.Notes,
                await ranking.ScoresOfAsync(actor, editionId, roundId, film.SubmissionId, token), places[film.SubmissionId].ToList()));
        }

        return new Comparison(board, compared);
    }

    /// <summary>Where each juror put the films, in a round that ranks.</summary>
    private static async Task<ILookup<Guid, JurorPlace>> PlacesAsync(ShowcaseDbContext db, Guid roundId, RoundMode mode, List<Guid> films, CancellationToken token)
    {
        if (mode != RoundMode.Ranking) return Array.Empty<JurorPlace>().ToLookup(_ => Guid.Empty);

        var orders = await db.JurorOrders.AsNoTracking().Where(order => order.RoundId == roundId && order.HandedInAt != null)
            .Join(db.Users, order => order.JurorId, user => user.Id, (order, user) => new { Order = order, user.DisplayName })
            .OrderBy(row => row.DisplayName).ThenBy(row => row.Order.Id).ToListAsync(token);
        return orders.SelectMany(row => row.Order.Placed.Where(place => films.Contains(place.SubmissionId)).Select(place => (place.SubmissionId, Place: new JurorPlace(row.DisplayName, place.Rank, row.Order.Placed.Count))))
            .ToLookup(row => row.SubmissionId, row => row.Place);
    }
}

/// <summary>The board, for what it says of ranks and jurors, and the films that are compared.</summary>
public sealed record Comparison(Board Board, IReadOnlyList<ComparedFilm> Films);

/// <summary>Logline: the film in one sentence, else its synopsis. VideoId is null where nothing plays. Notes: written at seconds of the film by those who scored it.</summary>
public sealed record ComparedFilm(
    BoardFilm Film, int Year, string Languages, string Logline, Guid? VideoId, int Notes, IReadOnlyList<JurorScore> Scores, IReadOnlyList<JurorPlace> Places);

public sealed record JurorPlace(string Juror, int Rank, int Of);
