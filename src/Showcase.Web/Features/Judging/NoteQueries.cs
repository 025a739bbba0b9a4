using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>Notes that were written at seconds of a film. Whose they are and who has scored decides what is read; artists read none.</summary>
public sealed class NoteQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 2_000;

    /// <summary>
    /// The juror's own notes on a film of theirs, and those of others as far as the round shows scores now. Notes of jurors who have not
    /// handed in are nobody else's.
    /// </summary>
    public async Task<IReadOnlyList<NoteRow>> NotesAsync(Actor actor, Guid editionId, Guid assignmentId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var mine = await DeskQueries.Mine(db, actor, editionId).Where(row => row.Assignment.Id == assignmentId && row.Card.RecusedAt == null)
            .Select(row => new { row.Assignment.RoundId, row.Assignment.SubmissionId, row.Round.Visibility, HasScored = row.Card.ScoredAt != null, row.Film.VideoId })
            .AsNoTracking()
            .SingleOrDefaultAsync(token);
        if (mine is null) return [];

        var showsOthers = mine.Visibility.ShowsScores(mine.HasScored);
        var rows = await Notes(db, mine.RoundId, mine.SubmissionId)
            .Where(row => row.AssignmentId == assignmentId || (showsOthers && row.HasScored))
            .OrderBy(row => row.At).ThenBy(row => row.Id)
            .Take(Most)
            .ToListAsync(token);
        return [.. rows.Select(row => new NoteRow(
            row.Id, row.Version, row.At, row.Text, row.AssignmentId == assignmentId, row.AssignmentId == assignmentId || mine.Visibility.JurorNames ? row.Juror : null, row.AssetId == mine.VideoId))];
    }

    /// <summary>The notes of all jurors who have handed in, for an organiser: a list to jump by while the panel talks.</summary>
    public async Task<IReadOnlyList<NoteRow>> NotesOfFilmAsync(Actor actor, Guid roundId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        if (!await db.JudgingRounds.AnyAsync(r => r.Id == roundId && editions.Contains(r.EditionId), token)) return [];
        if (await db.ClosedTo(actor.UserId).AnyAsync(s => s.Id == submissionId, token)) return [];

        var video = await db.Submissions.Where(s => s.Id == submissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.VideoId).SingleOrDefaultAsync(token);
        var rows = await Notes(db, roundId, submissionId).Where(row => row.HasScored).OrderBy(row => row.At).ThenBy(row => row.Id).Take(Most).ToListAsync(token);
        return [.. rows.Select(row => new NoteRow(row.Id, row.Version, row.At, row.Text, IsOwn: false, row.Juror, row.AssetId == video))];
    }

    private static IQueryable<Found> Notes(ShowcaseDbContext db, Guid roundId, Guid submissionId) =>
        from note in db.FilmNotes
        join assignment in db.Assignments on note.AssignmentId equals assignment.Id
        join card in db.Scorecards on assignment.Id equals card.AssignmentId
        join juror in db.Users on assignment.JurorId equals juror.Id
        where assignment.RoundId == roundId && assignment.SubmissionId == submissionId
        select new Found
        {
            Id = note.Id, Version = note.Version, AssignmentId = assignment.Id, AssetId = note.AssetId, At = note.At, Text = note.Text, Juror = juror.DisplayName, HasScored = card.ScoredAt != null,
        };

    private sealed class Found
    {
        public Guid Id { get; init; }

        public Guid Version { get; init; }

        public Guid AssignmentId { get; init; }

        public Guid AssetId { get; init; }

        public TimeSpan At { get; init; }

        public string Text { get; init; } = "";

        public string Juror { get; init; } = "";

        public bool HasScored { get; init; }
    }
}

/// <summary>A note. Juror is null where names are not told; IsOfThisFile: whether its second is one of the file that plays now.</summary>
public sealed record NoteRow(Guid Id, Guid Version, TimeSpan At, string Text, bool IsOwn, string? Juror, bool IsOfThisFile);
