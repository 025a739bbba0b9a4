using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media.Descriptions;

/// <summary>What an artist sees of a film's audio description.</summary>
public sealed class DescriptionPanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private readonly WorkFolder folder = new();

    public DescriptionPanelTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        Services.AddSingleton(Options.Create(new MediaOptions()));
        Services.AddSingleton<IMediaStorage>(folder.Storage);
        Services.AddSingleton<Vault>();
        Services.AddSingleton<UploadRoom>();
        Services.AddSingleton<ProcessingWake>();
        Services.AddSingleton<DescriptionService>();
        Services.AddSingleton<DescriptionQueries>();
        Services.AddSingleton(new ChangeFeed());
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Without_one_it_says_what_it_is_good_for_and_offers_to_add_one()
    {
        var panel = Open(await FilmAsync());

        Assert.StartsWith("For those who do not see the picture", panel.Find("p.muted").TextContent, StringComparison.Ordinal);
        panel.Find("button").Click();
        panel.Find("form").Submit();
        panel.WaitForAssertion(() => Assert.Equal("Choose the language that the describer speaks.", panel.Find("form [role=alert]").TextContent), Patience);
    }

    [Fact]
    public async Task A_sound_of_another_length_is_refused_with_both_lengths()
    {
        var film = await FilmAsync();
        await SoundAsync(film, TimeSpan.FromSeconds(301), sound => sound.Reject("Descriptions.OtherLength"));

        var panel = Open(film);

        Assert.Equal("ad.wav was not taken. The sound is 5:01 long and the film 4:12. They must end together, within two seconds: export it again at the film's length.", panel.Find("li [role=alert]").TextContent.Trim());
    }

    [Fact]
    public async Task One_that_is_heard_shows_its_length_and_one_of_another_cut_that_nobody_is_offered_it()
    {
        var film = await FilmAsync();
        await SoundAsync(film, TimeSpan.FromSeconds(252), sound => sound.MarkReady(world.Now));
        await SoundAsync(film, TimeSpan.FromSeconds(240), sound => sound.MarkReady(world.Now), "de");

        var panel = Open(film);

        Assert.Equal(["English", "German"], panel.FindAll("li strong").Select(name => name.TextContent));
        Assert.Equal("ad.wav: 4:12 long", panel.Find("li p").TextContent);
        Assert.Equal("This sound is 4:00 long and the film 4:12, so viewers are not offered it. Does it belong to another cut?", panel.Find("li .notice.warn").TextContent);
    }

    [Fact]
    public async Task Removed_it_is_gone_and_the_page_says_so()
    {
        var film = await FilmAsync();
        await SoundAsync(film, TimeSpan.FromSeconds(252), sound => sound.MarkReady(world.Now));
        var panel = Open(film);

        panel.FindAll("li button").Single(button => button.TextContent.Trim() == "Remove English").Click();
        panel.FindAll("li button").Single(button => button.TextContent.Trim() == "Remove it").Click();

        panel.WaitForAssertion(() => Assert.Equal("Removed: English.", panel.Find("[role=status] p").TextContent), Patience);
        Assert.Empty(panel.FindAll("li"));
    }

    [Fact]
    public async Task Of_a_chosen_film_it_can_be_seen_and_not_changed()
    {
        var film = await FilmAsync();
        await SoundAsync(film, TimeSpan.FromSeconds(252), sound => sound.MarkReady(world.Now));
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        await using (var db = world.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.Selected, world.Now, film.OwnerId).Succeeded);
            await db.SaveChangesAsync();
        }

        var panel = Open(film);

        Assert.Empty(panel.FindAll("button"));
        Assert.Single(panel.FindAll("li"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;

        world.Dispose();
        folder.Dispose();
    }

    private async Task<Film> FilmAsync() => await world.FilmAsync(await world.PersonAsync());

    private async Task SoundAsync(Film film, TimeSpan length, Action<MediaAsset> become, string language = "en")
    {
        var sound = MediaAsset.AnnounceDescription(film.Id, film.OwnerId, language, "ad.wav", 1_000, world.Now).Value;
        sound.RecordFacts(new MediaFacts(length, 0, 0, 0, "wav", "", "pcm_s16le", 2, 1_000));
        become(sound);
        await world.SaveAsync(sound);
    }

    private IRenderedComponent<DescriptionPanel> Open(Film film)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, film.OwnerId.ToString())], "test"));
        return Render<DescriptionPanel>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who)))
            .Add(panel => panel.FilmId, film.Id));
    }
}
