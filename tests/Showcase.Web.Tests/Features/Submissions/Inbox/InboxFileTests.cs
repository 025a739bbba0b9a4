using System.Net;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

[Collection(WebCollection.Name)]
public sealed class InboxFileTests(WebFixture web)
{
    [Fact]
    public async Task The_file_holds_what_the_filter_leaves_and_runs_no_formula()
    {
        var (edition, _) = await EditionAsync("csv-one");
        var browser = await SignedInAsync(edition, "organiser@csv-one.test", EditionRole.Organiser);

        var all = await browser.GetStringAsync("/workspace/csv-one/submissions.csv");
        var some = await browser.GetStringAsync("/workspace/csv-one/submissions.csv?search=quiet&state=Submitted");

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\",1)\"", all, StringComparison.Ordinal);
        Assert.Equal(3, all.TrimEnd().Split("\r\n").Length);
        Assert.Equal(2, some.TrimEnd().Split("\r\n").Length);
        Assert.Contains("Quiet Film", some, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EditionRole.Juror)]
    [InlineData(EditionRole.Curator)]
    public async Task The_file_is_for_organisers(EditionRole role)
    {
        var (edition, _) = await EditionAsync($"csv-{role}".ToLowerInvariant());
        var browser = await SignedInAsync(edition, $"{role}@csv-role.test", role);

        using var answer = await browser.GetAsync($"/workspace/{edition.Slug}/submissions.csv");

        using var all = await browser.GetAsync($"/workspace/{edition.Slug}/entries.csv");
        using var json = await browser.GetAsync($"/workspace/{edition.Slug}/entries.json");

        Assert.All([answer, all, json], refused => Assert.Equal(HttpStatusCode.Found, refused.StatusCode));
    }

    [Fact]
    public async Task The_file_has_the_columns_that_show_with_the_fee_and_the_deadline_that_it_was_met_at()
    {
        var (edition, _) = await EditionAsync("csv-columns");
        var browser = await SignedInAsync(edition, "organiser@csv-columns.test", EditionRole.Organiser);

        var file = await browser.GetStringAsync("/workspace/csv-columns/submissions.csv?search=quiet&columns=Fee,Tier,Email");

        Assert.Equal(["\uFEFFFilm,Artist,Country,Year,Mail address,Deadline,Fee", "Quiet Film,artist,Germany,2026,artist@csv-columns.test,Early,25.00 EUR"], file.TrimEnd().Split("\r\n"));
    }

    [Fact]
    public void The_filter_survives_its_way_through_the_address()
    {
        var category = Guid.CreateVersion7();
        var filter = InboxFilter.From(" Ada & Bo ", "eligible", category.ToString(), "late night", "waiting", "title", "fee,number", 3);

        Assert.Equal($"?search=Ada%20%26%20Bo&state=Eligible&category={category}&tag=late%20night&asked=Waiting&sort=Title&columns=Number,Fee&page=3", filter.ToQuery());
        Assert.Equal(new InboxFilter(), InboxFilter.From("", "77", "x", " ", "z", "?", "y", null));
        Assert.Equal("?columns=None", (new InboxFilter() with { Columns = InboxColumns.None }).ToQuery());
    }

    private async Task<(Edition Edition, Call Call)> EditionAsync(string slug)
    {
        var now = TimeProvider.System.GetUtcNow();
        var edition = Edition.Create(new EditionDetails(slug, EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "Europe/Berlin", "en"), slug).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromHours(1), [new Tier(TierName.Early, now.AddDays(1), 25_00)])).Value;
        _ = call.Open(now);
        await web.SaveAsync(edition, call);
        var artist = await web.PersonAsync($"artist@{slug}.test");
        foreach (var title in new[] { "=HYPERLINK(\"x\",1)", "Quiet Film" })
        {
            var film = Film.Create(artist.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "DE", "de", [], []), now).Value;
            var entry = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
            _ = entry.Submit(call, category, TimeSpan.FromMinutes(4), now);
            await web.SaveAsync(film, entry);
        }

        return (edition, call);
    }

    private async Task<HttpClient> SignedInAsync(Edition edition, string email, EditionRole role)
    {
        var person = await web.PersonAsync(email);
        await web.SaveAsync(new EditionMember(edition.Id, person.UserId, role));
        return await web.SignedInAsync(email);
    }
}
