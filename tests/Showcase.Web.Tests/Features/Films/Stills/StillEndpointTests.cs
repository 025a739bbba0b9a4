using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Public;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>Who may send a picture of a film and who may see it, and what is answered.</summary>
[Collection(WebCollection.Name)]
public sealed class StillEndpointTests(WebFixture web)
{
    private PlaybackGrants Grants => web.Services.GetRequiredService<PlaybackGrants>();

    [Fact]
    public async Task The_owner_sends_a_picture_and_its_address_serves_ours_under_a_fixed_type()
    {
        var (browser, film, owner) = await OwnerAsync();

        var (status, id) = await PostAsync(browser, film, Made.Polyglot("<script>alert(1)</script>"));

        Assert.Equal(HttpStatusCode.Created, status);
        using var answer = await web.Browser().GetAsync($"{Grants.IssuePicture(owner, Guid.Parse(id), PlaybackPurpose.Owner)}960.jpg");
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("private, max-age=86400, immutable", answer.Headers.NonValidated["Cache-Control"].ToString());
        Assert.Equal(-1, (await answer.Content.ReadAsByteArrayAsync()).AsSpan().IndexOf("script"u8));
    }

    [Fact]
    public async Task An_address_opens_its_own_picture_until_it_ends_and_nothing_else()
    {
        var (browser, film, owner) = await OwnerAsync();
        var (_, id) = await PostAsync(browser, film, Made.Jpeg(640, 360));
        var address = Grants.IssuePicture(owner, Guid.Parse(id), PlaybackPurpose.Owner);
        var stream = Grants.Issue(owner, Guid.Parse(id), PlaybackPurpose.Owner).Poster.Split('/')[3];

        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{address}480.jpg"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{address}1920.jpg"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{address}..%2fsource"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"{address[..^2]}/480.jpg"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"/media/stills/{stream}/480.jpg"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"/media/play/{address.Split('/')[3]}/poster.jpg"));
    }

    [Fact]
    public async Task A_film_that_an_edition_loses_takes_the_addresses_of_its_pictures_along()
    {
        var (browser, film, owner) = await OwnerAsync();
        var (_, id) = await PostAsync(browser, film, Made.Jpeg(640, 360));
        var edition = Guid.CreateVersion7();
        var (everybodys, owners) = (Grants.IssuePicture(viewerId: null, Guid.Parse(id), PlaybackPurpose.Public, edition), Grants.IssuePicture(owner, Guid.Parse(id), PlaybackPurpose.Owner));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{everybodys}480.jpg"));

        await using (var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync())
        {
            await web.Services.GetRequiredService<PlaybackRevocations>().RevokeFilmsInAsync(db, edition, db.Films.Where(f => f.Id == film).Select(f => f.Id), default);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"{everybodys}480.jpg"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{owners}480.jpg"));
    }

    [Fact]
    public async Task Another_person_finds_no_film_a_visitor_no_door_and_another_site_nothing()
    {
        var (browser, film, _) = await OwnerAsync();
        var (bo, _, _) = await OwnerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(bo, film, Made.Jpeg(640, 360))).Status);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(web.Browser(), film, Made.Jpeg(640, 360))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(browser, film, Made.Jpeg(640, 360), "https://evil.test")).Status);
        Assert.Empty(await PicturesAsync(film));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words()
    {
        var (browser, film, _) = await OwnerAsync();

        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "This is no JPEG, PNG or WebP. Export it as one of these and send the new file."),
            await PostAsync(browser, film, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()));
        Assert.Equal(
            (HttpStatusCode.Conflict, "This picture says that it has 60000 × 60000 pixels. Up to 12000 a side and 50 million in all are taken: export a smaller one and send the new file."),
            await PostAsync(browser, film, Made.Claiming(60_000, 60_000)));
        Assert.Empty(await PicturesAsync(film));
    }

    [Fact]
    public async Task An_upload_that_is_killed_on_its_way_leaves_nothing_behind()
    {
        var (browser, film, _) = await OwnerAsync();
        var whole = Made.Jpeg(640, 360);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/media/films/{film}/stills?name=a.jpg")
        {
            Content = new KilledContent(whole, () => UntilAsync(() => Tables().Length == 1)),
            Headers = { { "Origin", web.Address.GetLeftPart(UriPartial.Authority) } },
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => browser.SendAsync(request));

        await UntilAsync(() => Tables().Length == 0);
        Assert.Empty(await PicturesAsync(film));
    }

    [Fact]
    public async Task Visitors_see_the_poster_and_the_stills_of_a_released_film_in_the_artists_order_and_words()
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        var set = await ShowAsync(festival.Film.Id);

        var page = await ReadAsync(festival.FilmPage);

        Assert.Matches("<img class=\"still\" src=\"/media/stills/[^\"]+/1280.jpg\" srcset=\"[^\"]+ 640w, [^\"]+ 1280w\" sizes=\"[^\"]+\" width=\"1280\" height=\"720\" alt=\"The second\"", page);
        Assert.Matches("og:image\" content=\"http[^\"]+/media/stills/[^\"]+/1280.jpg\"", page);
        Assert.Equal(["The second", "The first", "Still 3 of Salt Index"], AltsOf(page));
        Assert.Contains("Photo: Bo Lens", page, StringComparison.Ordinal);
        foreach (var address in new[] { festival.Root, $"{festival.Root}/films", festival.ProgrammePage, $"{festival.Root}/walls" }) Assert.Matches("src=\"/media/stills/[^\"]+.jpg\"", await ReadAsync(address));
        Assert.Equal(3, set.Stills.Count());
    }

    private static List<string> AltsOf(string page) =>
        [.. System.Text.RegularExpressions.Regex.Matches(page[page.IndexOf("id=\"stills\"", StringComparison.Ordinal)..], "alt=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];

    private async Task<FilmPictures> ShowAsync(Guid film)
    {
        var set = FilmPictures.Of(film);
        var stills = Enumerable.Range(0, 3).Select(still => set.AddStill(Picture.Of("a.jpg", new PictureFile($"{still:x64}", 1600, 900, 1_000), Festival.Now).Value).Value.Id).ToList();
        Assert.True(set.Describe(stills[0], "The first", "Bo Lens").Succeeded);
        Assert.True(set.Describe(stills[1], "The second", "").Succeeded);
        Assert.True(set.Arrange([stills[1], stills[0], stills[2]]).Succeeded);
        Assert.True(set.ShowPoster(new Poster(Guid.CreateVersion7(), stills[1], 0, 0, 0.8, 1280, 1_000)).Succeeded);
        await web.SaveAsync(set);
        return set;
    }

    private async Task<string> ReadAsync(string address)
    {
        using var answer = await web.Browser().GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await web.Browser().GetAsync(address);
        return answer.StatusCode;
    }

    private async Task<(HttpClient Browser, Guid Film, Guid Owner)> OwnerAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@stills.test";
        var artist = await web.PersonAsync(email);
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(9), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        await web.SaveAsync(film);
        return (await web.SignedInAsync(email), film.Id, artist.UserId);
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient browser, Guid film, byte[] picture, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/media/films/{film}/stills?name={Uri.EscapeDataString("the café.jpg")}")
        {
            Content = new ByteArrayContent(picture),
            Headers = { { "Origin", origin ?? web.Address.GetLeftPart(UriPartial.Authority) } },
        };
        using var answer = await browser.SendAsync(request);
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return (answer.StatusCode, "");

        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, told.GetProperty(answer.StatusCode == HttpStatusCode.Created ? "id" : "text").GetString()!);
    }

    private async Task<List<Picture>> PicturesAsync(Guid film)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        var pictures = await db.Pictures.AsNoTracking().Where(picture => db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == film)).ToListAsync();
        var known = await db.Pictures.Select(picture => picture.Id).ToListAsync();
        await foreach (var name in web.Services.GetRequiredService<IMediaStorage>().ListAsync(MediaPaths.Pictures, default)) Assert.Contains(MediaPaths.PictureOf(name)!.Value, known);
        return pictures;
    }

    private string[] Tables()
    {
        var folder = web.Services.GetRequiredService<DataFolder>().Path("pictures");
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo()) Assert.True(await poll.WaitForNextTickAsync(patience.Token));
    }

    /// <summary>Promises all, sends a part, and breaks off when the other side has begun.</summary>
    private sealed class KilledContent(byte[] whole, Func<Task> begunAsync) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(whole.AsMemory(0, 1000));
            await stream.FlushAsync();
            await begunAsync();
            throw new IOException("The browser was killed.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = whole.Length;
            return true;
        }
    }
}
