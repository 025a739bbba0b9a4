using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Programmes;

/// <summary>An edition's schedule as it stands, with all that its rules and its pages need to know.</summary>
internal sealed record ScheduleDraft(
    Schedule Schedule, ScheduleFacts Facts, ReleaseContent Content, IReadOnlyList<Venue> Venues, IReadOnlyList<Programme> Programmes, IReadOnlyList<DraftWork> Works)
{
    /// <summary>Reads it; <see cref="Schedule"/> alone is tracked. An edition without a schedule yields a new one that the context does not know.</summary>
    public static async Task<ScheduleDraft> ReadAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token)
    {
        var edition = await db.Editions.AsNoTracking().SingleAsync(e => e.Id == editionId, token);
        var schedule = await db.Schedules.Include(s => s.Screenings).Include(s => s.Installations).SingleOrDefaultAsync(s => s.EditionId == editionId, token)
            ?? Schedule.For(editionId);
        var venues = await db.Venues.AsNoTracking().Include(v => v.Spaces).Where(v => v.EditionId == editionId).OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(token);
        var programmes = await db.Programmes.AsNoTracking().Where(p => p.EditionId == editionId).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(token);
        var works = await WorksAsync(db, editionId, token);
        var content = Compose(edition.TimeZone, schedule, venues, programmes, works);
        var facts = new ScheduleFacts(
            edition.StartsOn,
            edition.EndsOn,
            edition.TimeZone,
            content.Programmes.ToDictionary(p => p.Id, p => new ProgrammeFacts(p.Name, p.RunningTime)),
            venues.SelectMany(v => v.Spaces).ToDictionary(s => s.Id, s => new SpaceFacts(s.Turnaround, s.Hours)));
        return new ScheduleDraft(schedule, facts, content, venues, programmes, works);
    }

    /// <summary>What a release of now would say. Works that are no longer selected are left out.</summary>
    private static ReleaseContent Compose(
        TimeZoneInfo zone, Schedule schedule, IReadOnlyList<Venue> venues, IReadOnlyList<Programme> programmes, IReadOnlyList<DraftWork> works)
    {
        var selected = works.Where(work => work.State == SubmissionState.Selected).ToDictionary(work => work.Work.SubmissionId, work => work.Work);
        List<ReleasedWork> Pick(IEnumerable<Guid> ids) => [.. ids.Where(selected.ContainsKey).Select(id => selected[id])];

        var released = programmes.Select(p =>
        {
            var films = Pick(p.Films.Select(film => film.SubmissionId));
            var length = RunningTime.Of([.. films.Select(film => film.Runtime)], p.Gap, p.Bumper, p.Talk);
            return new ReleasedProgramme(p.Id, p.Name, p.Description, p.Gap, p.Bumper, p.Talk, length, films);
        }).ToList();
        var lengths = released.ToDictionary(p => p.Id, p => p.RunningTime);
        return new ReleaseContent(
            [.. venues.SelectMany(v => v.Spaces.Select(s => new ReleasedSpace(s.Id, v.Name, v.Address, s.Name, s.Kind, s.Capacity)))],
            released,
            [.. schedule.Screenings.OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
                .Select(s => new ReleasedScreening(s.Id, s.ProgrammeId, s.SpaceId, s.StartsAt, s.StartsAt + lengths.GetValueOrDefault(s.ProgrammeId)))],
            [.. schedule.Installations.OrderBy(i => i.Hours.On(i.FirstDay, zone).From).ThenBy(i => i.Id)
                .Select(i => new ReleasedInstallation(i.Id, i.Name, i.SpaceId, i.FirstDay, i.LastDay, i.OpensAt, i.ClosesAt, i.Gap, Pick(i.Works.Select(w => w.SubmissionId))))]);
    }

    /// <summary>Every submission that is selected, or that a programme or a wall names.</summary>
    private static async Task<IReadOnlyList<DraftWork>> WorksAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token)
    {
        var submissions = db.Submissions.AsNoTracking().Where(s => s.EditionId == editionId && (s.State == SubmissionState.Selected
            || db.Programmes.Any(p => p.Films.Any(f => f.SubmissionId == s.Id))
            || db.Installations.Any(i => i.Works.Any(w => w.SubmissionId == s.Id))));
        var films = await submissions.Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f).Distinct().ToListAsync(token);
        var videos = await db.MediaAssets.AsNoTracking()
            .Where(asset => submissions.Any(s => s.FilmId == asset.FilmId))
            .Select(asset => new { asset.Id, asset.Facts })
            .ToDictionaryAsync(asset => asset.Id, token);
        var owners = await db.Users.AsNoTracking()
            .Where(user => submissions.Any(s => s.ArtistId == user.Id))
            .Select(user => new { user.Id, user.DisplayName })
            .ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        var byId = films.ToDictionary(film => film.Id);
        var rows = await submissions.Select(s => new { s.Id, s.State, s.FilmId, s.ArtistId }).ToListAsync(token);
        return [.. rows
            .Select(row =>
            {
                var film = byId[row.FilmId];
                var runtime = (film.VideoId is { } video ? videos.GetValueOrDefault(video)?.Facts?.Duration : null) ?? film.StatedRuntime;
                var work = new ReleasedWork(row.Id, film.Id, film.VideoId, film.Title, Artist(film, owners.GetValueOrDefault(row.ArtistId, "")), film.Country, film.Year, runtime);
                return new DraftWork(work, row.State);
            })
            .OrderBy(work => work.Work.Title, StringComparer.CurrentCulture).ThenBy(work => work.Work.SubmissionId)];
    }

    private static string Artist(Film film, string owner) =>
        film.Credits.FirstOrDefault(credit => credit.Role.Contains("direct", StringComparison.OrdinalIgnoreCase))?.Name ?? owner;
}

internal sealed record DraftWork(ReleasedWork Work, SubmissionState State);
