using System.Net;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Public;

[Collection(WebCollection.Name)]
public sealed class PublicPagesTests(WebFixture web)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_public_edition_shows_its_selected_films_without_any_script()
    {
        var (edition, film) = await FestivalAsync(isPublic: true, SubmissionState.Selected);

        var page = await web.Browser().GetStringAsync($"/editions/{edition.Slug}");
        var films = await web.Browser().GetStringAsync($"/editions/{edition.Slug}/films");
        var home = await web.Browser().GetStringAsync("/");

        Assert.Contains($"href=\"/editions/{edition.Slug}/films/{film.Id}\"", page, StringComparison.Ordinal);
        Assert.Contains("14–20 June 2026", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("Marek Dvořák, Czechia, 4:12. Runway Gen-3", WebUtility.HtmlDecode(films), StringComparison.Ordinal);
        Assert.Contains($"href=\"/editions/{edition.Slug}\"", home, StringComparison.Ordinal);
        Assert.All([page, films, home], text => Assert.DoesNotContain("<script", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_films_page_tells_what_it_is_and_who_made_it_with_what()
    {
        var (edition, film) = await FestivalAsync(isPublic: true, SubmissionState.Selected);

        var page = WebUtility.HtmlDecode(await web.Browser().GetStringAsync($"/editions/{edition.Slug}/films/{film.Id}"));

        foreach (var told in new[] { "A list of salts.", "Marek Dvořák", "Czechia", "Czech", "4:12", "Runway Gen-3 (Picture)", "og:title\" content=\"Salt Index\"", "description\" content=\"A list of salts.\"" })
        {
            Assert.Contains(told, page, StringComparison.Ordinal);
        }

        Assert.Matches("<h1[^>]*>Salt Index</h1>", page);
        Assert.Matches("<img class=\"still\" src=\"/media/[^\"]+poster[^\"]*\" width=\"1280\" height=\"720\" alt=\"Still of Salt Index\"", page);
        Assert.DoesNotContain("<video", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_not_meant_for_visitors_is_in_a_page()
    {
        var (edition, film) = await FestivalAsync(isPublic: true, SubmissionState.Selected);

        foreach (var address in new[] { "", "/films", $"/films/{film.Id}" })
        {
            var page = await web.Browser().GetStringAsync($"/editions/{edition.Slug}{address}");

            foreach (var hidden in new[] { "@owner.test", "owner-", "A secret letter", "Selected", film.OwnerId.ToString(), "secret-file.mp4" })
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
        var (edition, film) = await FestivalAsync(isPublic, state);

        using var answer = await web.Browser().GetAsync($"/editions/{edition.Slug}/films/{film.Id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<h1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Salt Index", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_of_another_edition_has_no_page_here()
    {
        var (_, film) = await FestivalAsync(isPublic: true, SubmissionState.Selected);
        var (other, _) = await FestivalAsync(isPublic: true, SubmissionState.Submitted);

        using var answer = await web.Browser().GetAsync($"/editions/{other.Slug}/films/{film.Id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/films")]
    public async Task An_edition_that_is_not_public_looks_like_none(string below)
    {
        var (edition, _) = await FestivalAsync(isPublic: false, SubmissionState.Selected);

        using var hidden = await web.Browser().GetAsync($"/editions/{edition.Slug}{below}");
        using var none = await web.Browser().GetAsync($"/editions/there-is-none{below}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, none.StatusCode));
        Assert.DoesNotContain("Festival of", await hidden.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(edition.Slug + "\"", await web.Browser().GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_are_found_by_title()
    {
        var (edition, _) = await FestivalAsync(isPublic: true, SubmissionState.Selected);

        var found = await web.Browser().GetStringAsync($"/editions/{edition.Slug}/films?q=salt%20i");
        var nothing = await web.Browser().GetStringAsync($"/editions/{edition.Slug}/films?q=%3Cb%3Exyz");

        Assert.Matches("<h3[^>]*>Salt Index</h3>", found);
        Assert.Contains("No film has this in its title.", nothing, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>xyz", nothing, StringComparison.Ordinal);
    }

    /// <summary>An edition with one film whose submission is in that state.</summary>
    private async Task<(Edition Edition, Film Film)> FestivalAsync(bool isPublic, SubmissionState state)
    {
        var slug = $"festival-{Guid.CreateVersion7():N}";
        var edition = Edition.Create(
            new EditionDetails($"Festival of {slug}", EditionKind.Festival, "Forty shorts", "Berlin", new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"), slug).Value;
        if (isPublic) edition.Publish();
        var owner = await web.PersonAsync($"owner-{Guid.CreateVersion7():N}@owner.test");
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), Now.AddDays(30))).Value;
        _ = call.Open(Now);
        await web.SaveAsync(edition, call);

        var film = NewFilm(owner, out var video);
        await web.SaveAsync(film, video);
        var submission = Submission.Draft(edition.Id, category.Id, film.Id, owner.UserId, Now);
        _ = submission.WriteCoverLetter("A secret letter");
        _ = submission.Submit(call, category, TimeSpan.FromMinutes(4), Now);
        if (state != SubmissionState.Submitted) _ = submission.Move(state, Now, owner.UserId, "A secret letter");
        await web.SaveAsync(submission);
        return (edition, film);
    }

    private static Film NewFilm(Actor owner, out MediaAsset video)
    {
        var length = new TimeSpan(0, 4, 12);
        var film = Film.Create(
            owner.UserId,
            new FilmDetails("Salt Index", "A list of salts.", length, 2026, "CZ", "cs", [new Credit("Director", "Marek Dvořák")], [new GenerationTool("Runway Gen-3", "Picture")]),
            Now).Value;
        video = MediaAsset.Announce(film.Id, owner.UserId, "secret-file.mp4", 1_000_000, "fingerprint", Now).Value;
        _ = video.Complete([]);
        video.RecordFacts(new MediaFacts(length, 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.AddRendition(RenditionKind.Poster, "poster.jpg");
        video.MarkReady(Now);
        film.ShowVideo(video.Id);
        return film;
    }
}
