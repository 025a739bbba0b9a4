using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Marks;

/// <summary>What is marked before anybody watches, for whom, and how long it is kept.</summary>
public sealed class MarkAheadTests : IDisposable
{
    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=24000/1001 -t 13 -c:v libx264 -preset veryfast -bf 2 -g 96 -pix_fmt yuv420p";

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-ahead-").FullName;
    private readonly LocalDiskStorage storage;
    private readonly FfmpegTool tool = new(Options.Create(new MediaOptions()), NullLoggerFactory.Instance);
    private readonly DataFolder data;
    private readonly MediaSigner signer;
    private Jury jury = default!;
    private MarkedCopies copies = default!;
    private MarkBurner burner = default!;
    private ScreenerFiles screeners = default!;
    private PlaybackGrants grants = default!;
    private readonly MarkReports reports;
    private MarkAhead marks = default!;

    public MarkAheadTests()
    {
        data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = folder });
        storage = new LocalDiskStorage(Options.Create(new StorageOptions()), data);
        reports = new MarkReports(storage);
        signer = new MediaSigner(Options.Create(new MediaOptions { SigningKey = Convert.ToBase64String(new byte[32]) }), data);
    }

    public void Dispose()
    {
        screeners?.Dispose();
        burner?.Dispose();
        jury?.Dispose();
        storage.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_juror_who_has_a_film_to_judge_finds_the_mark_in_all_of_it()
    {
        var asset = await BeginAsync();
        var count = HlsList.Read(await PlaylistAsync(asset, jury.Juror, TimeSpan.FromHours(4))).Count;

        await marks.RunAsync(default);
        Forget();

        foreach (var juror in new[] { jury.Juror, jury.Other })
        {
            var names = HlsList.Read(await PlaylistAsync(asset, juror, TimeSpan.FromHours(6))).Select(segment => segment.Name).ToList();
            Assert.Equal(count, names.Count);
            Assert.All(names, name => Assert.StartsWith("m", name, StringComparison.Ordinal));
        }

        var clean = Enumerable.Range(0, count).First(index => index != ScreenerFilm.OffsetOf(grants.CodeFor(jury.Juror.UserId, asset)) % count);
        Assert.Equal(404, await StatusAsync(asset, TimeSpan.FromHours(6), clean));

        // Whoever began before goes on with the segments that the playlist named.
        Assert.Equal(200, await StatusAsync(asset, TimeSpan.FromHours(4), clean));
    }

    [Fact]
    public async Task Whoever_opens_the_film_just_after_its_copy_is_whole_and_is_told_of_clean_segments_gets_them()
    {
        var asset = await BeginAsync();
        var justAfter = PlaybackGrants.LongestScreening + TimeSpan.FromSeconds(10);
        _ = await PlaylistAsync(asset, jury.Juror, justAfter);
        await marks.RunAsync(default);

        // The server remembers the playlist of before.
        var told = HlsList.Read(await PlaylistAsync(asset, jury.Juror, justAfter)).Select(segment => segment.Name).First(name => name[0] == 's');
        Forget();

        Assert.Equal(200, await StatusAsync(asset, justAfter, int.Parse(told[1..6], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_film_that_is_still_being_made_is_not_said_to_be_marked_as_a_whole()
    {
        var asset = await BeginAsync();
        var (master, list) = ($"{MediaPaths.Made(asset)}/hls/master.m3u8", $"{MediaPaths.Made(asset)}/hls/0/i.m3u8");
        var (wholeMaster, wholeList) = (await File.ReadAllTextAsync(storage.LocalFile(master)!), await File.ReadAllTextAsync(storage.LocalFile(list)!));
        await WriteAsync(master, Encoding.UTF8.GetBytes(wholeMaster.Replace("#EXT-X-INDEPENDENT-SEGMENTS\n", HlsList.MasterHead(isGrowing: true)["#EXTM3U\n#EXT-X-VERSION:7\n".Length..], StringComparison.Ordinal)));
        await WriteAsync(list, Encoding.UTF8.GetBytes(HlsList.Write("init_0.mp4", [.. HlsList.Read(wholeList).Take(1)], isGrowing: true)));

        await marks.RunAsync(default);
        Forget();
        var growing = await PlaylistAsync(asset, jury.Juror, TimeSpan.FromHours(6));
        await WriteAsync(master, Encoding.UTF8.GetBytes(wholeMaster));
        await WriteAsync(list, Encoding.UTF8.GetBytes(wholeList));
        Forget();

        Assert.Equal(["m00000.m4s"], HlsList.Read(growing).Select(segment => segment.Name));
        Assert.Contains("\ns0", await PlaylistAsync(asset, jury.Juror, TimeSpan.FromHours(6)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_waits_to_be_processed_comes_first()
    {
        var asset = await BeginAsync();
        var waiting = MediaAsset.Announce((await jury.World.FilmAsync(jury.Artist, "Next")).Id, jury.Artist.UserId, "next.mp4", 1, "next", jury.World.Now).Value;
        _ = waiting.Complete([ProcessingStages.Verify]);
        await jury.World.SaveAsync(waiting);

        await marks.RunAsync(default);
        Forget();

        var report = (await reports.ReadAsync(default))!;
        Assert.Equal((true, 0, asset), (report.IsWaiting, report.Made, report.UnderWay!.AssetId));
        Assert.Contains("\ns0", await PlaylistAsync(asset, jury.Juror, TimeSpan.FromHours(6)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_how_far_the_copies_are_what_failed_and_why_and_has_it_tried_again()
    {
        var asset = await BeginAsync();
        var administrator = await jury.World.AdministratorAsync();
        var queries = new MarkQueries(jury.World.Store, reports);
        var service = new MarkService(jury.World.Store, reports, NoWake.Of());
        var last = $"{MediaPaths.Made(asset)}/hls/0/{(await screeners.FilmAsync(asset, default))!.Segments[^1].Name}";
        var bytes = await File.ReadAllBytesAsync(storage.LocalFile(last)!);
        await WriteAsync(last, "no film"u8.ToArray());

        await marks.RunAsync(default);
        var failed = (await queries.ReadAsync(administrator, default))!;
        await WriteAsync(last, bytes);
        await marks.RunAsync(default);
        var resting = (await queries.ReadAsync(administrator, default))!;
        Assert.Equal(Refusals.Forbidden, (await service.TryAgainAsync(jury.Organiser, default)).Refusal);
        Assert.True((await service.TryAgainAsync(administrator, default)).Succeeded);
        await marks.RunAsync(default);
        var whole = (await queries.ReadAsync(administrator, default))!;

        Assert.Null(await queries.ReadAsync(jury.Organiser, default));
        Assert.Equal((2, 0, 2, 2), (failed.Awaited, failed.Made, failed.Troubles.Count, resting.Troubles.Count));
        Assert.All(failed.Troubles, trouble => Assert.Equal((1, jury.World.Now.AddMinutes(1), false), (trouble.Attempts, trouble.NotBefore, trouble.Complaint.Length == 0)));
        Assert.All(failed.Troubles, trouble => Assert.False(trouble.Film.Length == 0 || trouble.Juror.Length == 0));
        Assert.Equal((2, 2, 0), (whole.Awaited, whole.Made, whole.Troubles.Count));
    }

    [Fact]
    public async Task Copies_go_when_the_round_is_over_and_an_onlookers_after_a_week()
    {
        var asset = await BeginAsync();
        await marks.RunAsync(default);
        await burner.EnsureAsync((await screeners.FilmAsync(asset, default))!.ToMark(asset, jury.Organiser.UserId, grants.CodeFor(jury.Organiser.UserId, asset), 0), default);

        await marks.SweepAsync(default);
        Assert.Equal(3, await CountAsync());

        // The round closes in 13 days.
        jury.World.Clock.Advance(TimeSpan.FromDays(8));
        await marks.SweepAsync(default);
        Assert.Equal(2, await CountAsync());
        jury.World.Clock.Advance(TimeSpan.FromDays(6));
        await marks.SweepAsync(default);
        Assert.Equal(0, await CountAsync());
        Assert.NotNull(await storage.LengthAsync($"{MediaPaths.Made(asset)}/hls/master.m3u8", default));
    }

    [Fact]
    public async Task Nothing_is_made_for_jurors_who_recused_themselves_or_left_the_panel()
    {
        var asset = await BeginAsync();
        Assert.Equal([(jury.Juror.UserId, asset), (jury.Other.UserId, asset)], (await AwaitedAsync()).Order());

        await using (var db = jury.World.Store.CreateDbContext())
        {
            var card = await db.Scorecards.SingleAsync(each => db.Assignments.Any(given => given.Id == each.AssignmentId && given.JurorId == jury.Juror.UserId));
            Assert.True(card.Recuse("A friend's film.", jury.Round.Window, jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal([(jury.Other.UserId, asset)], await AwaitedAsync());
        await using (var db = jury.World.Store.CreateDbContext())
        {
            var round = await db.JudgingRounds.Include(each => each.Panel).SingleAsync();
            Assert.True(round.RemoveJuror(jury.Other.UserId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Empty(await AwaitedAsync());
    }

    private async Task WriteAsync(string path, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await storage.WriteAsync(path, content, default);
    }

    private async Task<List<(Guid, Guid)>> AwaitedAsync() =>
        [.. (await new AwaitedFilms(jury.World.Store, jury.World.Clock).ReadAsync(default)).Select(each => (each.JurorId, each.AssetId))];

    private async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var _ in copies.ListAsync(default)) count++;
        return count;
    }

    private OpenedGrant Grant(Guid asset, Actor viewer, TimeSpan left) =>
        new(asset, viewer.UserId, PlaybackPurpose.Screener, jury.World.Now + left, grants.CodeFor(viewer.UserId, asset));

    private async Task<string> PlaylistAsync(Guid asset, Actor viewer, TimeSpan left) =>
        (await screeners.FindAsync(Grant(asset, viewer, left), await FolderAsync(asset, viewer, left) + "i.m3u8", default)).Text!;

    private async Task<int> StatusAsync(Guid asset, TimeSpan left, int segment) =>
        (await screeners.FindAsync(Grant(asset, jury.Juror, left), $"{await FolderAsync(asset, jury.Juror, left)}s{segment:D5}.m4s", default)).Status;

    private async Task<string> FolderAsync(Guid asset, Actor viewer, TimeSpan left) =>
        "hls/" + (await screeners.FindAsync(Grant(asset, viewer, left), "hls/master.m3u8", default)).Text!.TrimEnd().Split('\n')[^1].Replace("i.m3u8", "", StringComparison.Ordinal);

    /// <summary>What is remembered for some seconds is read anew.</summary>
    private void Forget()
    {
        screeners.Dispose();
        screeners = new ScreenerFiles(storage, burner, copies, new DescribedSounds(new DescriptionQueries(jury.World.Store), TestTexts.Make()), signer);
    }

    /// <summary>A film that plays and that two jurors were given.</summary>
    private async Task<Guid> BeginAsync()
    {
        jury = await Jury.SitAsync();
        var world = jury.World;
        copies = new MarkedCopies(storage, world.Clock);
        burner = new MarkBurner(world.Store, storage, copies, tool, world.Clock, NullLogger<MarkBurner>.Instance);
        screeners = new ScreenerFiles(storage, burner, copies, new DescribedSounds(new DescriptionQueries(world.Store), TestTexts.Make()), signer);
        grants = new PlaybackGrants(signer, world.Revocations, world.Clock);
        marks = new MarkAhead(world.Store, new AwaitedFilms(world.Store, world.Clock), screeners, burner, copies, grants, reports, tool, new ChangeFeed(), world.Clock, NullLogger<MarkAhead>.Instance);

        var (_, _, submission) = await jury.GivenAsync();
        await using var db = world.Store.CreateDbContext();
        var asset = (await db.Films.SingleAsync(film => film.Id == submission.FilmId)).VideoId!.Value;
        Assert.Equal(SubmissionState.InReview, (await jury.ReadAsync(submission)).State);
        var bytes = Clips.Made("ahead.mp4", Picture);
        using (var content = new MemoryStream(bytes)) await storage.WriteAsync(MediaPaths.Source(asset), content, default);
        var staged = await new StageWork(storage, new Vault(storage), [new HashInspector()], tool, data).RunAsync(new StageOrder(asset, ProcessingStages.First, bytes.Length, Digest: null), default);
        Assert.True(staged.Succeeded);
        return asset;
    }
}
