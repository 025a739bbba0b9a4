using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Tests.Support;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Films;

public sealed class NewFilmPageTests : BunitContext
{
    private readonly World world = new();

    public NewFilmPageTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        Services.AddSingleton<ChangeFeed>();
        Services.AddSingleton<FilmService>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task The_second_of_two_quick_clicks_makes_no_second_film()
    {
        var page = await OpenAsync();
        page.Find("#film-title").Input("Salt Index");
        page.Find("#film-country").Change("CZ");

        await page.Find("form").SubmitAsync();
        await page.Find("form").SubmitAsync();

        await using var db = world.Store.CreateDbContext();
        Assert.Equal("Salt Index", (await db.Films.SingleAsync()).Title);
    }

    [Fact]
    public async Task What_is_missing_is_told_and_what_was_typed_stays()
    {
        var page = await OpenAsync();
        page.Find("#film-title").Input("Salt Index");

        await page.Find("form").SubmitAsync();

        Assert.Equal("Choose a country.", page.Find("[role=alert]").TextContent.Trim());
        Assert.Equal("Salt Index", page.Find("#film-title").GetAttribute("value"));
        Assert.False(page.Find("button.go").HasAttribute("disabled"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) world.Dispose();
    }

    private async Task<IRenderedComponent<NewFilmPage>> OpenAsync()
    {
        var artist = await world.PersonAsync();
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, artist.UserId.ToString())], "test"));
        return Render<NewFilmPage>(parameters => parameters.AddCascadingValue(Task.FromResult(new AuthenticationState(who))));
    }
}
