using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Media.Captions;

/// <summary>
/// What an artist does with the captions of a film. They may change for as long as the film's other texts may: until a festival has
/// chosen it. Somebody else's film does not exist for them.
/// </summary>
public sealed partial class CaptionService(IDbContextFactory<ShowcaseDbContext> contexts, ChangeFeed feed, TimeProvider clock, ILogger<CaptionService> log)
{
    /// <summary>Reads a caption file and keeps what it says; it replaces the film's captions of the same language and kind. A refused file leaves nothing and changes nothing.</summary>
    public async Task<Result> AddAsync(Actor actor, Guid filmId, string language, CaptionKind kind, CaptionUpload file, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.Edit).Where(f => f.Id == filmId).Select(f => new { f.VideoId, f.OwnerId }).SingleOrDefaultAsync(token);
        if (film is null) return Refusals.NotFound;
        if (await IsChosenAsync(db, filmId, token)) return FilmRefusals.Chosen;
        if (!Languages.IsKnown(language)) return CaptionRefusals.LanguageMissing;

        var runtime = await CaptionQueries.RuntimeAsync(db, film.VideoId, token);
        var read = CaptionFile.Read(file.Content.Span, runtime);
        if (!read.Succeeded) return read.Refusal;

        var made = CaptionTrack.Of(filmId, language, kind, file.Name, read.Value, clock.GetUtcNow());
        if (!made.Succeeded) return made.Refusal;

        var before = await db.CaptionTracks.SingleOrDefaultAsync(track => track.FilmId == filmId && track.Language == language && track.Kind == kind, token);
        if (before is not null) db.Remove(before);
        else if (await db.CaptionTracks.CountAsync(track => track.FilmId == filmId, token) >= CaptionTrack.MostPerFilm) return CaptionRefusals.TooManyTracks;

        if (await BytesOfAsync(db, film.OwnerId, token) - (before?.Content.Length ?? 0) + made.Value.Content.Length > CaptionTrack.MostBytesPerPerson) return CaptionRefusals.NoRoom;

        db.Add(made.Value);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogAdded(made.Value.Id, filmId, made.Value.CueCount);
        feed.Tell(filmId);
        return Result.Ok;
    }

    /// <summary>Takes captions of the actor's film away.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid trackId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = db.FilmsOf(actor, CoAuthorRole.Edit);
        var track = await db.CaptionTracks.SingleOrDefaultAsync(t => t.Id == trackId && films.Any(film => film.Id == t.FilmId), token);
        if (track is null) return Refusals.NotFound;
        if (await IsChosenAsync(db, track.FilmId, token)) return FilmRefusals.Chosen;

        db.Remove(track);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogRemoved(trackId, track.FilmId);
        feed.Tell(track.FilmId);
        return Result.Ok;
    }

    internal static Task<bool> IsChosenAsync(ShowcaseDbContext db, Guid filmId, CancellationToken token) =>
        db.Submissions.AnyAsync(entry => entry.FilmId == filmId && entry.State == SubmissionState.Selected, token);

    private static Task<long> BytesOfAsync(ShowcaseDbContext db, Guid ownerId, CancellationToken token) =>
        db.CaptionTracks.Where(track => db.Films.Any(film => film.Id == track.FilmId && film.OwnerId == ownerId)).SumAsync(track => (long)track.Content.Length, token);

    [LoggerMessage(LogLevel.Information, "Captions {TrackId} of film {FilmId} added: {Count} cues")]
    private partial void LogAdded(Guid trackId, Guid filmId, int count);

    [LoggerMessage(LogLevel.Information, "Captions {TrackId} of film {FilmId} removed")]
    private partial void LogRemoved(Guid trackId, Guid filmId);
}

/// <summary>A file as the artist's disk had it: its name is shown, its bytes are read and never kept.</summary>
public sealed record CaptionUpload(string Name, ReadOnlyMemory<byte> Content);
