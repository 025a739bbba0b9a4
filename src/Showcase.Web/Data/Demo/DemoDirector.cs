using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Security;

namespace Showcase.Web.Data.Demo;

/// <summary>
/// Finishes the demo edition in the background: draws a clip for each film, takes it in as an artist's upload, waits for its
/// processing, then releases the schedule. A restart goes on where it was.
/// </summary>
internal sealed partial class DemoDirector(
    IDbContextFactory<ShowcaseDbContext> contexts, UploadService uploads, DemoStills stills, ScheduleService schedules, WallService walls, ILogger<DemoDirector> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(stoppingToken))
        {
            if (await db.ScheduleReleases.AnyAsync(stoppingToken)) return;
        }

        try
        {
            foreach (var film in DemoFilms.All) await DrawAsync(film, stoppingToken);
            await stills.MakeAsync(stoppingToken);
            await ProcessedAsync(stoppingToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            LogNoFfmpeg();
        }

        await ScheduleAsync(stoppingToken);
        LogReady();
    }

    private async Task DrawAsync(DemoFilm clip, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.Films.AsNoTracking().FirstAsync(f => f.Title == clip.Title, token);
        if (await db.MediaAssets.AnyAsync(asset => asset.FilmId == film.Id, token)) return;

        var folder = Directory.CreateTempSubdirectory("showcase-demo-");
        try
        {
            var file = Path.Combine(folder.FullName, "clip.mp4");
            await RunFfmpegAsync(clip, file, token);
            DemoScript.Must(await uploads.ImportAsync(film.Id, film.OwnerId, file, token));
            LogDrawn(clip.Title);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunFfmpegAsync(DemoFilm clip, string file, CancellationToken token)
    {
        var start = new ProcessStartInfo("ffmpeg");
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", clip.Picture, "-f", "lavfi", "-i", clip.Sound, "-t", $"{clip.Seconds}",
            "-c:v", "libx264", "-preset", "superfast", "-crf", "26", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", file,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var ffmpeg = Process.Start(start)!;
        await using var stop = token.Register(ffmpeg.Kill);
        await ffmpeg.WaitForExitAsync(token);
        if (ffmpeg.ExitCode != 0) throw new InvalidOperationException($"ffmpeg could not draw the clip of '{clip.Title}'.");
    }

    private async Task ProcessedAsync(CancellationToken token)
    {
        using var poll = new PeriodicTimer(Pause);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestWait && await poll.WaitForNextTickAsync(token))
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            if (!await db.MediaAssets.AnyAsync(asset => asset.State == MediaState.Uploading || asset.State == MediaState.Uploaded || asset.State == MediaState.Processing, token)) return;
        }
    }

    private async Task ScheduleAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var edition = await db.Editions.AsNoTracking().FirstAsync(e => e.Slug == DemoSeeder.Slug, token);
        var user = await db.Users.AsNoTracking().FirstAsync(u => u.DisplayName == DemoSeeder.Curator, token);
        var curator = new Actor(user.Id, user.DisplayName, IsAdministrator: false);
        var spaces = (await db.Venues.AsNoTracking().Include(venue => venue.Spaces).ToListAsync(token)).SelectMany(venue => venue.Spaces).ToDictionary(space => space.Name, space => space.Id, StringComparer.Ordinal);
        var programmes = await db.Programmes.AsNoTracking().ToDictionaryAsync(programme => programme.Name, programme => programme.Id, StringComparer.Ordinal, token);
        var opening = edition.StartsOn;

        (string Programme, string Space, int Day, int Hour, int Minute)[] screenings =
        [
            (DemoProgrammes.Weather, "Screen 1", 0, 19, 30), (DemoProgrammes.Bodies, "Screen 1", 0, 21, 0),
            (DemoProgrammes.Bodies, "Großer Saal", 1, 18, 0), (DemoProgrammes.Weather, "Großer Saal", 1, 20, 15),
            (DemoProgrammes.Weather, "Screen 2", 2, 17, 0),
        ];
        foreach (var (programme, space, day, hour, minute) in screenings)
        {
            var start = edition.AtLocal(opening.AddDays(day).ToDateTime(new TimeOnly(hour, minute)));
            DemoScript.Must(await schedules.PlaceAsync(curator, edition.Id, await VersionAsync(edition.Id, token), programmes[programme], spaces[space], start, token));
        }

        var installation = DemoScript.Must(await walls.InstallAsync(curator, edition.Id, await VersionAsync(edition.Id, token), new InstallationDetails(
            "Hands That Were Never Filmed", spaces["Front room"], opening.AddDays(-6), edition.EndsOn, new Hours(new TimeOnly(11, 0), new TimeOnly(22, 0)), TimeSpan.FromSeconds(4)), token));
        var title = DemoFilms.All[DemoProgrammes.OnTheWall].Title;
        var works = await db.Submissions.Where(submission => db.Films.Any(film => film.Id == submission.FilmId && film.Title == title)).Select(submission => submission.Id).ToListAsync(token);
        DemoScript.Must(await walls.ArrangeAsync(curator, edition.Id, await VersionAsync(edition.Id, token), installation, works, token));
        DemoScript.Must(await schedules.ReleaseAsync(curator, edition.Id, await VersionAsync(edition.Id, token), "First release", token));

        var release = await db.ScheduleReleases.AsNoTracking().FirstAsync(made => made.EditionId == edition.Id, token);
        db.AddRange(DemoAudience.Make(edition.Id, release.Content, release.ReleasedAt));
        await db.SaveChangesAsync(token);
    }

    private async Task<Guid?> VersionAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Schedules.Where(schedule => schedule.EditionId == editionId).Select(schedule => (Guid?)schedule.Version).FirstOrDefaultAsync(token);
    }

    [LoggerMessage(LogLevel.Information, "Demo: drew the clip of {Title}.")]
    private partial void LogDrawn(string title);

    [LoggerMessage(LogLevel.Information, "Demo: the edition is complete and its schedule is released.")]
    private partial void LogReady();

    [LoggerMessage(LogLevel.Warning, "Demo: ffmpeg is missing, so the films have no video. Install it, delete the data folder and start again.")]
    private partial void LogNoFfmpeg();
}
