using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>Pictures of films for queries that have checked who asks.</summary>
internal static class StillReads
{
    /// <summary>A film's stills in the artist's order.</summary>
    public static Task<List<StillRow>> StillsAsync(this ShowcaseDbContext db, Guid filmId, CancellationToken token) =>
        db.Pictures.AsNoTracking()
            .Where(picture => picture.Position != null && db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == filmId))
            .OrderBy(picture => picture.Position).ThenBy(picture => picture.Id)
            .Take(FilmPictures.MostStills)
            .Select(picture => new StillRow(picture.Id, picture.Width, picture.Height, picture.Alt, picture.Credit))
            .ToListAsync(token);

    /// <summary>The posters of those films that have one.</summary>
    public static async Task<Dictionary<Guid, ShownPoster>> PostersAsync(
        this ShowcaseDbContext db, IReadOnlyCollection<Guid> filmIds, PlaybackGrants grants, Guid? viewerId, PlaybackPurpose purpose, Guid? editionId, CancellationToken token)
    {
        var rows = await db.FilmPictures.AsNoTracking()
            .Where(set => filmIds.Contains(set.FilmId) && set.Poster != null)
            .Select(set => new { set.FilmId, set.Poster!.FilesId, set.Poster.Pixels, Alt = set.Pictures.Where(picture => picture.Id == set.Poster.PictureId).Select(picture => picture.Alt).FirstOrDefault() })
            .ToListAsync(token);
        return rows.ToDictionary(row => row.FilmId, row => Show(grants.IssuePicture(viewerId, row.FilesId, purpose, editionId), row.Pixels, row.Alt ?? ""));
    }

    public static ShownPoster Show(string folder, int pixels, string alt) =>
        new(new ShownPicture(folder, PictureSize.Of(PictureSize.Posters, pixels), pixels, (int)Math.Round(pixels / PosterCrop.Shape)), alt);
}
