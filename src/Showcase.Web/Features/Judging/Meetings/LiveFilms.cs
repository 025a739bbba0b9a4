using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Judging.Blind;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>The film that a meeting is at, for code that has checked that the reader is in the room for it.</summary>
internal static class LiveFilms
{
    private const int MostCards = 200;
    private const int MostNotes = 2_000;

    public static async Task<LiveFilm> FilmAsync(ShowcaseDbContext db, Seat seat, JudgingRound round, Guid submissionId, CancellationToken token)
    {
        var row = await db.Submissions.AsNoTracking().Where(s => s.Id == submissionId).Join(db.Films.AsNoTracking(), s => s.FilmId, f => f.Id, (s, f) => new { Submission = s, Film = f }).SingleAsync(token);
        var (film, category) = (row.Film, await db.Categories.Where(c => c.Id == row.Submission.CategoryId).Select(c => c.Name).SingleAsync(token));
        var video = await db.MediaAssets.AsNoTracking().Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready).Select(asset => new { asset.Id, asset.Facts }).SingleOrDefaultAsync(token);
        var blind = round.IsBlind ? (await db.BlindReadingsAsync([submissionId], titlesOnly: false, token))[submissionId] : null;
        var stills = await db.StillsAsync(film.Id, token);
        return new LiveFilm(
            Read(JurorText.Title, film.Title), category, video?.Facts?.Duration ?? film.StatedRuntime, film.Country, film.Languages, video?.Id,
            Read(JurorText.Logline, film.Profile.Logline), Read(JurorText.Synopsis, film.Synopsis), Read(JurorText.Statement, film.Profile.Statement))
        {
            MadeBy = blind is null ? await MakersAsync(db, film, row.Submission.ArtistId, token) : [],
            Stills = [.. stills.Select(still => blind is null ? still : still with { Alt = blind.Mask.Cover(still.Alt).Text, Credit = "" })],
            Criteria = [.. round.Criteria.OrderBy(c => c.Position).ThenBy(c => c.Id).Select(CriterionRow.Of)],
            Mode = round.Mode,
            Panel = await PanelAsync(db, seat, round, submissionId, token),
            Notes = await NotesAsync(db, seat, round, submissionId, film.VideoId, token),
        };

        string Read(JurorText part, string original) => blind?.Read(new TextKey(part), original) ?? original;
    }

    private static async Task<IReadOnlyList<Credit>> MakersAsync(ShowcaseDbContext db, Film film, Guid artistId, CancellationToken token)
    {
        Credit[] made = [.. film.Credits, .. film.Cast.Select(member => new Credit(member.Character, member.Actor))];
        if (made.Length > 0) return made;

        var artist = await db.Users.Where(user => user.Id == artistId).Select(user => user.DisplayName).SingleOrDefaultAsync(token);
        return string.IsNullOrEmpty(artist) ? [] : [new Credit("", artist)];
    }

    /// <summary>
    /// What each juror gave, as far as the round shows it to this one; organisers see all. Names are told where the round tells its jurors', to organisers too: they may show
    /// their page to the room.
    /// </summary>
    private static async Task<PanelScores> PanelAsync(ShowcaseDbContext db, Seat seat, JudgingRound round, Guid submissionId, CancellationToken token)
    {
        var cards = await db.Assignments.Where(a => a.RoundId == round.Id && a.SubmissionId == submissionId)
            .Join(db.Scorecards.Where(c => c.ScoredAt != null), a => a.Id, c => c.AssignmentId, (a, c) => new { a.Id, a.JurorId, Card = c })
            .Join(db.Users, row => row.JurorId, u => u.Id, (row, u) => new { row.Id, row.JurorId, u.DisplayName, row.Card })
            .OrderBy(row => row.Id)
            .Take(MostCards)
            .AsNoTracking()
            .ToListAsync(token);
        var score = RoundScore.Of(round.Mode, round.Criteria);
        var (visibility, hasScored) = (round.Visibility, cards.Exists(row => row.JurorId == seat.UserId));
        var showsScores = seat.IsOrganiser || visibility.ShowsScores(hasScored);
        var shown = cards.Where(row => showsScores || row.JurorId == seat.UserId).OrderBy(row => row.JurorId != seat.UserId).ThenBy(row => PanelQueries.Shuffled(row.Id), StringComparer.Ordinal);
        var numbers = cards.Select(row => score.Of(row.Card)).OfType<double>().ToList();
        return new PanelScores(
            visibility,
            seat.IsOrganiser || hasScored,
            [.. shown.Select(row => new PanelScore(
                visibility.JurorNames || row.JurorId == seat.UserId ? row.DisplayName : null,
                score.Of(row.Card),
                row.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value),
                row.Card.Remarks.ToDictionary(remark => remark.CriterionId, remark => remark.Text),
                row.Card.Recommendation,
                row.Card.ToCommittee))],
            seat.IsOrganiser || visibility.ShowsStatistics(hasScored) ? PanelQueries.Statistics(numbers, score) : null);
    }

    private static async Task<IReadOnlyList<NoteRow>> NotesAsync(ShowcaseDbContext db, Seat seat, JudgingRound round, Guid submissionId, Guid? videoId, CancellationToken token)
    {
        var hasScored = await db.Assignments.AnyAsync(a => a.RoundId == round.Id && a.SubmissionId == submissionId && a.JurorId == seat.UserId && db.Scorecards.Any(c => c.AssignmentId == a.Id && c.ScoredAt != null), token);
        var showsOthers = seat.IsOrganiser || round.Visibility.ShowsScores(hasScored);
        var rows = await (
            from note in db.FilmNotes
            join assignment in db.Assignments on note.AssignmentId equals assignment.Id
            join card in db.Scorecards on assignment.Id equals card.AssignmentId
            join juror in db.Users on assignment.JurorId equals juror.Id
            where assignment.RoundId == round.Id && assignment.SubmissionId == submissionId
            where assignment.JurorId == seat.UserId || (showsOthers && card.ScoredAt != null)
            orderby note.At, note.Id
            select new { note.Id, note.Version, note.At, note.Text, assignment.JurorId, juror.DisplayName, note.AssetId }).Take(MostNotes).ToListAsync(token);
        return [.. rows.Select(row => new NoteRow(
            row.Id, row.Version, row.At, row.Text, row.JurorId == seat.UserId, round.Visibility.JurorNames || row.JurorId == seat.UserId ? row.DisplayName : null, row.AssetId == videoId))];
    }
}

/// <summary>A film that is talked about. VideoId is null where there is nothing to watch; MadeBy is empty in a blind round.</summary>
public sealed record LiveFilm(
    string Title, string Category, TimeSpan Runtime, string Country, string Languages, Guid? VideoId, string Logline, string Synopsis, string Statement)
{
    public IReadOnlyList<Credit> MadeBy { get; init; } = [];

    public IReadOnlyList<StillRow> Stills { get; init; } = [];

    public IReadOnlyList<CriterionRow> Criteria { get; init; } = [];

    public RoundMode Mode { get; init; }

    public PanelScores? Panel { get; init; }

    public IReadOnlyList<NoteRow> Notes { get; init; } = [];
}
