using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>What a board is made of, for code that has checked who asks. Each is one question to the store.</summary>
internal static class BoardReads
{
    /// <summary>Films that were given to jurors of the round and are still in it.</summary>
    public static IQueryable<Submission> JudgedIn(this ShowcaseDbContext db, Guid roundId) => db.Submissions
        .Where(s => s.State != SubmissionState.Withdrawn && s.State != SubmissionState.Disqualified)
        .Where(s => db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == s.Id));

    public static IQueryable<FilmLine> BoardFilms(this ShowcaseDbContext db, Guid userId, Guid roundId)
    {
        var closed = db.ClosedTo(userId);
        return
            from submission in db.JudgedIn(roundId)
            where !closed.Any(c => c.Id == submission.Id)
            join film in db.Films on submission.FilmId equals film.Id
            join artist in db.Users on film.OwnerId equals artist.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            orderby submission.Id
            select new FilmLine
            {
                Id = submission.Id, FilmId = film.Id, Title = film.Title, Artist = artist.DisplayName, CategoryId = category.Id, Category = category.Name, Country = film.Country,
                StatedRuntime = film.StatedRuntime, State = submission.State, VideoId = film.VideoId, Tools = film.Tools,
            };
    }

    /// <summary>How many were given each film.</summary>
    public static IQueryable<FilmCount> BoardAssigned(this ShowcaseDbContext db, Guid roundId) =>
        db.Assignments.Where(a => a.RoundId == roundId).GroupBy(a => a.SubmissionId).Select(group => new FilmCount { SubmissionId = group.Key, Count = group.Count() });

    /// <summary>What those who scored a film played of any file of it.</summary>
    public static IQueryable<FilmViewing> BoardViewings(this ShowcaseDbContext db, Guid roundId) =>
        from assignment in db.Assignments
        where assignment.RoundId == roundId
        join card in db.Scorecards on assignment.Id equals card.AssignmentId
        where card.ScoredAt != null
        join submission in db.Submissions on assignment.SubmissionId equals submission.Id
        join asset in db.MediaAssets on submission.FilmId equals asset.FilmId
        join viewing in db.Viewings on new { AssetId = asset.Id, ViewerId = assignment.JurorId } equals new { viewing.AssetId, viewing.ViewerId }
        select new FilmViewing { SubmissionId = assignment.SubmissionId, JurorId = assignment.JurorId, AssetId = asset.Id, Facts = asset.Facts, Played = viewing.Played };

    /// <summary>Films of the round whose file was exchanged, with the files before.</summary>
    public static IQueryable<FilmVersion> BoardVersions(this ShowcaseDbContext db, Guid roundId) =>
        from submission in db.JudgedIn(roundId)
        join version in db.VideoReplacements on submission.FilmId equals version.FilmId
        where version.ShownAt != null && version.OldId != null
        select new FilmVersion { SubmissionId = submission.Id, OldId = version.OldId, ShownAt = version.ShownAt };

    /// <summary>When each juror who scored last wrote on a card.</summary>
    public static IQueryable<FilmCard> BoardCards(this ShowcaseDbContext db, Guid roundId) =>
        db.Assignments.Where(a => a.RoundId == roundId)
            .Join(db.Scorecards.Where(card => card.ScoredAt != null), a => a.Id, card => card.AssignmentId, (a, card) => new FilmCard { SubmissionId = a.SubmissionId, JurorId = a.JurorId, SavedAt = card.SavedAt });

    /// <summary>Films of which somebody was given who must not judge them.</summary>
    public static IQueryable<Guid> BoardConflicts(this ShowcaseDbContext db, Guid roundId) => db.JurorConflicts
        .Where(conflict => conflict.InForce && db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == conflict.SubmissionId && a.JurorId == conflict.UserId))
        .Select(conflict => conflict.SubmissionId).Distinct();

    internal sealed class FilmLine
    {
        public Guid Id { get; init; }

        public Guid FilmId { get; init; }

        public required string Title { get; init; }

        public required string Artist { get; init; }

        public Guid CategoryId { get; init; }

        public required string Category { get; init; }

        public required string Country { get; init; }

        public TimeSpan StatedRuntime { get; init; }

        public SubmissionState State { get; init; }

        public Guid? VideoId { get; init; }

        public required IReadOnlyList<GenerationTool> Tools { get; init; }
    }

    internal sealed class FilmCount
    {
        public Guid SubmissionId { get; init; }

        public int Count { get; init; }
    }

    internal sealed class FilmViewing
    {
        public Guid SubmissionId { get; init; }

        public Guid JurorId { get; init; }

        public Guid AssetId { get; init; }

        public MediaFacts? Facts { get; init; }

        public required PlayedTime Played { get; init; }
    }

    internal sealed class FilmVersion
    {
        public Guid SubmissionId { get; init; }

        public Guid? OldId { get; init; }

        public DateTimeOffset? ShownAt { get; init; }
    }

    internal sealed class FilmCard
    {
        public Guid SubmissionId { get; init; }

        public Guid JurorId { get; init; }

        public DateTimeOffset? SavedAt { get; init; }
    }
}
