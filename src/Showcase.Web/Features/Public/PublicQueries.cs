using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Programmes;

namespace Showcase.Web.Features.Public;

/// <summary>What visitors read: public editions and the films of their newest release, and of those only what is meant for everybody.</summary>
public sealed class PublicQueries(IDbContextFactory<ShowcaseDbContext> contexts, PlaybackGrants playback, TimeProvider clock)
{
    public const int PageSize = 36;
    private const int MostEditions = 24;

    private static readonly Expression<Func<Edition, PublicEdition>> Told = edition => new PublicEdition
    {
        Scope = new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic),
        Tagline = edition.Tagline,
        City = edition.City,
    };

    /// <summary>Public editions, the latest first.</summary>
    public async Task<IReadOnlyList<PublicEdition>> EditionsAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Editions(db).OrderByDescending(edition => edition.StartsOn).ThenBy(edition => edition.Id).Take(MostEditions).Select(Told).ToListAsync(token);
    }

    /// <summary>Open calls of public editions with the first deadline that is still ahead, or those of one edition.</summary>
    public async Task<IReadOnlyList<OpenCall>> OpenCallsAsync(Guid? editionId, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from call in db.Calls.AsNoTracking().OpenAt(now)
            join edition in Editions(db) on call.EditionId equals edition.Id
            where call.Categories.Any(category => category.Deadline >= now)
            where editionId == null || edition.Id == editionId
            select new { call.Id, call.Name, Edition = edition, Deadline = call.Categories.Where(category => category.Deadline >= now).Min(category => category.Deadline) })
            .OrderBy(row => row.Deadline).ThenBy(row => row.Id)
            .Take(MostEditions)
            .ToListAsync(token);
        return [.. rows.Select(row => new OpenCall(row.Name, ToScope(row.Edition), row.Deadline))];
    }

    /// <summary>A public edition, or null: one that is not public looks like one that does not exist.</summary>
    public async Task<PublicEdition?> EditionAsync(string slug, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Editions(db).Where(edition => edition.Slug == slug).Select(Told).SingleOrDefaultAsync(token);
    }

    /// <summary>The films of the newest release by title, a page of <see cref="PageSize"/>; none before the first release.</summary>
    public async Task<PublicFilms> FilmsAsync(PublicSchedule schedule, string? search, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.Release is not { Works: { Count: > 0 } works }) return new PublicFilms([], 0);

        await using var db = await contexts.CreateDbContextAsync(token);
        var films = Shown(db, works);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            films = films.Where(film => EF.Functions.Like(film.Title, pattern, LikePattern.Escape));
        }

        var rows = await Rows(db, works, films.OrderBy(film => film.Title).ThenBy(film => film.Id).Skip((Math.Max(page, 1) - 1) * PageSize).Take(PageSize)).ToListAsync(token);
        var posters = await db.PostersAsync([.. rows.Select(row => row.Film.Id)], playback, viewerId: null, PlaybackPurpose.Public, schedule.Edition.Id, token);
        return new PublicFilms([.. rows.Select(row => Show(row, schedule.Edition.Id, posters.GetValueOrDefault(row.Film.Id)))], await films.CountAsync(token));
    }

    /// <summary>A film of the newest release, or null: one that was merely selected is not public yet.</summary>
    public async Task<PublicFilm?> FilmAsync(PublicSchedule schedule, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.Release?.Works.Where(work => work.FilmId == filmId).ToList() is not { Count: > 0 } works) return null;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (await Rows(db, works, Shown(db, works)).SingleOrDefaultAsync(token) is not { } row) return null;

        var posters = await db.PostersAsync([filmId], playback, viewerId: null, PlaybackPurpose.Public, schedule.Edition.Id, token);
        var stills = await db.StillsAsync(filmId, token);
        return Show(row, schedule.Edition.Id, posters.GetValueOrDefault(filmId)) with { Stills = [.. stills.Select(still => still.For(playback, viewerId: null, PlaybackPurpose.Public, schedule.Edition.Id))] };
    }

    private static IQueryable<Edition> Editions(ShowcaseDbContext db) => db.Editions.AsNoTracking().Where(edition => edition.IsPublic);

    private static EditionScope ToScope(Edition edition) =>
        new(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic);

    private static IQueryable<Film> Shown(ShowcaseDbContext db, IReadOnlyList<ReleasedWork> works)
    {
        var ids = works.Select(work => work.FilmId).ToList();
        return db.Films.AsNoTracking().Where(film => ids.Contains(film.Id));
    }

    /// <summary>The film with the file that was released: a later upload does not slip in.</summary>
    private static IQueryable<Row> Rows(ShowcaseDbContext db, IReadOnlyList<ReleasedWork> works, IQueryable<Film> films)
    {
        var videos = works.Select(work => work.VideoId).OfType<Guid>().ToList();
        return films.Select(film => new Row
        {
            Film = film,
            Video = db.MediaAssets.Where(asset => asset.FilmId == film.Id && videos.Contains(asset.Id) && asset.State == MediaState.Ready)
                .OrderBy(asset => asset.Id)
                .Select(asset => new Video { Id = asset.Id, Facts = asset.Facts, HasPoster = asset.Renditions.Any(r => r.Kind == RenditionKind.Poster) })
                .FirstOrDefault(),
        });
    }

    private PublicFilm Show(Row row, Guid editionId, ShownPoster? poster)
    {
        var (film, video) = (row.Film, row.Video);
        return new PublicFilm(
            film.Id, film.Title, film.Profile.OriginalTitle, film.Synopsis.Length > 0 ? film.Synopsis : film.Profile.Logline, film.Year, film.Country, film.Languages, video?.Facts?.Duration ?? film.StatedRuntime,
            [.. film.Credits.Select(credit => new PublicCredit(credit.Role, credit.Name))],
            [.. film.Tools.Select(tool => new PublicTool(tool.Name, tool.Model, tool.UsedFor))],
            poster?.Picture.At(1280) ?? (video is { HasPoster: true } ? playback.Issue(viewerId: null, video.Id, PlaybackPurpose.Public, editionId).Poster : null))
        {
            OwnPoster = poster,
        };
    }

    private sealed class Row
    {
        public required Film Film { get; init; }

        public required Video? Video { get; init; }
    }

    private sealed class Video
    {
        public required Guid Id { get; init; }

        public required MediaFacts? Facts { get; init; }

        public required bool HasPoster { get; init; }
    }
}
