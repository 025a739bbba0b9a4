using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>
/// What an artist does with a film's stills and its poster. They may change for as long as the film's other texts may: until a festival has
/// chosen it. Somebody else's film does not exist for them.
/// </summary>
public sealed partial class StillService(
    IDbContextFactory<ShowcaseDbContext> contexts, PictureStudio studio, UploadRoom room, ChangeFeed feed, TimeProvider clock, ILogger<StillService> log)
{
    // Uploads of one film meet at its set of pictures; whoever comes second looks again.
    private const int MostTries = 20;

    /// <summary>Takes a picture in as a still; its id comes back. The same file again is the same still. A file that is refused, or breaks off, leaves nothing.</summary>
    public async Task<Result<Guid>> AddAsync(Actor actor, Guid filmId, PictureUpload file, CancellationToken token)
    {
        var taken = await TakeAsync(actor, filmId, file, forPoster: false, token);
        return taken.Succeeded ? taken.Value.Id : taken.Refusal;
    }

    /// <summary>Takes a picture in that is no still, and makes its middle the poster.</summary>
    public async Task<Result<Guid>> AddPosterAsync(Actor actor, Guid filmId, PictureUpload file, CancellationToken token)
    {
        var taken = await TakeAsync(actor, filmId, file, forPoster: true, token);
        if (!taken.Succeeded) return taken.Refusal;

        var picture = taken.Value;
        var shown = await CropAsync(actor, filmId, picture.Id, PosterCrop.Middle(picture.Width, picture.Height), token);
        return shown.Succeeded ? picture.Id : shown.Refusal;
    }

    public Task<Result> DescribeAsync(Actor actor, Guid filmId, Guid pictureId, string? alt, string? credit, CancellationToken token) =>
        ChangeAsync(actor, filmId, set => set.Describe(pictureId, alt, credit), token);

    /// <summary>Puts the stills into an order that names each of them once.</summary>
    public Task<Result> ArrangeAsync(Actor actor, Guid filmId, IReadOnlyList<Guid> order, CancellationToken token) =>
        ChangeAsync(actor, filmId, set => set.Arrange(order), token);

    public Task<Result> RemoveAsync(Actor actor, Guid filmId, Guid pictureId, CancellationToken token) =>
        ChangeAsync(actor, filmId, set => set.Remove(pictureId), token);

    public Task<Result> RemovePosterAsync(Actor actor, Guid filmId, CancellationToken token) =>
        ChangeAsync(actor, filmId, set => set.RemovePoster(), token);

    /// <summary>Makes that piece of one of the film's pictures its poster.</summary>
    public async Task<Result> CropAsync(Actor actor, Guid filmId, Guid pictureId, PosterCrop crop, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(crop);
        Picture? picture;
        await using (var db = await contexts.CreateDbContextAsync(token))
        {
            if (await RefusalOfAsync(db, actor, filmId, token) is { } refusal) return refusal;

            picture = await db.Pictures.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pictureId && db.FilmPictures.Any(set => set.Id == p.SetId && set.FilmId == filmId), token);
        }

        if (picture is null) return Refusals.NotFound;

        var inside = crop.Within(picture.Width, picture.Height);
        if (!inside.Succeeded) return inside;
        if (!studio.IsOpen) return StillRefusals.NoDecoder;

        var cut = await studio.CutAsync(picture, inside.Value, token);
        if (!cut.Succeeded) return cut;

        var isShown = false;
        try
        {
            var shown = await ChangeAsync(actor, filmId, set => set.ShowPoster(cut.Value), token);
            isShown = shown.Succeeded;
            return shown;
        }
        finally
        {
            if (!isShown) await studio.DropAsync(cut.Value.FilesId, CancellationToken.None);
        }
    }

    private async Task<Result<Picture>> TakeAsync(Actor actor, Guid filmId, PictureUpload file, bool forPoster, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        if (await RefusalAtDoorAsync(actor, filmId, file, forPoster, token) is { } closed) return closed;

        using var table = studio.Table();
        if (await ReceiveAsync(file, table.Arrival, token) is { } broken) return broken;

        var developed = await studio.DevelopAsync(table, token);
        if (!developed.Succeeded) return developed.Refusal;

        var made = Picture.Of(file.Name, developed.Value, clock.GetUtcNow());
        if (!made.Succeeded) return made;

        var picture = made.Value;
        Picture? kept = null;
        try
        {
            await studio.KeepAsync(table, picture.Id, picture.Sizes, token);
            var added = await ChangeAsync(actor, filmId, set => Add(set, picture, forPoster), token);
            if (!added.Succeeded) return added.Refusal;

            kept = ((Result<Picture>)added).Value;
            return kept;
        }
        finally
        {
            if (kept?.Id != picture.Id) await studio.DropAsync(picture.Id, CancellationToken.None);
        }
    }

    private static Result<Picture> Add(FilmPictures set, Picture picture, bool forPoster) => forPoster ? set.AddForPoster(picture) : set.AddStill(picture);

    /// <summary>Everything that can be refused before the first byte.</summary>
    private async Task<Refusal?> RefusalAtDoorAsync(Actor actor, Guid filmId, PictureUpload file, bool forPoster, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await RefusalOfAsync(db, actor, filmId, token) is { } refusal) return refusal;
        if (file.Size > Picture.MostBytes) return StillRefusals.TooLarge;
        if (!studio.IsOpen) return StillRefusals.NoDecoder;

        // Refused before it is sent; where two come at once, the set refuses the one that is too many.
        var stills = await db.Pictures.CountAsync(picture => picture.Position != null && db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == filmId), token);
        if (!forPoster && stills >= FilmPictures.MostStills) return StillRefusals.TooMany;

        var owner = await db.Films.Where(film => film.Id == filmId).Select(film => film.OwnerId).SingleAsync(token);
        return await room.RefusalOfSmallAsync(db, owner, file.Size, token);
    }

    private static async Task<Refusal?> ReceiveAsync(PictureUpload file, string target, CancellationToken token)
    {
        var buffer = new byte[64 * 1024];
        var length = 0L;
        await using var arrival = File.Create(target);
        for (int read; (read = await file.Content.ReadAsync(buffer, token)) > 0;)
        {
            if ((length += read) > file.Size) return StillRefusals.Incomplete;

            await arrival.WriteAsync(buffer.AsMemory(0, read), token);
        }

        return length == file.Size ? null : StillRefusals.Incomplete;
    }

    private static async Task<Refusal?> RefusalOfAsync(ShowcaseDbContext db, Actor actor, Guid filmId, CancellationToken token)
    {
        if (!await db.FilmsOf(actor, CoAuthorRole.Edit).AnyAsync(film => film.Id == filmId, token)) return Refusals.NotFound;

        return await CaptionService.IsChosenAsync(db, filmId, token) ? FilmRefusals.Chosen : null;
    }

    /// <summary>Changes the film's pictures, again on what is there by then where somebody was faster; what nothing shows any longer is deleted.</summary>
    private async Task<Result> ChangeAsync(Actor actor, Guid filmId, Func<FilmPictures, Result> change, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        for (var tries = 1; ; tries++)
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            if (await RefusalOfAsync(db, actor, filmId, token) is { } refusal) return refusal;

            var set = await db.FilmPictures.Include(s => s.Pictures).SingleOrDefaultAsync(s => s.FilmId == filmId, token);
            if (set is null) db.Add(set = FilmPictures.Of(filmId));
            var before = set.FileIds.ToList();
            var changed = change(set);
            if (!changed.Succeeded) return changed;

            var saved = await db.TrySaveAsync(Refusals.Conflict, CancellationToken.None);
            if (!saved.Succeeded && tries < MostTries) continue;
            if (!saved.Succeeded) return saved;

            foreach (var gone in before.Except(set.FileIds)) await studio.DropAsync(gone, CancellationToken.None);
            LogChanged(filmId, actor.UserId);
            feed.Tell(filmId);
            return changed;
        }
    }

    [LoggerMessage(LogLevel.Information, "Pictures of film {FilmId} changed by {UserId}")]
    private partial void LogChanged(Guid filmId, Guid userId);
}

/// <summary>A picture on its way: its name is shown, never used as a path.</summary>
public sealed record PictureUpload(string Name, long Size, Stream Content);
