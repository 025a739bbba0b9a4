using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What an artist sees of a video in each of its states. What the script does while it sends, the browser tests see.</summary>
public sealed class UploadPanelTests : BunitContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private readonly ChangeFeed feed = new();
    private readonly MediaOptions options = new() { SigningKey = Convert.ToBase64String(new byte[32]) };
    private int changes;

    public UploadPanelTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(world.Store);
        Services.AddSingleton(Options.Create(options));
        var temporary = Path.GetTempPath();
        Services.AddSingleton(new DataFolder(Options.Create(new DataFolderOptions { Folder = temporary }), new HostingEnvironment { ContentRootPath = temporary }));
        Services.AddSingleton<MediaSigner>();
        Services.AddSingleton(world.Revocations);
        Services.AddSingleton<PlaybackGrants>();
        Services.AddSingleton<UploadQueries>();
        Services.AddSingleton<FfmpegTool>();
        Services.AddSingleton(feed);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task At_first_it_asks_for_a_file()
    {
        var panel = Open(await FilmAsync());

        Assert.Equal("Choose a video file", panel.Find("label.drop strong").TextContent);
        Assert.True(panel.Find("[data-part=sending]").HasAttribute("hidden"));
        Assert.Empty(panel.FindAll(".notice:not([hidden])"));
    }

    [Fact]
    public async Task An_upload_that_was_broken_off_names_the_file_to_choose_again()
    {
        var panel = Open(await FilmAsync(_ => { }));

        Assert.Equal("An upload is waiting. salt.mov was not sent completely. Choose the same file again: what has arrived is kept.", Words(panel, ".waiting"));
    }

    [Fact]
    public async Task Processing_shows_each_stage_and_how_far_it_is()
    {
        var panel = Open(await FilmAsync(video => Process(video, done: 3, percent: 40)));

        Assert.Equal(
            [
                "done: See whether the file is whole Done", "done: Check that every byte arrived Done", "done: Read length, size and sound Done", "running: Take a still 40 %",
                "waiting: Make a first version that plays Waiting", "waiting: Make versions for every screen Waiting", "waiting: Make the preview of places in the film Waiting",
                "waiting: Look and listen for oversights Waiting",
            ],
            panel.FindAll(".stages li").Select(stage => $"{stage.ClassName}: {string.Join(' ', stage.QuerySelectorAll("span").Select(span => span.TextContent))}"));
        Assert.Equal("40", panel.Find(".stages progress").GetAttribute("value"));
        Assert.True(panel.Find(".sender").HasAttribute("hidden"));
    }

    [Fact]
    public async Task A_stage_that_moves_on_is_seen_without_a_reload()
    {
        var film = await FilmAsync(video => Process(video, done: 3, percent: 40));
        var panel = Open(film);

        await ChangeAsync(film, video => video.Stages.Single(stage => stage.Name == ProcessingStages.Poster).Finish(world.Now));

        panel.WaitForAssertion(() => Assert.Equal(4, panel.FindAll(".stages .done").Count), Patience);
    }

    [Fact]
    public async Task A_stage_that_moves_on_at_another_server_is_seen_too()
    {
        var elsewhere = new ChangeFeed();
        var (there, here) = (new ChangeRelay(elsewhere, world.Store, world.Clock), new ChangeRelay(feed, world.Store, world.Clock));
        await here.ExchangeAsync(default);
        var film = await FilmAsync(video => Process(video, done: 3, percent: 40));
        var panel = Open(film);

        await ChangeAsync(film, video => video.Stages.Single(stage => stage.Name == ProcessingStages.Poster).Finish(world.Now), elsewhere);
        await there.ExchangeAsync(default);
        await here.ExchangeAsync(default);

        panel.WaitForAssertion(() => Assert.Equal(4, panel.FindAll(".stages .done").Count), Patience);
    }

    [Fact]
    public async Task A_film_that_becomes_ready_is_shown_with_its_facts_and_the_page_is_told()
    {
        var film = await FilmAsync(video => Process(video, done: 4, percent: 99));
        var panel = Open(film);

        await ChangeAsync(film, video =>
        {
            video.RecordHash(new string('a', 64));
            video.RecordFacts(new MediaFacts(new TimeSpan(0, 4, 12), 1920, 1080, 24, "mov,mp4", "prores", "pcm_s24le", 2, 100_000_000));
            video.RecordFindings([new MediaFinding(FindingKind.Black, TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(10), 0), new MediaFinding(FindingKind.Loudness, TimeSpan.Zero, TimeSpan.Zero, -9.5)]);
            video.MarkReady(world.Now);
        });

        panel.WaitForAssertion(() => Assert.Equal("Salt Index", panel.Find("film-player").GetAttribute("title")), Patience);
        Assert.Contains("4:12 · 1920 × 1080 · 24 frames a second · prores", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("Replace the video", panel.Find("label.drop strong").TextContent);
        Assert.Contains("Your film plays already.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(
            ["The picture is black from 1:02 to 1:12. Look in your edit for a gap or for footage that it did not find, and export again.", "The sound is very loud: -9.5 LUFS on average. Cinemas expect about -23; consider mixing it lower."],
            panel.FindAll("details:not(.receipt) ul.small li").Select(item => item.TextContent));
        Assert.Single(panel.FindAll(".receipt"));
        panel.WaitForAssertion(() => Assert.Equal(1, changes), Patience);
    }

    [Fact]
    public async Task A_file_that_was_checked_has_a_receipt_with_its_name_bytes_hash_and_time()
    {
        var waiting = Open(await FilmAsync(video => Process(video, done: 0, percent: 40)));
        var panel = Open(await FilmAsync(video =>
        {
            Process(video, done: 2, percent: 40);
            video.RecordHash(new string('a', 64));
        }));

        panel.WaitForAssertion(() => Assert.Single(panel.FindAll(".receipt")), Patience);
        Assert.Empty(waiting.FindAll(".receipt"));
        Assert.Equal(
            ["File: salt.mov", "Bytes: 1,000", $"SHA-256: {new string('a', 64)}", "Received and checked: 2 Mar 2026, 12:00:00 UTC"],
            panel.FindAll(".receipt dl div").Select(row => $"{row.QuerySelector("dt")!.TextContent}: {row.QuerySelector("dd")!.TextContent}"));
    }

    [Fact]
    public async Task A_refused_file_is_named_with_the_reason_and_another_may_be_chosen()
    {
        var panel = Open(await FilmAsync(video => video.Reject("Media.NoVideo")));

        Assert.Equal("This file cannot be shown: salt.mov. There is no picture in this file, only sound or something else. Send the film with its picture.", Words(panel, "[role=alert].bad:not([hidden])"));
        Assert.Equal("Choose another file", panel.Find("label.drop strong").TextContent);
    }

    [Fact]
    public async Task A_failure_of_ours_is_not_blamed_on_the_file()
    {
        var panel = Open(await FilmAsync(video => video.Fail("Media.ProcessingFailed")));

        Assert.Equal("Processing failed: salt.mov. Something went wrong on our side. Your file is safe; an administrator can run it again.", Words(panel, "[role=alert].bad:not([hidden])"));
    }

    [Fact]
    public async Task The_script_is_told_whether_the_panel_shows_why_this_upload_ended()
    {
        var film = await FilmAsync(video => video.Reject("Media.NotVideo"));
        var panel = Open(film);
        await using var db = world.Store.CreateDbContext();
        var asset = await db.MediaAssets.SingleAsync();

        Assert.True(await panel.InvokeAsync(() => panel.Instance.UploadEndedAsync(asset.Id)));
        Assert.False(await panel.InvokeAsync(() => panel.Instance.UploadEndedAsync(null)));
        Assert.False(await panel.InvokeAsync(() => panel.Instance.UploadEndedAsync(film.Id)));
    }

    [Fact]
    public async Task Where_ffmpeg_is_missing_it_says_so_before_anything_is_sent()
    {
        options.FfmpegFolder = "/nowhere";

        var panel = Open(await FilmAsync());

        Assert.Contains("apt-get install ffmpeg", panel.Find(".notice.warn").TextContent, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) world.Dispose();
    }

    private static string Words(IRenderedComponent<UploadPanel> panel, string selector) => string.Join(' ', panel.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Process(MediaAsset video, int done, int percent)
    {
        Assert.True(video.Complete(ProcessingStages.Names).Succeeded);
        foreach (var stage in video.Stages.Take(done)) stage.Finish(world.Now);
        video.Stages[done].Claim(ProcessingStages.VersionOf(video.Stages[done].Name), null, world.Now, TimeSpan.FromMinutes(1));
        video.Stages[done].Report(percent, world.Now, TimeSpan.FromMinutes(1));
    }

    /// <summary>A film, with a video in the state that <paramref name="become"/> brings it to, or none.</summary>
    private async Task<Film> FilmAsync(Action<MediaAsset>? become = null)
    {
        var owner = await world.PersonAsync();
        var film = Film.Create(owner.UserId, new FilmDetails("Salt Index", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), world.Now).Value;
        await world.SaveAsync(film);
        if (become is null) return film;

        var video = MediaAsset.Announce(film.Id, owner.UserId, "salt.mov", 1000, "fingerprint", world.Now).Value;
        become(video);
        await world.SaveAsync(video);
        return film;
    }

    private async Task ChangeAsync(Film film, Action<MediaAsset> change, ChangeFeed? told = null)
    {
        await using var db = world.Store.CreateDbContext();
        var video = await db.MediaAssets.SingleAsync(asset => asset.FilmId == film.Id);
        change(video);
        if (video.State == MediaState.Ready) (await db.Films.SingleAsync(candidate => candidate.Id == film.Id)).ShowVideo(video.Id);
        await db.SaveChangesAsync();
        (told ?? feed).Tell(film.Id);
    }

    private IRenderedComponent<UploadPanel> Open(Film film)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, film.OwnerId.ToString())], "test"));
        return Render<UploadPanel>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(who)))
            .Add(panel => panel.FilmId, film.Id)
            .Add(panel => panel.Changed, EventCallback.Factory.Create(this, () => changes++)));
    }
}
