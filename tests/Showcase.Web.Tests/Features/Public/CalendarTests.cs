using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Features.Public;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Public;

[Collection(WebCollection.Name)]
public sealed class CalendarTests(WebFixture web)
{
    private const string Title = "Grenzschutzkommandoübung in der Abenddämmerung; Nebel, Licht \\ und die Frage, wem die Linie gehört – Größenwahn über Flüssen";
    private const string Text = "Erste Zeile, mit Komma; Strichpunkt\nZweite Zeile mit \"Zitat\" und Emoji 🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬";

    private static readonly Guid Space = Guid.CreateVersion7();
    private static readonly Guid Show = Guid.CreateVersion7();

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T22:30Z", "2026-03-29T00:30Z")] // the night before clocks go forward, across the change
    [InlineData("Europe/Berlin", "2026-03-29T00:30Z", "2026-03-29T01:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T01:30Z")] // both passes of the hour that autumn repeats
    [InlineData("Europe/Berlin", "2026-10-25T02:15Z", "2026-10-25T03:15Z")]
    [InlineData("Europe/Berlin", "2026-06-16T17:30Z", "2026-06-16T18:54Z")]
    [InlineData("America/New_York", "2026-11-01T05:30Z", "2026-11-01T07:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T14:40Z", "2026-04-04T15:40Z")] // clocks change by half an hour
    [InlineData("UTC", "2026-06-16T17:30Z", "2026-06-16T18:54Z")]
    public async Task Two_foreign_parsers_read_the_moments_that_were_meant(string zone, string start, string end)
    {
        var (from, until) = (DateTimeOffset.Parse(start), DateTimeOffset.Parse(end));

        var read = await ReadAsync(Schedule(zone, from, until));

        var (one, other) = (read.Events.Single(), read.Other.Single());
        Assert.Equal((from, until), (one.Start, one.End));
        Assert.Equal((from, until), (other.Start, other.End));
        Assert.Equal(zone == "UTC" ? [] : [zone], read.Zones);
    }

    [Fact]
    public async Task Long_titles_umlauts_commas_semicolons_and_line_breaks_arrive_whole()
    {
        var schedule = Schedule("Europe/Berlin", DateTimeOffset.Parse("2026-06-16T17:30Z"), DateTimeOffset.Parse("2026-06-16T18:54Z"));

        var read = (await ReadAsync(schedule)).Events.Single();

        Assert.Equal(Title, read.Summary);
        Assert.Equal("Kino Süd, Saal 1; groß, Hauptstraße 5, Köln", read.Location);
        Assert.EndsWith(Text + "\nNebel, Kollektiv Nebel (9:59)", read.Description, StringComparison.Ordinal);
        Assert.Equal(($"{Show}@showcase", 3, "Europe/Berlin"), (read.Uid, read.Sequence, read.Zone));
    }

    [Fact]
    public void Every_line_ends_as_the_standard_says_and_has_75_octets_at_most()
    {
        var text = Write(Schedule("Europe/Berlin", DateTimeOffset.Parse("2026-06-16T17:30Z"), DateTimeOffset.Parse("2026-06-16T18:54Z")));

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains("DTSTAMP:20260601T100000Z\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_edition_has_a_feed_before_its_first_release()
    {
        var edition = Edition.Create(new EditionDetails("Feed", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), "feed").Value;
        edition.Publish();
        await web.SaveAsync(edition);
        using var browser = web.Browser();

        using var answer = await browser.GetAsync("/editions/feed/schedule.ics");

        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static PublicSchedule Schedule(string zone, DateTimeOffset start, DateTimeOffset end) => new(
        new EditionScope(Guid.CreateVersion7(), "koeln", "Köln, kurz; gut", EditionKind.Festival, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), zone, "de-DE", IsPublic: true),
        new Released(3, "Version 3", DateTimeOffset.Parse("2026-06-01T10:00Z"), new ReleaseContent(
            [new(Space, "Kino Süd", "Hauptstraße 5, Köln", "Saal 1; groß", SpaceKind.Screen, 90)],
            [new(Show, Title, Text, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, end - start, [new(Show, Show, null, "Nebel", "Kollektiv Nebel", "DE", 2026, new TimeSpan(0, 9, 59))])],
            [new(Show, Show, Space, start, end)],
            [])));

    private string Write(PublicSchedule schedule) => Calendar.Write(schedule, "https://showcase.test", web.Services.GetRequiredService<SiteTexts>());

    private async Task<Reading> ReadAsync(PublicSchedule schedule)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "package.json"))) folder = folder.Parent!;
        await NodeModules.EnsureAsync(folder.FullName);
        var feed = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.ics");
        await File.WriteAllTextAsync(feed, Write(schedule));
        try
        {
            var json = await NodeModules.RunAsync(folder.FullName, "node", Path.Combine("Features", "Public", "read-calendar.mjs"), feed);
            return JsonSerializer.Deserialize<Reading>(json, JsonSerializerOptions.Web)!;
        }
        finally
        {
            File.Delete(feed);
        }
    }

    private sealed record Reading(string[] Zones, Event[] Events, Event[] Other);

    private sealed record Event(string Uid, int Sequence, string Summary, string Location, string Description, string? Zone, DateTimeOffset Start, DateTimeOffset End);
}
