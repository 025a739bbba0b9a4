using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>A film's stills and poster for those who work on it, and for its organisers.</summary>
public sealed class StillQueries(IDbContextFactory<ShowcaseDbContext> contexts, PlaybackGrants grants)
{
    /// <summary>The pictures of the actor's film; null where it is somebody else's.</summary>
    public async Task<MyStills?> FindAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.FilmsOf(actor, CoAuthorRole.View).AnyAsync(film => film.Id == filmId, token)) return null;

        var isFrozen = await CaptionService.IsChosenAsync(db, filmId, token);
        if (await db.FilmPictures.AsNoTracking().Include(set => set.Pictures).SingleOrDefaultAsync(set => set.FilmId == filmId, token) is not { } found) return new MyStills([], null, null, null, isFrozen);

        return new MyStills(
            [.. found.Stills.Select(Show)],
            found.Pictures.Where(picture => picture.Position is null).Select(Show).FirstOrDefault(),
            found.Poster is { } poster
                ? StillReads.Show(grants.IssuePicture(actor.UserId, poster.FilesId, PlaybackPurpose.Owner), poster.Pixels, found.Pictures.Single(picture => picture.Id == poster.PictureId).Alt)
                : null,
            found.Poster is { } cut ? new PosterPlace(cut.PictureId, cut.Crop) : null,
            isFrozen);

        ShownStill Show(Picture picture) =>
            new StillRow(picture.Id, picture.Width, picture.Height, picture.Alt, picture.Credit).For(grants, actor.UserId, PlaybackPurpose.Owner, editionId: null);
    }

    /// <summary>The stills of a submission before an organiser; none for anybody else.</summary>
    public async Task<IReadOnlyList<ShownStill>> OfEntryAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.InboxOf(actor, editionId).Where(entry => entry.Id == submissionId).Select(entry => (Guid?)entry.FilmId).SingleOrDefaultAsync(token);
        return film is { } filmId ? [.. (await db.StillsAsync(filmId, token)).Select(row => row.For(grants, actor.UserId, PlaybackPurpose.Screener, editionId))] : [];
    }

    /// <summary>Posters of films that an edition shows to everybody, or the caller to that viewer. Films without one are not among them.</summary>
    public async Task<IReadOnlyDictionary<Guid, ShownPoster>> PostersAsync(IReadOnlyCollection<Guid> filmIds, Guid? viewerId, PlaybackPurpose purpose, Guid? editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.PostersAsync(filmIds, grants, viewerId, purpose, editionId, token);
    }
}
