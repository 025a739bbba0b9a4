using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>
/// Takes an import back: what it made goes, what it changed is as before. What anybody has worked with since stays: a changed or
/// uploaded film, an entry that took a step, was assigned to a juror or is in a programme, an account that somebody uses.
/// </summary>
public sealed partial class ImportUndoService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<ImportUndoService> log)
{
    private const int BatchSize = 100;

    /// <summary>Undoes the import; the report names what stays.</summary>
    public async Task<Result<UndoReport>> UndoAsync(Actor actor, Guid importId, Action<UndoProgress>? progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.SubmissionImports.SingleOrDefaultAsync(i => i.Id == importId, token) is not { } import) return Refusals.NotFound;
        if (await access.CheckAsync(actor, import.EditionId, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (import.CheckUndo(clock.GetUtcNow()) is { } notNow) return notNow;

        // Marked first: of two people who undo at once one is refused, and an import that still ran after all stops.
        import.MarkUndone(actor.UserId, clock.GetUtcNow());
        var marked = await db.TrySaveAsync(ImportRefusals.AlreadyUndone, token);
        if (!marked.Succeeded) return marked.Refusal;

        var ids = await db.ImportedChanges.Where(change => change.ImportId == importId).OrderByDescending(change => change.Id).Select(change => change.Id).ToListAsync(token);
        var total = new UndoReport(0, 0, []);
        progress?.Invoke(new UndoProgress(0, ids.Count));
        foreach (var batch in ids.Chunk(BatchSize))
        {
            total = Sum(total, await BatchAsync(batch, token));
            progress?.Invoke(new UndoProgress(total.Removed + total.Restored + total.Left.Count, ids.Count));
        }

        await RemoveAccountsAsync(importId, token);
        feed.Tell(import.EditionId);
        LogUndone(importId, total.Removed, total.Restored, total.Left.Count, actor.UserId);
        return total;
    }

    /// <summary>One transaction; where something in it was touched in the same moment, one by one.</summary>
    private async Task<UndoReport> BatchAsync(Guid[] changeIds, CancellationToken token)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var report = await TakeBackAsync(db, changeIds, token);
            await db.SaveChangesAsync(token);
            return report;
        }
        catch (DbUpdateException) when (changeIds.Length > 1)
        {
            var total = new UndoReport(0, 0, []);
            foreach (var id in changeIds) total = Sum(total, await BatchAsync([id], token));
            return total;
        }
        catch (DbUpdateException)
        {
            // The store knows who else refers to the entry: a ballot, a programme, a decision.
            await using var db = await contexts.CreateDbContextAsync(token);
            return new UndoReport(0, 0, await db.ImportedChanges.Where(change => changeIds.Contains(change.Id)).Select(change => change.Title).ToListAsync(token));
        }
    }

    private async Task<UndoReport> TakeBackAsync(ShowcaseDbContext db, Guid[] changeIds, CancellationToken token)
    {
        var changes = await db.ImportedChanges.Where(change => changeIds.Contains(change.Id)).ToListAsync(token);
        var filmIds = changes.ConvertAll(change => change.FilmId);
        var submissionIds = changes.ConvertAll(change => change.SubmissionId);
        var films = await db.Films.Where(film => filmIds.Contains(film.Id)).ToDictionaryAsync(film => film.Id, token);
        var entries = await db.Submissions.Where(entry => submissionIds.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, token);
        var links = await db.ImportedSubmissions.Where(link => submissionIds.Contains(link.SubmissionId)).ToDictionaryAsync(link => link.SubmissionId, token);
        var withFiles = await db.MediaAssets.Where(asset => filmIds.Contains(asset.FilmId)).Select(asset => asset.FilmId)
            .Union(db.CaptionTracks.Where(track => filmIds.Contains(track.FilmId)).Select(track => track.FilmId))
            .Union(db.Submissions.Where(entry => filmIds.Contains(entry.FilmId) && !submissionIds.Contains(entry.Id)).Select(entry => entry.FilmId))
            .ToListAsync(token);

        var (removed, restored, left) = (0, 0, new List<string>());
        foreach (var change in changes)
        {
            if (!films.TryGetValue(change.FilmId, out var film) || film.DetailsVersion != change.FilmVersion || !links.TryGetValue(change.SubmissionId, out var link))
            {
                left.Add(change.Title);
            }
            else if (!change.IsNew)
            {
                await RestoreAsync(db, change, film, link, clock.GetUtcNow(), token);
                restored++;
            }
            else if (entries.TryGetValue(change.SubmissionId, out var entry) && entry.Version == change.SubmissionVersion && !withFiles.Contains(film.Id))
            {
                db.ImportedSubmissions.Remove(link);
                db.Submissions.Remove(entry);
                db.Films.Remove(film);
                removed++;
            }
            else
            {
                left.Add(change.Title);
            }
        }

        return new UndoReport(removed, restored, left);
    }

    /// <summary>The film is again what the import before this one left, which can then be undone as well.</summary>
    private static async Task RestoreAsync(ShowcaseDbContext db, ImportedChange change, Film film, ImportedSubmission link, DateTimeOffset now, CancellationToken token)
    {
        _ = film.Change(JsonSerializer.Deserialize<FilmDetails>(change.Before!)!, now);
        link.Follow(film.DetailsVersion);
        foreach (var earlier in await db.ImportedChanges.Where(other => other.FilmId == film.Id && other.FilmVersion == change.PreviousFilmVersion).ToListAsync(token))
        {
            earlier.Follow(film.DetailsVersion);
        }
    }

    /// <summary>Accounts that the import made and that nobody has taken over, where nothing of theirs is left.</summary>
    private async Task RemoveAccountsAsync(Guid importId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var idle = await db.Users
            .Where(user => db.ImportedChanges.Any(change => change.ImportId == importId && change.MadeArtistId == user.Id))
            .Where(user => user.PasswordHash == null && !user.EmailConfirmed)
            .Where(user => !db.Films.Any(film => film.OwnerId == user.Id) && !db.Submissions.Any(entry => entry.ArtistId == user.Id) && !db.EditionMembers.Any(member => member.UserId == user.Id))
            .Select(user => user.Id)
            .ToListAsync(token);
        foreach (var batch in idle.Chunk(BatchSize))
        {
            try
            {
                await db.Users.Where(user => batch.Contains(user.Id)).ExecuteDeleteAsync(token);
            }
            catch (DbException failure)
            {
                // Something else refers to one of them; an account without a password that stays does no harm.
                LogAccountsKept(failure, importId);
            }
        }
    }

    private static UndoReport Sum(UndoReport total, UndoReport part) => new(total.Removed + part.Removed, total.Restored + part.Restored, [.. total.Left, .. part.Left]);

    [LoggerMessage(LogLevel.Information, "Import {ImportId} undone: {Removed} removed, {Restored} restored, {Left} left, by {UserId}")]
    private partial void LogUndone(Guid importId, int removed, int restored, int left, Guid userId);

    [LoggerMessage(LogLevel.Warning, "Accounts of import {ImportId} are still in use and stay")]
    private partial void LogAccountsKept(Exception failure, Guid importId);
}

/// <summary>How many of the import's changes were dealt with, and how many there are.</summary>
public sealed record UndoProgress(int Done, int Total);
