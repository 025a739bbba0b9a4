using System.Net;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Public;

[Collection(WebCollection.Name)]
public sealed class PublicPagesTests(WebFixture web)
{
    private static DateTimeOffset Today => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_public_edition_shows_the_films_of_its_release()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();

        var page = await ReadAsync(festival.Root);
        var films = await ReadAsync($"{festival.Root}/films");

        Assert.Contains($"href=\"{festival.FilmPage}\"", page, StringComparison.Ordinal);
        Assert.Contains("14–20 June 2026", page, StringComparison.Ordinal);
        Assert.Contains("Marek Dvořák, Czechia, 4:12. Runway Gen-3", films, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_begins_with_the_edition_that_is_latest()
    {
        var festival = await Festival.OpenAsync(web, startsOn: new DateOnly(2036, 6, 14));

        Assert.Contains($"href=\"{festival.Root}\"", await ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_films_page_tells_what_it_is_and_who_made_it_with_what()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();

        var page = await ReadAsync(festival.FilmPage);

        foreach (var told in new[] { "A list of salts.", "Marek Dvořák", "Czechia", "Czech", "4:12", "Runway Gen-3 (Picture)", "og:title\" content=\"Salt Index\"", "description\" content=\"A list of salts.\"" })
        {
            Assert.Contains(told, page, StringComparison.Ordinal);
        }

        Assert.Matches("<h1[^>]*>Salt Index</h1>", page);
        Assert.Matches("<img class=\"still\" src=\"/media/[^\"]+poster[^\"]*\" width=\"1280\" height=\"720\" alt=\"Still of Salt Index\"", page);
        Assert.DoesNotContain("<video", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_films_page_tells_where_and_when_it_is_shown_in_the_editions_time()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();

        var page = await ReadAsync(festival.FilmPage);

        foreach (var told in new[] { "Sunday 14 June 2026, 19:30", "All times are Europe/Berlin.", "Cinema Village, Screen 1", "12 East Street", festival.ProgrammePage, "Hands on a wall", "Cinema Village, Front room", "14 June to 20 June 2026, daily 11:00 to 22:00" })
        {
            Assert.Contains(told, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_that_is_not_meant_for_visitors_is_in_a_page()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();

        foreach (var address in festival.Pages)
        {
            var page = await ReadAsync(address);

            foreach (var hidden in new[] { "@owner.test", "owner-", "A secret letter", ">Selected", festival.Film.OwnerId.ToString(), "secret-file.mp4" })
            {
                Assert.DoesNotContain(hidden, page, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData(true, SubmissionState.Submitted)]
    [InlineData(true, SubmissionState.Declined)]
    [InlineData(false, SubmissionState.Selected)]
    public async Task A_film_that_is_not_shown_has_no_page(bool isPublic, SubmissionState state)
    {
        var festival = await (await Festival.OpenAsync(web, isPublic, state)).ReleaseAsync();

        using var answer = await web.Browser().GetAsync(festival.FilmPage);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Salt Index", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_selected_film_is_nobodys_business_before_it_is_released(bool isOtherReleased)
    {
        var festival = await Festival.OpenAsync(web);
        if (isOtherReleased) await festival.ReleaseAsync(withFilm: false);

        using var answer = await web.Browser().GetAsync(festival.FilmPage);
        var pages = await Task.WhenAll(ReadAsync(festival.Root), ReadAsync($"{festival.Root}/films"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.All(pages, page => Assert.DoesNotContain("Salt Index", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains("The selection is not announced yet.", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawn_film_disappears_from_every_page_at_once()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        await festival.WithdrawAsync();

        foreach (var address in festival.Pages.Where(address => address != festival.FilmPage))
        {
            Assert.DoesNotContain("Salt Index", await ReadAsync(address), StringComparison.Ordinal);
        }

        using var answer = await web.Browser().GetAsync(festival.FilmPage);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_film_that_the_newest_release_left_out_is_gone()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        await festival.ReleaseAsync(withFilm: false);

        using var answer = await web.Browser().GetAsync(festival.FilmPage);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_editions_page_names_the_next_screening_and_the_open_call_with_its_deadline()
    {
        var start = new DateTimeOffset(Today.AddDays(2).Date.AddHours(18), TimeSpan.Zero);
        var festival = await Festival.OpenAsync(web, startsOn: DateOnly.FromDateTime(start.Date).AddDays(-3), deadline: new DateTimeOffset(2099, 5, 31, 21, 59, 0, TimeSpan.Zero));
        await festival.ReleaseAsync(start);

        var page = await ReadAsync(festival.Root);

        var local = festival.Edition.ToLocal(start).ToString("dddd d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        Assert.Contains($">{local}</time>", page, StringComparison.Ordinal);
        Assert.Contains("All times are Europe/Berlin.", page, StringComparison.Ordinal);
        Assert.Matches("Open until <time[^>]*>Sun 31 May 2099, 23:59 \\(Europe/Berlin\\)</time>", page);
        Assert.Contains($"href=\"{festival.Root}/call\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-30, "This edition is over. It took place ")]
    [InlineData(-2, "No more screenings are planned.")]
    public async Task An_edition_without_screenings_ahead_says_why(int daysFromNow, string told)
    {
        var festival = await Festival.OpenAsync(web, startsOn: DateOnly.FromDateTime(Today.Date).AddDays(daysFromNow));
        await festival.ReleaseAsync();

        Assert.Contains(told, await ReadAsync(festival.Root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unknown_and_what_is_hidden_look_the_same()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        var other = await (await Festival.OpenAsync(web)).ReleaseAsync();
        var hidden = await (await Festival.OpenAsync(web, isPublic: false)).ReleaseAsync();
        string[] unknown =
        [
            .. festival.Pages.Select(page => page.Replace(festival.Edition.Slug, "there-is-none", StringComparison.Ordinal)),
            .. hidden.Pages,
            $"{hidden.Root}/schedule.ics", "/editions/there-is-none/schedule.ics",
            $"{festival.Root}/films?page=2", $"{festival.Root}/films/{Guid.CreateVersion7()}", $"{festival.Root}/films/not-an-id", $"{festival.Root}/films/{other.Film.Id}",
            $"{festival.Root}/programmes/{Guid.CreateVersion7()}", $"{festival.Root}/programmes/{other.Programme}", $"{festival.Root}/no-such-page",
        ];

        foreach (var address in unknown)
        {
            using var answer = await web.Browser().GetAsync(address);
            var page = await answer.Content.ReadAsStringAsync();

            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {answer.StatusCode}");
            Assert.Matches("<h1[^>]*>There is nothing at this address</h1>", page);
            Assert.DoesNotContain("Festival of", page, StringComparison.Ordinal);
            Assert.DoesNotContain("canonical", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(hidden.Edition.Slug, await ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_are_found_by_title()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();

        var found = await ReadAsync($"{festival.Root}/films?q=salt%20i");
        var nothing = await web.Browser().GetStringAsync($"{festival.Root}/films?q=%3Cb%3Exyz");

        Assert.Matches("<h3[^>]*>Salt Index</h3>", found);
        Assert.Contains("No film has this in its title.", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>xyz", nothing, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string address) => WebUtility.HtmlDecode(await web.Browser().GetStringAsync(address));
}
