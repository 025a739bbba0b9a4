using System.Text;
using System.Text.Json;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Export;

/// <summary>What organisers take along is everything, and can be brought back.</summary>
[Collection(WebCollection.Name)]
public sealed class EntryExportTests(WebFixture web)
{
    private static readonly FilmDetails Salt = new(
        "Salt, \"Index\"", "A list,\nof salts.", TimeSpan.FromSeconds(750), 2025, "CZ", "cs,en",
        [new Credit("Director", "Ann Author"), new Credit("Director", "Bo"), new Credit("Writer", "Cy"), new Credit("Cast", "Dee")], [new GenerationTool("Sora Turbo", "Picture")])
    {
        Profile = new FilmProfile
        {
            OriginalTitle = "Sůl", Statement = "I made it at night.", Biography = "Born in Brno.", CompletedOn = new DateOnly(2025, 3, 1), ShootingFormat = "Super 16",
            AspectRatio = "1.66:1", Colour = PictureColour.BlackAndWhite, IsStudentFilm = true,
        },
        Links = [new FilmLink("Trailer", "https://films.example/salt")],
    };

    [Fact]
    public async Task Everything_comes_back_through_the_import_as_it_was()
    {
        var (browser, category) = await SendInAsync("export-csv");

        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(await browser.GetStringAsync("/workspace/export-csv/entries.csv"))).Value;

        var reader = new ImportReader(file, ImportMapping.Guess(file.Headers), [category], new ImportCategory(Guid.CreateVersion7(), "Other"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TimeProvider.System.GetUtcNow());
        var entry = Assert.Single(reader.Entries());
        Assert.Empty(reader.Problems);
        Assert.Equal(("artist@export-csv.test", category.Id, "Please watch at night."), (entry.Email, entry.CategoryId, entry.CoverLetter));
        var details = entry.Details(null, TestClock.Start);
        Assert.Equal((Salt.Title, Salt.Synopsis, Salt.StatedRuntime, Salt.Year, Salt.Country, Salt.Languages), (details.Title, details.Synopsis, details.StatedRuntime, details.Year, details.Country, details.Languages));
        Assert.Equal(Salt.Credits, details.Credits);
        Assert.Equal((Salt.Profile, Salt.Links[0]), (details.Profile, details.Links[0]));
    }

    [Fact]
    public async Task The_same_comes_as_json_with_what_no_column_holds()
    {
        var (browser, _) = await SendInAsync("export-json");

        using var file = JsonDocument.Parse(await browser.GetStringAsync("/workspace/export-json/entries.json?search=index&state=Submitted"));
        using var none = JsonDocument.Parse(await browser.GetStringAsync("/workspace/export-json/entries.json?search=nothing"));

        var entry = Assert.Single(file.RootElement.EnumerateArray());
        Assert.Equal(("Submitted", "Please watch at night."), (entry.GetProperty("state").GetString(), entry.GetProperty("coverLetter").GetString()));
        Assert.Equal(("Early", 2500), (entry.GetProperty("fee").GetProperty("tier").GetString(), entry.GetProperty("fee").GetProperty("amount").GetInt32()));
        Assert.Equal("Sora Turbo", entry.GetProperty("film").GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.Equal("I made it at night.", entry.GetProperty("film").GetProperty("profile").GetProperty("statement").GetString());
        Assert.Empty(none.RootElement.EnumerateArray());
    }

    private async Task<(HttpClient Browser, ImportCategory Category)> SendInAsync(string slug)
    {
        var now = TimeProvider.System.GetUtcNow();
        var edition = Edition.Create(new EditionDetails(slug, EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 7), "Europe/Berlin", "en"), slug).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        _ = call.AddCategory(new CategoryDetails("Loops", null, TimeSpan.Zero, TimeSpan.FromHours(1), [new Tier(TierName.Early, now.AddDays(30), 25_00)]));
        _ = call.Open(now);
        var artist = await web.PersonAsync($"artist@{slug}.test");
        var organiser = await web.PersonAsync($"organiser@{slug}.test");
        var film = Film.Create(artist.UserId, Salt, now).Value;
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, artist.UserId, now);
        _ = entry.WriteCoverLetter("Please watch at night.");
        Assert.True(entry.Submit(call, call.Categories[0], Salt.StatedRuntime, now).Succeeded);
        await web.SaveAsync(edition, call, film, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser));
        await web.SaveAsync(entry);
        return (await web.SignedInAsync($"organiser@{slug}.test"), new ImportCategory(call.Categories[0].Id, "Loops"));
    }
}
