using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Browser.Tests.Support;
using Showcase.Domain.Media;
using static Microsoft.Playwright.Assertions;

namespace Showcase.Browser.Tests;

/// <summary>Files and folders that are dragged from the desktop: on a film's own page, and where several films are made.</summary>
public sealed class DroppedFilesTests(BrowserFixture browser) : BrowserTest(browser), IDisposable
{
    private const string Artist = "artist@demo.test";

    private readonly Clips clips = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("showcase-drop-");

    public void Dispose()
    {
        clips.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_becomes_a_film_for_each_video_however_deep_and_however_much_else_is_in_it()
    {
        var deep = folder.CreateSubdirectory("Festival 2026").CreateSubdirectory("final cuts");
        folder.CreateSubdirectory("nothing in here");
        // Browsers give a hundred entries of a folder at a time.
        foreach (var number in Enumerable.Range(0, 250)) await File.WriteAllTextAsync(Path.Combine(deep.FullName, $"take {number:000}.txt"), "A note and no film.");
        await PutAsync(deep, "slow_river.mov");
        await PutAsync(deep, "Zenith.at.noon.mov");
        var page = await Browser.SignedInAsync(Artist);
        await page.GotoAsync("/workspace/films");
        await page.GetByLabel("Country of these films").SelectOptionAsync("NO");

        await page.Locator(".zone").DropAsync(folder.FullName);

        var lines = page.Locator("[data-part=lines] li");
        await Expect(lines).ToHaveCountAsync(2);
        Assert.Equal(["Zenith.at.noon.mov", "slow_river.mov"], (await lines.Locator("a").AllInnerTextsAsync()).Order(StringComparer.Ordinal));
        await Expect(lines.Nth(0)).ToContainTextAsync("Everything has arrived.");
        await Expect(lines.Nth(1)).ToContainTextAsync("Everything has arrived.");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "slow river", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Zenith at noon", Exact = true })).ToBeVisibleAsync();
        await using var db = Browser.Server.OpenDatabase();
        Assert.Equal(2, await db.Films.CountAsync(film => film.Title == "slow river" || film.Title == "Zenith at noon"));
        Assert.False(await db.Films.AnyAsync(film => film.Title.StartsWith("take ")));
    }

    [Fact]
    public async Task Of_several_films_dropped_on_the_page_of_one_none_is_sent_before_the_artist_says_which()
    {
        var (morning, evening) = (await PutAsync(folder, "morning.mov"), await PutAsync(folder, "evening.mov"));
        var page = await Browser.SignedInAsync(Artist);
        await Newcomer.CreateFilmAsync(page, "Two Times of Day");
        var begun = 0;
        page.Request += (_, request) => { if (request.Url.Contains("/media/uploads", StringComparison.Ordinal) && request.PostData?.Contains("fingerprint", StringComparison.Ordinal) == true) begun++; };

        await page.Locator("label.drop").DropAsync(morning, evening);

        await Expect(page.GetByText("A film has one file, and these are 2. Nothing is sent yet. Which one is this film?")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To make several films at once, go to My films." })).ToHaveAttributeAsync("href", "/workspace/films#films-many");
        await Expect(page.GetByText("Choose a video file")).ToBeVisibleAsync();
        Assert.Equal(0, begun);
        await page.GetByRole(AriaRole.Button, new() { Name = "evening.mov" }).ClickAsync();
        await Expect(page.GetByText("A film has one file")).ToBeHiddenAsync();
        await UntilSentAsync("evening.mov");
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task A_film_dropped_with_its_captions_is_sent_and_the_captions_are_said_not_to_be_taken()
    {
        var film = await PutAsync(folder, "with words.mov");
        var captions = Path.Combine(folder.FullName, "a with words.srt");
        await File.WriteAllTextAsync(captions, "1\n00:00:00,000 --> 00:00:01,000\nHello.\n");
        var page = await Browser.SignedInAsync(Artist);
        await Newcomer.CreateFilmAsync(page, "With Words");
        var traffic = await BlockTraffic.WatchAsync(page);
        traffic.Hold(_ => true);

        await page.Locator("label.drop").DropAsync(captions, film);

        await Until.TrueAsync(() => traffic.Held > 0, "the film is sent");
        await Expect(page.GetByText("Not taken: a with words.srt. A film has one file; captions and stills have places of their own on this page.")).ToBeVisibleAsync();
        await Expect(page.GetByText("go to My films")).ToBeHiddenAsync();
        await traffic.ReleaseAsync();
        await UntilSentAsync("with words.mov");
    }

    [Fact]
    public async Task A_folder_dropped_on_a_films_page_is_not_sent_and_is_told_where_it_belongs()
    {
        await PutAsync(folder, "inside.mov");
        var page = await Browser.SignedInAsync(Artist);
        await Newcomer.CreateFilmAsync(page, "A Folder");

        await page.Locator("label.drop").DropAsync(folder.FullName);

        await Expect(page.GetByText("This is a folder, and a film has one file. Nothing was sent: drop the file itself.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To make several films at once, go to My films." }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Several films at once" })).ToBeInViewportAsync();
    }

    private Task UntilSentAsync(string name) => Until.TrueAsync(
        async () =>
        {
            await using var db = Browser.Server.OpenDatabase();
            return await db.MediaAssets.AnyAsync(asset => asset.FileName == name && (asset.State == MediaState.Processing || asset.State == MediaState.Ready));
        },
        $"{name} has arrived");

    /// <summary>A film that is like no other: one whose content has arrived before is not sent again.</summary>
    private async Task<string> PutAsync(DirectoryInfo place, string name)
    {
        var file = Path.Combine(place.FullName, name);
        File.Move(await clips.MakeAsync(name, seconds: 1, "320x180", coarseness: 20), file);
        await Clips.PadAsync(file, size: 4_000_000);
        return file;
    }
}
