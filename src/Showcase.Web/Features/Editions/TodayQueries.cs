using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Grants;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Calls;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Editions;

/// <summary>What waits for a person, over all editions.</summary>
public sealed class TodayQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostRows = 6;

    /// <summary>The actor's newest films, and what is missing of each.</summary>
    public async Task<TodayFilms> FilmsAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from film in db.FilmsOf(actor, CoAuthorRole.View)
            join asset in db.MediaAssets on film.VideoId equals asset.Id into assets
            from video in assets.DefaultIfEmpty()
            orderby film.CreatedAt descending, film.Id
            select new { film.Id, film.Title, State = (MediaState?)video!.State }).Take(MostRows).ToListAsync(token);
        var count = rows.Count < MostRows ? rows.Count : await db.FilmsOf(actor, CoAuthorRole.View).CountAsync(token);
        return new TodayFilms(count, [.. rows.Select(row => new TodayFilm(row.Id, row.Title, Video(row.State)))]);
    }

    /// <summary>The actor's drafts that can still be sent in, by deadline.</summary>
    public async Task<IReadOnlyList<TodayDraft>> DraftsAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from submission in db.EntriesOf(actor, CoAuthorRole.Edit)
            join film in db.Films on submission.FilmId equals film.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            join call in db.Calls.OpenAt(now) on category.CallId equals call.Id
            join edition in db.Editions on call.EditionId equals edition.Id
            where submission.State == SubmissionState.Draft && category.Deadline >= now
            orderby category.Deadline, submission.Id
            select new TodayDraft(
                submission.Id,
                film.Title,
                category.Name,
                category.Deadline,
                new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic)))
            .Take(MostRows)
            .ToListAsync(token);
    }

    /// <summary>How many films were sent in and not looked at yet, in each edition that the actor organises.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> NewSubmissionsAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.EditionMembers
            .Where(member => member.UserId == actor.UserId && member.Role == EditionRole.Organiser)
            .OrderBy(member => member.Id)
            .Take(200)
            .Select(member => new { member.EditionId, Count = db.Submissions.Count(s => s.EditionId == member.EditionId && s.State == SubmissionState.Submitted) })
            .ToDictionaryAsync(row => row.EditionId, row => row.Count, token);
    }

    /// <summary>How many threads hold something that no organiser has read, in each edition that the actor organises.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> UnreadThreadsAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = EditionsOf(db, actor, EditionRole.Organiser);
        return await db.SubmissionThreads
            .Where(thread => editions.Contains(thread.EditionId) && thread.LastFromArtistAt != null && (thread.ReadByOrganisersAt == null || thread.ReadByOrganisersAt < thread.LastFromArtistAt))
            .GroupBy(thread => thread.EditionId)
            .Select(edition => new { edition.Key, Count = edition.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, token);
    }

    /// <summary>How many messages to many wait for a review, in each edition that the actor organises.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> ToReviewAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = EditionsOf(db, actor, EditionRole.Organiser);
        return await db.MessageBatches
            .Where(batch => editions.Contains(batch.EditionId) && batch.State == BatchState.Review)
            .GroupBy(batch => batch.EditionId)
            .Select(edition => new { edition.Key, Count = edition.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, token);
    }

    /// <summary>How many films wait for the actor's scores, in each edition where they sit on an open round's panel.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> ToJudgeAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = EditionsOf(db, actor, EditionRole.Juror);
        var closed = db.ClosedTo(actor.UserId);
        return await (
            from assignment in db.Assignments
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join submission in db.Submissions on assignment.SubmissionId equals submission.Id
            where assignment.JurorId == actor.UserId && card.ScoredAt == null && card.RecusedAt == null
                && round.OpensAt <= now && round.ClosesAt > now && editions.Contains(round.EditionId) && round.Panel.Any(member => member.UserId == actor.UserId)
                && (submission.State == SubmissionState.InReview || submission.State == SubmissionState.Shortlisted) && !closed.Any(entry => entry.Id == submission.Id)
            group assignment by round.EditionId into edition
            select new { edition.Key, Count = edition.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, token);
    }

    /// <summary>How many grant applications wait for a decision, in each edition whose funds the actor looks after.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> ToAwardAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = EditionsOf(db, actor, EditionRole.GrantsOfficer);
        return await (
            from application in db.GrantApplications
            join fund in db.Funds on application.FundId equals fund.Id
            where application.State == ApplicationState.Submitted && editions.Contains(fund.EditionId)
            group application by fund.EditionId into edition
            select new { edition.Key, Count = edition.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, token);
    }

    private static IQueryable<Guid> EditionsOf(ShowcaseDbContext db, Actor actor, EditionRole role) =>
        db.EditionMembers.Where(member => member.UserId == actor.UserId && member.Role == role).Select(member => member.EditionId);

    private static TodayVideo Video(MediaState? state) => state switch
    {
        null or MediaState.Expired => TodayVideo.Missing,
        MediaState.Uploading => TodayVideo.Uploading,
        MediaState.Uploaded or MediaState.Processing => TodayVideo.Processing,
        MediaState.Ready => TodayVideo.Ready,
        _ => TodayVideo.Problem,
    };
}

/// <summary>A film's video in the words of the Today page.</summary>
public enum TodayVideo
{
    Missing,
    Uploading,
    Processing,
    Ready,
    Problem,
}

public sealed record TodayFilms(int Count, IReadOnlyList<TodayFilm> Newest);

public sealed record TodayFilm(Guid Id, string Title, TodayVideo Video);

/// <summary>A film that is entered in a category and not sent in yet.</summary>
public sealed record TodayDraft(Guid SubmissionId, string Film, string Category, DateTimeOffset Deadline, EditionScope Edition);
