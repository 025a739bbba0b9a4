using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Fees;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Films;

/// <summary>What an artist does with the record of a film. Somebody else's film does not exist for them.</summary>
public sealed partial class FilmService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed, ILogger<FilmService> log)
{
    /// <summary>Makes the record; its id comes back.</summary>
    public async Task<Result<Guid>> CreateAsync(Actor actor, FilmDetails details, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var film = Film.Create(actor.UserId, details, clock.GetUtcNow());
        if (!film.Succeeded) return film.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        db.Films.Add(film.Value);
        await db.SaveChangesAsync(token);
        LogCreated(film.Value.Id, actor.UserId);
        return film.Value.Id;
    }

    /// <summary>
    /// A draft for a video file, titled by its name. A file whose upload was broken off, or that has arrived already, is known by its content:
    /// its film is gone on with. Else a film of that title that never had a file and was never entered is taken, but none of those in
    /// <paramref name="taken"/>: two folders may hold files of one name.
    /// </summary>
    public async Task<Result<FileDraft>> DraftForFileAsync(Actor actor, ChosenFile file, string country, IReadOnlyCollection<Guid> taken, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        var title = FilmTitles.OfFile(file.Name);
        await using var db = await contexts.CreateDbContextAsync(token);
        var mine = db.Films.Where(film => film.OwnerId == actor.UserId && !taken.Contains(film.Id));
        if (file.Fingerprint.Length > 0)
        {
            var known = await mine
                .Join(db.MediaAssets, film => film.Id, asset => asset.FilmId, (film, asset) => asset)
                .Where(asset => asset.DescribedIn == null && asset.Size == file.Size && asset.Fingerprint == file.Fingerprint)
                .Where(asset => asset.State == MediaState.Uploading || asset.State == MediaState.Uploaded || asset.State == MediaState.Processing || asset.State == MediaState.Ready)
                .OrderBy(asset => asset.CreatedAt).ThenBy(asset => asset.Id)
                .Select(asset => new { asset.FilmId, asset.State })
                .FirstOrDefaultAsync(token);
            if (known is not null) return new FileDraft(known.FilmId, known.State != MediaState.Uploading);
        }

        var begun = await mine
            .Where(film => film.Title == title && film.VideoId == null)
            .Where(film => !db.Submissions.Any(entry => entry.FilmId == film.Id))
            .Where(film => !db.MediaAssets.Any(asset => asset.FilmId == film.Id && (asset.State == MediaState.Uploading || asset.State == MediaState.Uploaded || asset.State == MediaState.Processing)))
            .OrderBy(film => film.CreatedAt).ThenBy(film => film.Id)
            .Select(film => (Guid?)film.Id)
            .FirstOrDefaultAsync(token);
        if (begun is { } id) return new FileDraft(id, HasFile: false);

        var made = await CreateAsync(actor, new FilmDetails(title, null, TimeSpan.Zero, clock.GetUtcNow().Year, country, "", [], []), token);
        return made.Succeeded ? new FileDraft(made.Value, HasFile: false) : made.Refusal;
    }

    /// <summary>
    /// Changes the details; the new version comes back. <paramref name="version"/> is the details' version that the form was loaded
    /// with: an outdated one is refused.
    /// </summary>
    public async Task<Result<Guid>> ChangeAsync(Actor actor, Guid filmId, Guid version, FilmDetails details, CancellationToken token)
    {
        // The video's processing writes the same row: where it came in between, the details are still as they were read.
        var first = await TryChangeAsync(actor, filmId, version, details, token);
        return first.Refusal == Refusals.Conflict ? await TryChangeAsync(actor, filmId, version, details, token) : first;
    }

    /// <summary>Removes a film that was never sent in, with its drafts of entries.</summary>
    public async Task<Result> DeleteAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.FilmsOf(actor, CoAuthorRole.Own).SingleOrDefaultAsync(f => f.Id == filmId, token) is not { } film) return Refusals.NotFound;

        await using var turn = await db.QueueForLedgersAsync(db.Submissions.Where(s => s.FilmId == filmId), token);
        var entries = await db.Submissions.Where(s => s.FilmId == filmId).ToListAsync(token);
        if (entries.Exists(entry => entry.State != SubmissionState.Draft)) return FilmRefusals.SentIn;
        if (await db.PaidDrafts().AnyAsync(draft => draft.FilmId == filmId, token)) return FeeRefusals.DraftPaid;

        db.Submissions.RemoveRange(entries);
        db.Films.Remove(film);
        try
        {
            await db.SaveChangesAsync(token);
            await turn.CommitAsync(token);
        }
        catch (DbUpdateException)
        {
            // It was changed or entered somewhere in the same moment.
            return Refusals.Conflict;
        }

        LogDeleted(filmId, actor.UserId);
        return Result.Ok;
    }

    private async Task<Result<Guid>> TryChangeAsync(Actor actor, Guid filmId, Guid version, FilmDetails details, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.FilmsOf(actor, CoAuthorRole.Edit).SingleOrDefaultAsync(f => f.Id == filmId, token) is not { } film) return Refusals.NotFound;
        if (film.DetailsVersion != version) return Refusals.Conflict;

        if (await db.Submissions.AnyAsync(s => s.FilmId == filmId && s.State == SubmissionState.Selected, token)) return FilmRefusals.Chosen;

        var changed = film.Change(details, clock.GetUtcNow());
        if (!changed.Succeeded) return changed.Refusal;

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }

        LogChanged(filmId, actor.UserId);
        feed.Tell(filmId);
        return film.DetailsVersion;
    }

    [LoggerMessage(LogLevel.Information, "Film {FilmId} created by {UserId}")]
    private partial void LogCreated(Guid filmId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Film {FilmId} changed by {UserId}")]
    private partial void LogChanged(Guid filmId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Film {FilmId} deleted by {UserId}")]
    private partial void LogDeleted(Guid filmId, Guid userId);
}

/// <summary>A video file that an artist chose; the fingerprint tells its content and is empty where it could not be read.</summary>
public sealed record ChosenFile(string Name, long Size, string Fingerprint);

/// <summary>The film that a file is for, and whether that file has arrived there already.</summary>
public sealed record FileDraft(Guid FilmId, bool HasFile);
