using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging;

/// <summary>Which jurors have which films to watch, now or when their round opens: for what is made ahead for them.</summary>
public sealed class AwaitedFilms(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int Most = 5000;

    /// <summary>Those whose round closes first come first, and of these the ones that are not scored yet.</summary>
    public async Task<IReadOnlyList<AwaitedFilm>> ReadAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from assignment in db.Assignments
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            join film in db.Films on submission.FilmId equals film.Id
            join video in db.MediaAssets on film.VideoId equals video.Id
            where round.ClosesAt >= now && round.Panel.Any(member => member.UserId == assignment.JurorId) && card.RecusedAt == null
                && !db.JurorConflicts.Any(conflict => conflict.SubmissionId == submission.Id && conflict.UserId == assignment.JurorId && conflict.InForce) && video.State == MediaState.Ready
                && (submission.State == SubmissionState.InReview || submission.State == SubmissionState.Shortlisted)
            orderby round.ClosesAt, card.ScoredAt != null, assignment.Id
            select new AwaitedFilm(assignment.JurorId, video.Id)).Take(Most).ToListAsync(token);
        return [.. rows.Distinct()];
    }
}

public sealed record AwaitedFilm(Guid JurorId, Guid AssetId);
