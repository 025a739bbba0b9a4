using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>A film that a juror was given, and what they did with it.</summary>
internal sealed record GivenFilm(Guid JurorId, Guid SubmissionId, DateTimeOffset AssignedAt, TimeSpan Runtime, int Watched, DateTimeOffset? ScoredAt, bool IsRecused, bool IsScored, DateTimeOffset? LastSeenAt);

internal static class GivenFilms
{
    /// <summary>All that was given in a round, without films that left the competition and those that are closed to the actor.</summary>
    public static async Task<IReadOnlyList<GivenFilm>> GivenAsync(this ShowcaseDbContext db, Actor actor, Guid roundId, CancellationToken token)
    {
        var closed = db.ClosedTo(actor.UserId);
        var rows = await (
            from assignment in db.Assignments
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            where assignment.RoundId == roundId && submission.State != SubmissionState.Withdrawn && submission.State != SubmissionState.Disqualified
            where !closed.Any(c => c.Id == submission.Id)
            orderby assignment.Id
            select new
            {
                assignment.Id, assignment.JurorId, assignment.SubmissionId, assignment.AssignedAt, assignment.SkippedAt, submission.State, card.SavedAt, card.ScoredAt, card.RecusedAt, film.StatedRuntime,
                Facts = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => asset.Facts).FirstOrDefault(),
                NotedAt = db.FilmNotes.Where(note => note.AssignmentId == assignment.Id).Max(note => (DateTimeOffset?)note.WrittenAt),
            }).AsNoTracking().ToListAsync(token);
        var viewings = await db.ViewingsOfRoundAsync(roundId, token);
        return rows.ConvertAll(row =>
        {
            var (runtime, viewing) = (row.Facts?.Duration ?? row.StatedRuntime, viewings.GetValueOrDefault(row.Id));
            return new GivenFilm(
                row.JurorId, row.SubmissionId, row.AssignedAt, runtime, viewing?.Played.PercentOf(runtime) ?? 0, row.ScoredAt, row.RecusedAt is not null, Assignment.IsScored(row.State),
                new[] { row.SavedAt, row.ScoredAt, row.RecusedAt, row.SkippedAt, row.NotedAt, viewing?.ReportedAt }.Max());
        });
    }

    /// <summary>What jurors watched of the files that play now, by assignment.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Viewed>> ViewingsOfRoundAsync(this ShowcaseDbContext db, Guid roundId, CancellationToken token) => await (
        from assignment in db.Assignments
        join submission in db.Submissions on assignment.SubmissionId equals submission.Id
        join film in db.Films on submission.FilmId equals film.Id
        from viewing in db.Viewings
        where assignment.RoundId == roundId && viewing.ViewerId == assignment.JurorId && viewing.AssetId == film.VideoId
        select new { assignment.Id, viewing.Played, viewing.StartedAt, viewing.ReportedAt })
        .AsNoTracking()
        .ToDictionaryAsync(row => row.Id, row => new Viewed(row.Played, row.StartedAt, row.ReportedAt), token);
}

/// <summary>What a juror watched of a film's present file, and when they began and were last at it.</summary>
internal sealed record Viewed(PlayedTime Played, DateTimeOffset StartedAt, DateTimeOffset ReportedAt);
