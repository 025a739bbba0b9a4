using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>The player by itself: an element that needs its script and an address, and no circuit.</summary>
public sealed class FilmPlayerTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Captioned = "The Lighthouse Keeper’s Ear";

    [Fact]
    public async Task It_plays_on_a_static_page_with_captions_small_pictures_speed_and_keys()
    {
        var page = await StaticPageAsync(watermark: null);

        await page.Locator("film-player button.start").ClickAsync();
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 0.3");
        await page.UntilAsync("[...document.querySelector('film-player').video.textTracks].some(track => track.label === 'thumbnails' && track.cues?.length > 0)");
        await page.Locator("film-player media-play-button").FocusAsync();

        await page.Keyboard.PressAsync("c");
        await page.UntilAsync("[...document.querySelector('film-player').video.textTracks].some(track => track.mode === 'showing' && track.cues?.length > 0)");
        await page.Keyboard.PressAsync(">");
        await page.UntilAsync("document.querySelector('film-player').video.playbackRate === 1.25");
        await page.Keyboard.PressAsync("m");
        await page.UntilAsync("document.querySelector('film-player').video.muted");
        await page.Keyboard.PressAsync("k");
        await page.UntilAsync("document.querySelector('film-player').video.paused");
        var before = await page.EvaluateAsync<double>("() => document.querySelector('film-player').video.currentTime");
        await page.Keyboard.PressAsync("l");
        await page.UntilAsync($"document.querySelector('film-player').video.currentTime > {before.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} + 1");

        await page.Locator("film-player media-time-range").HoverAsync();
        await page.UntilAsync("document.querySelector('film-player').shadowRoot.querySelector('media-controller').hasAttribute('mediapreviewimage')");
    }

    [Fact]
    public async Task A_screener_bears_its_mark_and_leaves_it_behind_in_no_window_of_its_own()
    {
        var page = await StaticPageAsync(watermark: "Jonas Lind 7KQ2ZV");

        await page.Locator("film-player button.start").ClickAsync();
        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 0.3");

        await Expect(page.Locator("film-player .mark")).ToHaveTextAsync("Jonas Lind 7KQ2ZV");
        await Expect(page.Locator("film-player media-pip-button")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Where_scripts_are_given_no_media_sources_the_browsers_own_player_plays_the_list_and_its_captions()
    {
        var page = await StaticPageAsync(watermark: null, before: "for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) delete window[name];");

        await page.Locator("film-player button.start").ClickAsync();

        await page.UntilAsync("document.querySelector('film-player').video.currentTime > 0.3");
        Assert.EndsWith("/hls/master.m3u8", await page.EvaluateAsync<string>("() => document.querySelector('film-player').video.currentSrc"), StringComparison.Ordinal);
        await page.Locator("film-player media-play-button").FocusAsync();
        await page.Keyboard.PressAsync("c");
        await page.UntilAsync("[...document.querySelector('film-player').video.textTracks].some(track => track.mode === 'showing' && track.cues?.length > 0)");
    }

    /// <summary>A visitor's page with the element in it, for a film whose address its artist handed on. The page never opens a circuit.</summary>
    private async Task<IPage> StaticPageAsync(string? watermark, string? before = null)
    {
        var artist = await Browser.SignedInAsync("artist@demo.test");
        await artist.GotoAsync("/workspace/films");
        await artist.GetByRole(AriaRole.Link, new() { Name = Captioned }).ClickAsync();
        var source = await artist.Locator("film-player").GetAttributeAsync("src");

        var page = await Browser.OpenAsync();
        page.WebSocket += (_, socket) => Assert.Fail($"A circuit was opened: {socket.Url}");
        if (before is not null) await page.AddInitScriptAsync(before);
        await page.GotoAsync("/");
        await page.EvaluateAsync(
            """
            async film => {
              await import('/js/film-player.js');
              const player = document.createElement('film-player');
              for (const [name, value] of Object.entries(film)) if (value) player.setAttribute(name, value);
              player.style.display = 'block';
              player.style.height = '300px';
              document.querySelector('main').prepend(player);
            }
            """,
            new { src = source, title = Captioned, watermark });
        return page;
    }
}
