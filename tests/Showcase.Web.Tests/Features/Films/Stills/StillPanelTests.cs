using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>What an artist sees of a film's stills and does with them.</summary>
public sealed class StillPanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private readonly WorkFolder folder = new();

    public StillPanelTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        Services.AddSingleton(Options.Create(new MediaOptions()));
        Services.AddSingleton<IMediaStorage>(folder.Storage);
        Services.AddSingleton(folder.Data);
        Services.AddSingleton(folder.Tool);
        Services.AddSingleton(world.Revocations);
        Services.AddSingleton<MediaSigner>();
        Services.AddSingleton<PlaybackGrants>();
        Services.AddSingleton<UploadRoom>();
        Services.AddSingleton<PictureStudio>();
        Services.AddSingleton<StillService>();
        Services.AddSingleton<StillQueries>();
        Services.AddSingleton(new ChangeFeed());
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Without_stills_it_says_what_they_are_good_for_and_asks_for_some()
    {
        var panel = Open(await FilmAsync(stills: 0));

        Assert.StartsWith("Stills are what festivals print and post.", panel.Find("p.muted").TextContent, StringComparison.Ordinal);
        Assert.Equal("Add stills", panel.Find(".drop label").TextContent.Trim());
        Assert.Equal("image/jpeg,image/png,image/webp", panel.Find("input[type=file]").GetAttribute("accept"));
    }

    [Fact]
    public async Task Alt_and_an_arrow_moves_a_still_and_the_order_is_kept()
    {
        var film = await FilmAsync(stills: 3);
        var panel = Open(film);

        panel.Find(".order li").KeyDown(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        panel.WaitForAssertion(() => Assert.Equal(["1.jpg", "0.jpg", "2.jpg"], NamesOf(film)), Patience);
        Assert.Equal("still 1 is now number 2 of 3.", panel.Find(".hidden[role=status]").TextContent);
    }

    [Fact]
    public async Task What_there_is_to_see_is_typed_beside_the_still_and_shown()
    {
        var panel = Open(await FilmAsync(stills: 1));
        Assert.Equal("Not described yet", panel.Find(".one .chip").TextContent);

        panel.Find("[aria-label='Describe still 1']").Click();
        panel.Find("#still-alt").Change("A jar of salt.");
        panel.Find("#still-credit").Change("Bo Lens");
        panel.Find("form").Submit();

        panel.WaitForAssertion(() => Assert.Equal("A jar of salt.", panel.Find(".alt").TextContent), Patience);
        Assert.Equal("Photo: Bo Lens", panel.Find(".one small").TextContent);
    }

    [Fact]
    public async Task Files_that_were_not_taken_are_named_with_the_reason()
    {
        var panel = Open(await FilmAsync(stills: 0));

        await panel.InvokeAsync(() => panel.Instance.EndAsync(1, [new StillPanel.SendProblem("letter.jpg", "This is no JPEG, PNG or WebP.")], forPoster: null));

        Assert.Equal("letter.jpg was not taken. This is no JPEG, PNG or WebP.", string.Join(' ', panel.Find(".problems li").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("The picture is in.", panel.Find("p.notice.good").TextContent);
    }

    [Fact]
    public async Task Twelve_are_enough_and_a_removed_one_makes_room()
    {
        var panel = Open(await FilmAsync(stills: 12));
        Assert.Empty(panel.FindAll(".drop"));

        panel.FindAll("button").First(button => button.TextContent.Trim() == "Remove still 12").Click();
        panel.FindAll("button").First(button => button.TextContent.Trim() == "Remove it").Click();

        panel.WaitForAssertion(() => Assert.Equal("11 of 12", panel.Find(".drop .tab").TextContent), Patience);
    }

    [Fact]
    public async Task Whoever_may_only_read_sees_the_stills_and_no_buttons()
    {
        var panel = Open(await FilmAsync(stills: 2), isReadOnly: true);

        Assert.Equal(["Still 1 of Salt Index", "Still 2 of Salt Index"], panel.FindAll("img").Select(image => image.GetAttribute("alt")));
        Assert.Empty(panel.FindAll("button, input"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;

        world.Dispose();
        folder.Dispose();
    }

    private async Task<Film> FilmAsync(int stills)
    {
        var film = await world.FilmAsync(await world.PersonAsync());
        var set = FilmPictures.Of(film.Id);
        for (var still = 0; still < stills; still++) Assert.True(set.AddStill(Picture.Of($"{still}.jpg", new PictureFile($"{still:x64}", 1600, 900, 1_000), world.Now).Value).Succeeded);
        await world.SaveAsync(set);
        return film;
    }

    private List<string> NamesOf(Film film)
    {
        using var db = world.Store.CreateDbContext();
        return [.. db.FilmPictures.AsNoTracking().Include(set => set.Pictures).Single(set => set.FilmId == film.Id).Stills.Select(still => still.FileName)];
    }

    private IRenderedComponent<StillPanel> Open(Film film, bool isReadOnly = false)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, film.OwnerId.ToString())], "test"));
        return Render<StillPanel>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who)))
            .Add(panel => panel.FilmId, film.Id)
            .Add(panel => panel.FilmTitle, "Salt Index")
            .Add(panel => panel.IsReadOnly, isReadOnly));
    }
}
