using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>
/// What a juror reads: their own films in rounds on whose panel they sit, and never a film that is their own or that they have a conflict with. In a blind round nothing of it says who
/// made the film: texts are the copies that organisers have approved, or what the mask leaves of them.
/// </summary>
public sealed class DeskQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostFilms = 5_000;

    /// <summary>
    /// The juror's films in the order to watch them: the round that closes first; films that they passed over behind the others; then the order that
    /// they made, or the film with the fewest scores first. How many those are is not told.
    /// </summary>
    public async Task<IReadOnlyList<DeskFilm>> DeskAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        var rows = await Mine(db, actor, editionId)
            .OrderBy(mine => mine.Round.ClosesAt).ThenBy(mine => mine.Assignment.Id)
            .Take(MostFilms)
            .Select(mine => new
            {
                mine.Assignment.Id,
                SubmissionId = mine.Submission.Id,
                mine.Round.IsBlind,
                mine.Film.Title,
                mine.Film.StatedRuntime,
                Probed = db.MediaAssets.Where(asset => asset.Id == mine.Film.VideoId).Select(asset => asset.Facts).FirstOrDefault(),
                Played = db.Viewings.Where(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == mine.Film.VideoId).Select(viewing => viewing.Played).FirstOrDefault(),
                ReplacedAt = db.VideoReplacements.Where(version => version.FilmId == mine.Film.Id).Max(version => version.ShownAt),
                SawEarlier = db.VideoReplacements.Any(version => version.FilmId == mine.Film.Id && version.ShownAt != null
                    && db.Viewings.Any(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == version.OldId)),
                RoundId = mine.Round.Id,
                Round = mine.Round.Name,
                mine.Round.OpensAt,
                mine.Round.ClosesAt,
                mine.Submission.State,
                mine.Card.SavedAt,
                mine.Card.ScoredAt,
                mine.Card.RecusedAt,
                mine.Assignment.SkippedAt,
                mine.Assignment.DeskPlace,
                OwnOrder = mine.Round.Panel.Any(member => member.UserId == actor.UserId && member.KeepsOwnOrder),
                Scores = db.Assignments.Count(other => other.RoundId == mine.Round.Id && other.SubmissionId == mine.Submission.Id && db.Scorecards.Any(card => card.AssignmentId == other.Id && card.ScoredAt != null)),
                mine.Round.Mode,
                IsAsked = db.ReviewMarks.Any(mark => mark.ScorecardId == mine.Card.Id && mark.RequestedAt != null && mark.AnsweredAt == null),
            })
            .AsNoTracking()
            .ToListAsync(token);
        var blind = await db.BlindReadingsAsync([.. rows.Where(row => row.IsBlind).Select(row => row.SubmissionId).Distinct()], titlesOnly: true, token);
        var ordered = rows.OrderBy(row => row.ClosesAt).ThenBy(row => row.RoundId).ThenBy(row => row.SkippedAt ?? DateTimeOffset.MinValue).ThenBy(row => row.OwnOrder ? row.DeskPlace ?? int.MaxValue : row.Scores).ThenBy(row => row.Id);
        return [.. ordered.Select(row =>
        {
            var runtime = row.Probed?.Duration ?? row.StatedRuntime;
            var watched = row.Played?.PercentOf(runtime) ?? 0;
            var state = StateOf(row.State, new JudgingWindow(row.OpensAt, row.ClosesAt), row.SavedAt, row.ScoredAt, row.RecusedAt, now);
            var title = row.IsBlind ? blind[row.SubmissionId].Read(new TextKey(JurorText.Title), row.Title) : row.Title;
            return new DeskFilm(row.Id, title, runtime, row.RoundId, row.Round, row.OpensAt, row.ClosesAt, state, watched)
            {
                NewVersionAt = state != DeskState.Recused && NewVersion.IsNews(row.ReplacedAt, row.SawEarlier, row.SavedAt, watched) ? row.ReplacedAt : null,
                IsSkipped = row.SkippedAt is not null,
                IsOwnOrder = row.OwnOrder,
                Mode = row.Mode,
                IsAsked = row.IsAsked && state == DeskState.Scored && Assignment.IsScored(row.State) && new JudgingWindow(row.OpensAt, row.ClosesAt).IsOpenAt(now),
            };
        })];
    }

    /// <summary>One film with its scorecard; null where it is not this juror's. Without a video and without marks while it may not be judged.</summary>
    public async Task<Ballot?> BallotAsync(Actor actor, Guid editionId, Guid assignmentId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        var mine = await Mine(db, actor, editionId).Where(row => row.Assignment.Id == assignmentId).AsNoTracking().SingleOrDefaultAsync(token);
        if (mine is null) return null;

        var state = StateOf(mine.Submission.State, mine.Round.Window, mine.Card.SavedAt, mine.Card.ScoredAt, mine.Card.RecusedAt, now);
        var open = state is DeskState.ToDo or DeskState.Draft or DeskState.Scored && mine.Round.Window.IsOpenAt(now) && Assignment.IsScored(mine.Submission.State);
        var video = open
            ? await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == mine.Film.VideoId && asset.State == MediaState.Ready)
                .Select(asset => new { asset.Id, asset.Facts }).SingleOrDefaultAsync(token)
            : null;
        var criteria = await db.JudgingRounds.Where(r => r.Id == mine.Round.Id).SelectMany(r => r.Criteria)
            .OrderBy(c => c.Position).ThenBy(c => c.Id)
            .AsNoTracking()
            .ToListAsync(token);
        var blind = mine.Round.IsBlind ? (await db.BlindReadingsAsync([mine.Submission.Id], titlesOnly: false, token))[mine.Submission.Id] : null;
        var answers = open ? (await db.AnswersForJurorsAsync([mine.Submission.Id], token))[mine.Submission.Id].Where(answer => blind is null || !answer.IsFile) : [];
        var stills = open ? await db.StillsAsync(mine.Film.Id, token) : [];
        return new Ballot(
            assignmentId, state, open, mine.Card.Version, mine.Round.Name, mine.Round.OpensAt, mine.Round.ClosesAt,
            Read(JurorText.Title, mine.Film.Title), open ? Read(JurorText.Synopsis, mine.Film.Synopsis) : "", video?.Facts?.Duration ?? mine.Film.StatedRuntime, mine.Film.Country, mine.Film.Languages, video?.Id, criteria.ConvertAll(CriterionRow.Of),
            mine.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value), mine.Card.ToCommittee, mine.Card.ToArtist, mine.Card.SavedAt, mine.Card.ScoredAt,
            [.. answers.Select(answer => blind?.Read(answer) ?? answer.Plain)])
        {
            Story = open ? Read(JurorText.LongSynopsis, mine.Film.Profile.LongSynopsis) : "",
            Logline = open ? Read(JurorText.Logline, mine.Film.Profile.Logline) : "",
            Statement = open ? Read(JurorText.Statement, mine.Film.Profile.Statement) : "",
            IsBlind = mine.Round.IsBlind,
            MadeBy = open && blind is null ? await MakersAsync(db, mine, token) : [],
            Stills = [.. stills.Select(still => blind is null ? still : still with { Alt = blind.Mask.Cover(still.Alt).Text, Credit = "" })],
            RoundId = mine.Round.Id,
            Mode = mine.Round.Mode,
            HasRecommendation = mine.Round.HasRecommendation,
            Recommendation = mine.Card.Recommendation,
            Remarks = mine.Card.Remarks.ToDictionary(remark => remark.CriterionId, remark => remark.Text),
            Visibility = mine.Round.Visibility,
            Request = open ? await db.ReviewMarks.Where(mark => mark.ScorecardId == mine.Card.Id && mark.RequestedAt != null && mark.AnsweredAt == null).Select(mark => mark.Request).FirstOrDefaultAsync(token) : null,
            NewVersionAt = video is null ? null : await NewVersionAtAsync(db, actor, mine, video.Facts?.Duration ?? mine.Film.StatedRuntime, token),
        };

        string Read(JurorText part, string original) => blind?.Read(new TextKey(part), original) ?? original;
    }

    /// <summary>
    /// Whether the actor reads that answer, a file, as a juror: the film is theirs to judge now, in a round that is not blind, and the artist was told
    /// that jurors read it.
    /// </summary>
    public async Task<bool> ReadsFileAsync(Actor actor, Guid submissionId, Guid questionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        var editionId = await db.Submissions.Where(entry => entry.Id == submissionId).Select(entry => entry.EditionId).SingleOrDefaultAsync(token);
        var cards = await Mine(db, actor, editionId)
            .Where(mine => mine.Submission.Id == submissionId && !mine.Round.IsBlind && mine.Card.RecusedAt == null)
            .Select(mine => new { mine.Round.OpensAt, mine.Round.ClosesAt, mine.Submission.State })
            .ToListAsync(token);
        if (!cards.Exists(card => new JudgingWindow(card.OpensAt, card.ClosesAt).IsOpenAt(now) && Assignment.IsScored(card.State))) return false;

        return (await db.AnswersForJurorsAsync([submissionId], token))[submissionId].Any(answer => answer.IsFile && answer.QuestionId == questionId);
    }

    /// <summary>Since when there is another file than the one that this juror watched or wrote about; null where there is none.</summary>
    private static async Task<DateTimeOffset?> NewVersionAtAsync(ShowcaseDbContext db, Actor actor, Mine mine, TimeSpan runtime, CancellationToken token)
    {
        var versions = db.VideoReplacements.Where(version => version.FilmId == mine.Film.Id && version.ShownAt != null);
        if (await versions.MaxAsync(version => version.ShownAt, token) is not { } shownAt) return null;

        var sawEarlier = await versions.AnyAsync(version => db.Viewings.Any(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == version.OldId), token);
        var played = await db.Viewings.Where(viewing => viewing.ViewerId == actor.UserId && viewing.AssetId == mine.Film.VideoId).Select(viewing => viewing.Played).SingleOrDefaultAsync(token);
        return NewVersion.IsNews(shownAt, sawEarlier, mine.Card.SavedAt, played?.PercentOf(runtime) ?? 0) ? shownAt : null;
    }

    /// <summary>Who made the film, for jurors of an open round: the credits, or the artist where there are none.</summary>
    private static async Task<IReadOnlyList<Credit>> MakersAsync(ShowcaseDbContext db, Mine mine, CancellationToken token)
    {
        Credit[] made = [.. mine.Film.Credits, .. mine.Film.Cast.Select(member => new Credit(member.Character, member.Actor))];
        if (made.Length > 0) return made;

        var artist = await db.Users.Where(user => user.Id == mine.Submission.ArtistId).Select(user => user.DisplayName).SingleOrDefaultAsync(token);
        return string.IsNullOrEmpty(artist) ? [] : [new Credit("", artist)];
    }

    private static DeskState StateOf(SubmissionState submission, JudgingWindow window, DateTimeOffset? saved, DateTimeOffset? scored, DateTimeOffset? recused, DateTimeOffset now) =>
        recused is not null ? DeskState.Recused
        : scored is not null ? DeskState.Scored
        : window.IsOverAt(now) || !Assignment.IsScored(submission) ? DeskState.Missed
        : !window.IsOpenAt(now) ? DeskState.NotOpen
        : saved is not null ? DeskState.Draft
        : DeskState.ToDo;

    internal static IQueryable<Mine> Mine(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        var closed = db.ClosedTo(actor.UserId);
        return db.Assignments.Where(a => a.JurorId == actor.UserId)
            .Join(db.JudgingRounds, a => a.RoundId, r => r.Id, (a, r) => new { Assignment = a, Round = r })
            .Where(row => row.Round.EditionId == editionId && editions.Contains(row.Round.EditionId) && row.Round.Panel.Any(m => m.UserId == actor.UserId))
            .Join(db.Submissions, row => row.Assignment.SubmissionId, s => s.Id, (row, s) => new { row.Assignment, row.Round, Submission = s })
            .Where(row => row.Submission.State != SubmissionState.Withdrawn && row.Submission.State != SubmissionState.Disqualified && !closed.Any(c => c.Id == row.Submission.Id))
            .Join(db.Films, row => row.Submission.FilmId, f => f.Id, (row, f) => new { row.Assignment, row.Round, row.Submission, Film = f })
            .Join(db.Scorecards, row => row.Assignment.Id, c => c.AssignmentId, (row, c) => new Mine { Assignment = row.Assignment, Round = row.Round, Submission = row.Submission, Film = row.Film, Card = c });
    }
}

/// <summary>A juror's film with everything that belongs to it, inside a query.</summary>
internal sealed class Mine
{
    public required Assignment Assignment { get; init; }

    public required JudgingRound Round { get; init; }

    public required Submission Submission { get; init; }

    public required Showcase.Domain.Films.Film Film { get; init; }

    public required Scorecard Card { get; init; }
}

/// <summary>Where a film of a juror stands. Missed: the round closed, or the film was decided, without a score.</summary>
public enum DeskState
{
    ToDo,
    Draft,
    Scored,
    Recused,
    NotOpen,
    Missed,
}

/// <summary>A film on the desk. Watched: how much of it the juror has seen, in per cent.</summary>
public sealed record DeskFilm(
    Guid AssignmentId, string Title, TimeSpan Runtime, Guid RoundId, string Round, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DeskState State, int Watched)
{
    public bool IsOpen => State is DeskState.ToDo or DeskState.Draft;

    public bool IsSkipped { get; init; }

    public bool IsOwnOrder { get; init; }

    public RoundMode Mode { get; init; }

    /// <summary>Whether organisers ask for more than the card says, and it can be changed still.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Since when there is another file than the one that the juror watched or wrote about; null where there is none.</summary>
    public DateTimeOffset? NewVersionAt { get; init; }
}

/// <summary>A film to judge. IsOpen: it can be watched and scored now; VideoId is null where there is nothing to watch. Answers: those that jurors may read.</summary>
public sealed record Ballot(
    Guid AssignmentId,
    DeskState State,
    bool IsOpen,
    Guid Version,
    string Round,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    string Title,
    string Synopsis,
    TimeSpan Runtime,
    string Country,
    string Languages,
    Guid? VideoId,
    IReadOnlyList<CriterionRow> Criteria,
    IReadOnlyDictionary<Guid, decimal?> Marks,
    string ToCommittee,
    string ToArtist,
    DateTimeOffset? SavedAt,
    DateTimeOffset? ScoredAt,
    IReadOnlyList<ReadAnswer> Answers)
{
    /// <summary>The long synopsis.</summary>
    public string Story { get; init; } = "";

    public string Logline { get; init; } = "";

    public string Statement { get; init; } = "";

    public bool IsBlind { get; init; }

    /// <summary>Nobody in a blind round.</summary>
    public IReadOnlyList<Credit> MadeBy { get; init; } = [];

    public Guid RoundId { get; init; }

    public RoundMode Mode { get; init; }

    /// <summary>Whether the card asks for yes, maybe or no.</summary>
    public bool HasRecommendation { get; init; }

    public Recommendation? Recommendation { get; init; }

    public IReadOnlyDictionary<Guid, string> Remarks { get; init; } = new Dictionary<Guid, string>();

    /// <summary>What organisers ask about the card that was handed in; null where nothing is open.</summary>
    public string? Request { get; init; }

    /// <summary>What jurors are told they will see of each other.</summary>
    public PanelVisibility Visibility { get; init; } = PanelVisibility.Nothing;

    /// <summary>Since when there is another file than the one that the juror watched or wrote about; null where there is none.</summary>
    public DateTimeOffset? NewVersionAt { get; init; }

    /// <summary>The film's stills, without a word of who made it.</summary>
    public IReadOnlyList<StillRow> Stills { get; init; } = [];
}
