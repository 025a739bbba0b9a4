using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media.Captions;

/// <summary>What an artist sees of a film's captions and does with them.</summary>
public sealed class CaptionPanelTests : BunitContext
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:02,000\nSalt.\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();

    public CaptionPanelTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        Services.AddSingleton<CaptionService>();
        Services.AddSingleton<CaptionQueries>();
        Services.AddSingleton(new ChangeFeed());
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Without_captions_it_says_what_they_are_good_for_and_offers_to_add_some()
    {
        var panel = Open(await FilmAsync());

        Assert.StartsWith("Jurors watch in hotel rooms", panel.Find("p.muted").TextContent, StringComparison.Ordinal);
        Assert.Equal("Add captions", panel.Find("button").TextContent);
    }

    [Fact]
    public async Task A_file_is_added_and_listed_and_what_it_is_about_can_be_seen()
    {
        var panel = Open(await FilmAsync());

        Add(panel, "de", CaptionKind.Captions, Srt);

        panel.WaitForAssertion(() => Assert.Equal("German", panel.Find("li strong").TextContent), Patience);
        Assert.Equal("Captions for the deaf (SDH)", panel.Find("li .chip").TextContent);
        Assert.Equal("salt.srt: one caption, until 0:02", panel.Find("li p").TextContent);
        Assert.Equal("The captions are in: German. Viewers choose them in the player.", panel.Find("[role=status] p").TextContent);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_its_line_and_what_was_chosen_stays()
    {
        var film = await FilmAsync();
        var panel = Open(film);

        Add(panel, "de", CaptionKind.Subtitles, "1\n00:00:02,000 --> 00:00:01,000\nSalt.\n");

        panel.WaitForAssertion(() => Assert.Equal("Line 2: the caption must end after it begins.", panel.Find("form [role=alert]").TextContent), Patience);
        Assert.Equal("de", panel.Find("#caption-language").GetAttribute("value"));
        Assert.Empty(panel.FindAll("li"));
    }

    [Fact]
    public async Task Without_a_language_or_a_file_it_says_what_is_missing()
    {
        var panel = Open(await FilmAsync());
        panel.Find("button").Click();

        panel.Find("form").Submit();
        panel.WaitForAssertion(() => Assert.Equal("Choose the language of the captions.", panel.Find("[role=alert]").TextContent), Patience);
        panel.Find("#caption-language").Change("de");
        panel.Find("form").Submit();

        panel.WaitForAssertion(() => Assert.Equal("Choose a caption file.", panel.Find("[role=alert]").TextContent), Patience);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        var panel = Open(await FilmAsync());

        Add(panel, "de", CaptionKind.Subtitles, new string('a', CaptionFile.MostBytes + 1));

        panel.WaitForAssertion(() => Assert.Equal("A caption file may have up to 1 MB.", panel.Find("[role=alert]").TextContent), Patience);
    }

    [Fact]
    public async Task Replace_opens_the_form_for_those_captions_and_remove_asks_first()
    {
        var panel = Open(await FilmAsync());
        Add(panel, "de", CaptionKind.Captions, Srt);
        panel.WaitForElement("li", Patience);

        await panel.InvokeAsync(() => panel.Find("[aria-label='Replace: German, Captions for the deaf (SDH)']").Click());
        Assert.Equal(("de", "Captions", "Replace"), (panel.Find("#caption-language").GetAttribute("value"), panel.Find("#caption-kind").GetAttribute("value"), panel.Find("form .btn").TextContent));
        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("1\n00:03,000 --> 00:04,000\nA\n\n2\n00:05,000 --> 00:06,000\nB", "better.srt"));
        panel.Find("form").Submit();

        panel.WaitForAssertion(() => Assert.Equal("better.srt: 2 captions, the last until 0:06", panel.Find("li p").TextContent), Patience);
        Assert.Equal("The captions are replaced: German.", panel.Find("[role=status] p").TextContent);

        await panel.InvokeAsync(() => panel.FindAll("li button")[1].Click());
        Assert.Single(panel.FindAll("li p.small"));
        await panel.InvokeAsync(() => panel.Find("li .btn.bad").Click());
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("li")), Patience);
    }

    [Fact]
    public async Task Captions_that_go_on_after_the_end_of_a_shorter_video_are_pointed_out()
    {
        var film = await FilmAsync();
        await world.SaveAsync(CaptionTrack.Of(film.Id, "de", CaptionKind.Subtitles, "long.srt", CaptionFile.Read("1\n09:00,000 --> 09:01,000\nSalt"u8, null).Value, world.Now).Value);

        var panel = Open(film);

        Assert.Equal("These captions go on after the end of the film (4:12). Do they belong to another cut?", panel.Find("li .notice.warn").TextContent);
    }

    [Fact]
    public async Task Captions_of_a_chosen_film_can_be_seen_and_not_changed()
    {
        var film = await FilmAsync();
        await world.SaveAsync(CaptionTrack.Of(film.Id, "de", CaptionKind.Subtitles, "salt.srt", CaptionFile.Read(Encoding.UTF8.GetBytes(Srt), null).Value, world.Now).Value);
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

    [Fact]
    public async Task To_anybody_else_it_shows_nothing()
    {
        var film = await FilmAsync();

        Assert.Equal("", Open(film, (await world.PersonAsync("Bo")).UserId).Markup.Trim());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) world.Dispose();
    }

    private static void Add(IRenderedComponent<CaptionPanel> panel, string language, CaptionKind kind, string text)
    {
        panel.Find("button").Click();
        panel.Find("#caption-language").Change(language);
        panel.Find("#caption-kind").Change(kind.ToString());
        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "salt.srt"));
        panel.Find("form").Submit();
    }

    private async Task<Film> FilmAsync() => await world.FilmAsync(await world.PersonAsync());

    private IRenderedComponent<CaptionPanel> Open(Film film, Guid? viewer = null)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, (viewer ?? film.OwnerId).ToString())], "test"));
        return Render<CaptionPanel>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who)))
            .Add(panel => panel.FilmId, film.Id));
    }
}
