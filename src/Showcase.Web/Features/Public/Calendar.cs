using Showcase.Domain.Programmes;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Public;

/// <summary>The released screenings of an edition as an iCalendar feed (RFC 5545).</summary>
internal static class Calendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <param name="schedule">What is public.</param>
    /// <param name="site">The site's address, without a slash at its end.</param>
    /// <param name="texts">Words.</param>
    public static string Write(PublicSchedule schedule, string site, SiteTexts texts)
    {
        var edition = schedule.Edition;
        var lines = new CalendarLines()
            .Add("BEGIN", "VCALENDAR")
            .Add("VERSION", "2.0")
            .Add("PRODID", "-//Showcase//Schedule//EN")
            .Add("CALSCALE", "GREGORIAN")
            .Add("METHOD", "PUBLISH")
            .AddText("X-WR-CALNAME", edition.Name)
            .Add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        if (schedule.Release is { Content.Screenings.Count: > 0 } release)
        {
            var zone = new CalendarZone(edition.TimeZone);
            zone.Write(lines, release.Content.Screenings.Min(s => s.StartsAt), release.Content.Screenings.Max(s => s.EndsAt));
            foreach (var screening in release.Content.Screenings) Event(lines, screening, release, zone, $"{site}/editions/{edition.Slug}/programmes/{screening.ProgrammeId}", texts);
        }

        return lines.Add("END", "VCALENDAR").ToString();
    }

    private static void Event(CalendarLines lines, ReleasedScreening screening, Released release, CalendarZone zone, string address, SiteTexts texts)
    {
        var (programme, space) = (release.Programme(screening.ProgrammeId)!, release.Space(screening.SpaceId)!);
        lines.Add("BEGIN", "VEVENT")
            .Add("UID", $"{screening.Id}@showcase")
            .Add("DTSTAMP", CalendarLines.Utc(release.ReleasedAt))
            .Add("SEQUENCE", release.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        zone.WriteMoment(lines, "DTSTART", screening.StartsAt);
        zone.WriteMoment(lines, "DTEND", screening.EndsAt);
        lines.AddText("SUMMARY", programme.Name)
            .AddText("LOCATION", string.Join(", ", new[] { space.Venue, space.Name, space.Address }.Where(part => part.Length > 0)))
            .AddText("DESCRIPTION", Description(programme, texts))
            .Add("URL", address)
            .Add("END", "VEVENT");
    }

    private static string Description(ReleasedProgramme programme, SiteTexts texts) => string.Join("\n",
    [
        texts["Public.FilmsAndTime", programme.Films.Count, Lengths.Text(programme.RunningTime)],
        .. programme.Description.Length > 0 ? new[] { programme.Description } : [],
        .. programme.Films.Select(film => $"{film.Title}, {film.Artist} ({Lengths.Text(film.Runtime)})"),
    ]);
}

internal static class CalendarEndpoint
{
    public static void MapCalendar(this WebApplication app) =>
        app.MapGet("/editions/{slug}/schedule.ics", async (string slug, ReleaseQueries releases, SiteTexts texts, SiteAddress site, HttpContext context) =>
        {
            if (await releases.FindAsync(slug, context.RequestAborted) is not { } schedule) return Results.NotFound();

            context.Response.Headers.CacheControl = "public, max-age=300";
            context.Response.Headers.ContentDisposition = $"inline; filename=\"{slug}.ics\"";
            return Results.Text(Calendar.Write(schedule, site.RootOf(context.Request).AbsoluteUri.TrimEnd('/'), texts), Calendar.ContentType);
        });
}
