using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>What jurors write down while they watch. A note belongs to whoever wrote it: nobody else changes it, and a guessed id does not exist.</summary>
public sealed partial class NoteService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<NoteService> log)
{
    /// <summary>Writes a note at a second of the film that plays. The same words at the same second are the same note: a page that lost its answer sends them again.</summary>
    public async Task<Result> WriteAsync(Actor actor, Guid assignmentId, TimeSpan at, string? text, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.CaseForJurorAsync(db, actor, assignmentId, token);
        if (!found.Succeeded) return found.Refusal;
        if (found.Value.CheckOpen(clock.GetUtcNow()) is { } shut) return shut;

        var video = await db.MediaAssets.AsNoTracking()
            .Where(asset => asset.State == MediaState.Ready && db.Submissions.Any(s => s.Id == found.Value.Assignment.SubmissionId && db.Films.Any(f => f.Id == s.FilmId && f.VideoId == asset.Id)))
            .Select(asset => new { asset.Id, asset.Facts })
            .SingleOrDefaultAsync(token);
        if (video?.Facts is not { } facts) return Refusals.NotFound;

        var note = FilmNote.Write(found.Value.Assignment, video.Id, at, facts.Duration, text, clock.GetUtcNow());
        if (!note.Succeeded) return note.Refusal;

        var others = await db.FilmNotes.Where(n => n.AssignmentId == assignmentId).Select(n => new { n.AssetId, n.At, n.Text }).ToListAsync(token);
        if (others.Exists(n => n.AssetId == video.Id && n.At == note.Value.At && n.Text == note.Value.Text)) return Result.Ok;
        if (others.Count >= FilmNote.Most) return JudgingRefusals.TooManyNotes;

        db.Add(note.Value);
        await db.SaveChangesAsync(token);
        LogWritten(note.Value.Id, actor.UserId);
        feed.Tell(found.Value.Round.EditionId);
        return Result.Ok;
    }

    public Task<Result> ChangeAsync(Actor actor, Guid noteId, Guid version, string? text, CancellationToken token) =>
        SaveAsync(
            actor,
            noteId,
            (db, note) =>
            {
                db.Expect(note, version);
                return note.Change(text);
            },
            token);

    public Task<Result> RemoveAsync(Actor actor, Guid noteId, CancellationToken token) =>
        SaveAsync(
            actor,
            noteId,
            (db, note) =>
            {
                db.Remove(note);
                return Result.Ok;
            },
            token);

    private async Task<Result> SaveAsync(Actor actor, Guid noteId, Func<ShowcaseDbContext, FilmNote, Result> change, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var note = await db.FilmNotes.SingleOrDefaultAsync(n => n.Id == noteId && db.Assignments.Any(a => a.Id == n.AssignmentId && a.JurorId == actor.UserId), token);
        if (note is null) return Refusals.NotFound;

        var found = await access.CaseForJurorAsync(db, actor, note.AssignmentId, token);
        if (!found.Succeeded) return found.Refusal;
        if (found.Value.CheckOpen(clock.GetUtcNow()) is { } shut) return shut;

        var changed = change(db, note);
        if (!changed.Succeeded) return changed;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogWritten(noteId, actor.UserId);
        feed.Tell(found.Value.Round.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Film note {NoteId} was written, changed or removed by {UserId}")]
    private partial void LogWritten(Guid noteId, Guid userId);
}
