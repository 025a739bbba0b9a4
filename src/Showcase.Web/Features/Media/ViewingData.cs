using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Judging.Blind;

namespace Showcase.Web.Features.Media;

/// <summary>Which films a person watched here, how far, and when. Jurors of blind rounds read the titles that they knew them by.</summary>
internal sealed class ViewingData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "viewings";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(Viewing), nameof(Viewing.ViewerId))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var viewings = await db.Viewings.AsNoTracking()
            .Where(viewing => viewing.ViewerId == userId)
            .OrderBy(viewing => viewing.Id)
            .Select(viewing => new
            {
                Film = db.MediaAssets.Where(asset => asset.Id == viewing.AssetId).Join(db.Films, asset => asset.FilmId, film => film.Id, (asset, film) => new { film.Id, film.Title }).FirstOrDefault(),
                viewing.Place, viewing.Played, viewing.StartedAt, viewing.ReportedAt,
            })
            .ToListAsync(token);
        var blind = await db.BlindTitlesAsync(userId, token);
        return viewings.ConvertAll(viewing => new { Film = viewing.Film is { } film ? blind.GetValueOrDefault(film.Id, film.Title) : null, viewing.Place, Watched = viewing.Played.Total, viewing.StartedAt, viewing.ReportedAt });
    }

    public Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) =>
        db.Viewings.Where(viewing => viewing.ViewerId == person.Id).ExecuteDeleteAsync(token);
}
