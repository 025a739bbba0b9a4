using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Features.Programmes;

/// <summary>
/// What anybody may read: the newest release of a public edition. A work that was withdrawn or disqualified since is left out at once,
/// without a new release.
/// </summary>
public sealed class ReleaseQueries(IDbContextFactory<ShowcaseDbContext> contexts, EditionQueries editions)
{
    /// <summary>The public edition with its newest release; null where there is no such edition or it is hidden.</summary>
    public async Task<PublicSchedule?> FindAsync(string slug, CancellationToken token)
    {
        if (await editions.FindAsync(slug, token) is not { IsPublic: true } edition) return null;

        await using var db = await contexts.CreateDbContextAsync(token);
        return new PublicSchedule(edition, await NewestAsync(db, edition.Id, token));
    }

    /// <summary>What the wall with that token plays; null where no wall has it.</summary>
    public async Task<WallLoop?> FindWallAsync(string wallToken, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var wall = await db.Schedules.AsNoTracking()
            .SelectMany(schedule => schedule.Installations, (schedule, installation) => new { schedule.EditionId, installation.Id, installation.Name, installation.Token })
            .SingleOrDefaultAsync(wall => wall.Token == wallToken, token);
        if (wall is null) return null;

        var slug = await db.Editions.Where(edition => edition.Id == wall.EditionId).Select(edition => edition.Slug).SingleAsync(token);
        var edition = (await editions.FindAsync(slug, token))!;
        var installation = (await NewestAsync(db, wall.EditionId, token))?.Content.Installations.FirstOrDefault(released => released.Id == wall.Id);
        var videos = installation?.Works.Select(work => work.VideoId).OfType<Guid>().ToList() ?? [];
        var ready = await db.MediaAssets
            .Where(asset => videos.Contains(asset.Id) && asset.State == MediaState.Ready)
            .Select(asset => new { asset.Id, HasFile = asset.Renditions.Any(made => made.Kind == RenditionKind.GalleryFile) })
            .ToDictionaryAsync(asset => asset.Id, asset => asset.HasFile, token);
        return new WallLoop(edition, wall.Name, installation, ready);
    }

    /// <summary>The newest release, of a hidden edition too: for code that has checked who asks.</summary>
    internal static async Task<Released?> NewestAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token)
    {
        var release = await db.ScheduleReleases.AsNoTracking()
            .Where(r => r.EditionId == editionId)
            .OrderByDescending(r => r.Number)
            .FirstOrDefaultAsync(token);
        if (release is null) return null;

        var selected = await ProgrammeService.SelectedAsync(db, editionId, token);
        var content = release.Content;
        return new Released(release.Number, release.Name, release.ReleasedAt, content with
        {
            Programmes = [.. content.Programmes.Select(p => p with { Films = [.. p.Films.Where(film => selected.Contains(film.SubmissionId))] })],
            Installations = [.. content.Installations.Select(i => i with { Works = [.. i.Works.Where(work => selected.Contains(work.SubmissionId))] })],
        });
    }
}

/// <summary>A public edition and its newest release, null before the first.</summary>
public sealed record PublicSchedule(EditionScope Edition, Released? Release);

public sealed record Released(int Number, string Name, DateTimeOffset ReleasedAt, ReleaseContent Content)
{
    /// <summary>Every film that is shown, once.</summary>
    public IReadOnlyList<ReleasedWork> Works { get; } =
        [.. Content.Programmes.SelectMany(programme => programme.Films).Concat(Content.Installations.SelectMany(wall => wall.Works)).DistinctBy(work => work.FilmId)];

    /// <summary>Screenings of programmes with that film, the first one first.</summary>
    public IReadOnlyList<ReleasedScreening> ScreeningsOf(Guid filmId) =>
    [
        .. Content.Screenings
            .Where(screening => Programme(screening.ProgrammeId)?.Films.Any(film => film.FilmId == filmId) == true)
            .OrderBy(screening => screening.StartsAt).ThenBy(screening => screening.Id),
    ];

    public IReadOnlyList<ReleasedInstallation> WallsOf(Guid filmId) =>
        [.. Content.Installations.Where(wall => wall.Works.Any(work => work.FilmId == filmId)).OrderBy(wall => wall.FirstDay).ThenBy(wall => wall.Id)];

    /// <summary>Screenings that are not over and have something to show, the next one first.</summary>
    public IReadOnlyList<ReleasedScreening> Ahead(DateTimeOffset now) =>
    [
        .. Content.Screenings
            .Where(screening => screening.EndsAt > now && Programme(screening.ProgrammeId) is { Films.Count: > 0 })
            .OrderBy(screening => screening.StartsAt).ThenBy(screening => screening.Id),
    ];


    public ReleasedProgramme? Programme(Guid id) => Content.Programmes.FirstOrDefault(programme => programme.Id == id);

    public ReleasedSpace? Space(Guid id) => Content.Spaces.FirstOrDefault(space => space.Id == id);
}

/// <param name="Edition">Whose zone the wall keeps.</param>
/// <param name="Name">Of the installation.</param>
/// <param name="Installation">As released; null while it is not.</param>
/// <param name="Ready">Videos that can be played, and whether their file for gallery screens is made.</param>
public sealed record WallLoop(EditionScope Edition, string Name, ReleasedInstallation? Installation, IReadOnlyDictionary<Guid, bool> Ready);
