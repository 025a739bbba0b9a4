using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Who is next, who is dropped, and what is written down of it.</summary>
public sealed class ProcessingWorkerTests : IDisposable
{
    private readonly World world = new();
    private readonly WorkFolder folder;
    private readonly LocalDiskStorage storage;
    private readonly MediaOptions options = new();
    private readonly ProcessingWorker worker;
    private readonly JobQueries queries;
    private readonly JobService service;

    public ProcessingWorkerTests()
    {
        folder = new WorkFolder(options);
        storage = folder.Storage;
        var feed = new ChangeFeed();
        worker = new ProcessingWorker(world.Store, folder.Work(), new GalleryOrders(world.Store), folder.Tool, new Vault(storage), TestVersionMails.Make(), feed, world.Clock, Options.Create(options), NullLogger<ProcessingWorker>.Instance);
        queries = new JobQueries(world.Store, world.Clock);
        service = new JobService(world.Store, NoWake.Of(), feed, world.Clock);
    }

    public void Dispose()
    {
        world.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_film_goes_through_all_stages_and_each_run_is_written_down()
    {
        var administrator = await world.AdministratorAsync();
        var asset = await SendAsync(await FilmAsync(), Clips.Film);

        await worker.RunAsync(default);

        var done = await FindAsync(asset);
        Assert.Equal(MediaState.Ready, done.State);
        Assert.All(done.Stages, stage => Assert.Equal((StageState.Done, 1, 100), (stage.State, stage.Attempts, stage.Progress)));
        Assert.Equal(done.Sha256, done.Stages.Single(stage => stage.Name == ProcessingStages.Ladder).SourceDigest);
        var runs = await queries.RunsAsync(administrator, asset, default);
        Assert.Equal(ProcessingStages.Names.Reverse(), runs.Select(run => run.Stage));
        Assert.All(runs, run => Assert.Equal(RunOutcome.Done, run.Outcome));
        Assert.Empty(await queries.RunsAsync(await world.PersonAsync(), asset, default));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "work", $"{asset:N}")));
    }

    [Fact]
    public async Task What_the_probe_sees_in_the_pictures_is_known_to_the_stages_after_it()
    {
        var asset = await SendAsync(await FilmAsync(), Clips.Made("mislabelled.mp4", StagedFilm.Mislabelled));

        await worker.RunAsync(default);

        var done = await FindAsync(asset);
        Assert.Equal((MediaState.Ready, true), (done.State, done.Facts!.IsInterlaced));
        Assert.Equal([FindingKind.Interlaced, FindingKind.Loudness], done.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public async Task A_film_that_must_be_made_anew_plays_from_its_beginning_and_fails_where_the_rest_of_it_cannot_be_made()
    {
        var administrator = await world.AdministratorAsync();
        var asset = await SendAsync(await FilmAsync(), Clips.Made("long.mov", "-f lavfi -i testsrc2=s=320x180:r=24 -f lavfi -i sine=f=440:r=48000 -t 8 -c:v mjpeg -q:v 8 -pix_fmt yuvj420p -c:a pcm_s16le"));
        await ChangeAsync(asset, changed => changed.Stages.Single(stage => stage.Name == ProcessingStages.Ladder).Claim(ProcessingStages.VersionOf(ProcessingStages.Ladder), null, world.Now, TimeSpan.FromSeconds(30)));
        await worker.RunAsync(default);
        var playing = await FindAsync(asset);

        await ChangeAsync(asset, changed => changed.GiveUp("Media.ProcessingFailed"));
        var failed = await FindAsync(asset);
        await ChangeAsync(asset, changed => changed.Stages.Single(stage => stage.Name == ProcessingStages.Ladder).Fail(FailureKind.Permanent, "broken", world.Now));
        Assert.True((await service.RunAgainAsync(administrator, asset, default)).Succeeded);
        await worker.RunAsync(default);
        var whole = await FindAsync(asset);

        Assert.Equal((MediaState.Ready, true), (playing.State, playing.IsGrowing));
        Assert.Equal(MediaState.Failed, failed.State);
        Assert.Equal((MediaState.Ready, false, (string?)null), (whole.State, whole.IsGrowing, whole.Problem));
        Assert.False(whole.IsUnderWay);
    }

    [Fact]
    public async Task A_file_that_is_gone_fails_at_once_and_says_so_in_the_log()
    {
        var administrator = await world.AdministratorAsync();
        var asset = await SendAsync(await FilmAsync(), Clips.Film);
        await ChangeAsync(asset, changed => First(changed).Finish(world.Now));
        await storage.DeleteAsync(MediaPaths.Original(asset), default);

        await worker.RunAsync(default);

        Assert.Equal((MediaState.Failed, "Media.ProcessingFailed"), ((await FindAsync(asset)).State, (await FindAsync(asset)).Problem));
        var run = Assert.Single(await queries.RunsAsync(administrator, asset, default));
        Assert.Equal((ProcessingStages.Verify, RunOutcome.Failed), (run.Stage, run.Outcome));
        Assert.False(string.IsNullOrEmpty(run.Complaint));
    }

    [Fact]
    public async Task A_film_whose_deadline_is_today_goes_first()
    {
        var edition = await world.EditionAsync();
        var call = await world.OpenCallAsync(edition);
        var (early, urgent) = (await FilmAsync(), await FilmAsync());
        await SendAsync(early, Clips.Film);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var hurried = await SendAsync(urgent, Clips.Film);
        await world.SaveAsync(Domain.Submissions.Submission.Draft(edition.Id, call.Categories[0].Id, urgent.Id, urgent.OwnerId, world.Now));

        Assert.Equal([early.Id, urgent.Id], await WaitingAsync(world.Now));
        Assert.Equal([urgent.Id, early.Id], await WaitingAsync(call.Categories[0].Deadline.AddHours(-5)));
        await HurryAsync(call.Id, world.Now.AddHours(20));
        Assert.Equal([urgent.Id, early.Id], await WaitingAsync(world.Now));
        Assert.Equal([early.Id, urgent.Id], await WaitingAsync(world.Now.AddHours(21)));
        Assert.NotEqual(Guid.Empty, hurried);
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_dropped_and_the_newer_one_becomes_the_film()
    {
        var film = await FilmAsync();
        var old = await SendAsync(film, Clips.Film);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var newer = await SendAsync(film, Clips.Film);

        await worker.RunAsync(default);

        Assert.Equal((MediaState.Expired, MediaState.Ready), ((await FindAsync(old)).State, (await FindAsync(newer)).State));
        Assert.Null(await storage.LengthAsync(MediaPaths.Source(old), default));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(newer, (await db.Films.SingleAsync()).VideoId);
    }

    [Fact]
    public async Task A_killed_workers_run_is_lost_and_another_attempt_follows_when_its_lease_has_run_out()
    {
        var administrator = await world.AdministratorAsync();
        var asset = await SendAsync(await FilmAsync(), Clips.Film);
        await ChangeAsync(asset, changed => First(changed).Claim(ProcessingStages.VersionOf(ProcessingStages.Structure), null, world.Now, TimeSpan.FromSeconds(30)));
        await world.SaveAsync(new StageRun(asset, First(await FindAsync(asset))));

        await worker.RunAsync(default);
        Assert.Equal(StageState.Running, First(await FindAsync(asset)).State);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunAsync(default);

        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        var attempts = (await queries.RunsAsync(administrator, asset, default)).Where(run => run.Stage == ProcessingStages.Structure).OrderBy(run => run.Attempt);
        Assert.Equal([(1, RunOutcome.Lost), (2, RunOutcome.Done)], attempts.Select(run => (run.Attempt, run.Outcome)));
    }

    [Theory]
    [InlineData("ffmpeg", "kill -9 $$")]
    [InlineData("ffprobe", "kill -9 $$")]
    [InlineData("ffmpeg", "echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1")]
    [InlineData("ffprobe", "echo 'Input/output error' >&2; exit 1")]
    public async Task A_tool_that_the_machine_lets_down_is_started_again_whatever_it_was_doing(string tool, string end)
    {
        var administrator = await world.AdministratorAsync();
        var fault = Path.Combine(folder.Path, "fault");
        options.FfmpegFolder = StandIns.Write(folder.Path, tool, $"if rm '{fault}' 2>/dev/null; then {end}; fi");
        options.Bubblewrap = "/nowhere/bwrap";
        var asset = await SendAsync(await FilmAsync(), Clips.Made("mortal.mov", "-f lavfi -i testsrc2=s=1280x720:r=24 -f lavfi -i sine=f=440:r=48000 -t 1 -c:v mjpeg -q:v 8 -pix_fmt yuvj420p -c:a pcm_s16le"));

        // Once while nothing plays yet, when a verdict of the film would have it removed.
        await File.WriteAllTextAsync(fault, "");
        await worker.RunAsync(default);
        Assert.False(File.Exists(fault));
        await PassAsync();
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);

        string[] stages = [ProcessingStages.Poster, ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Storyboard, ProcessingStages.Quality];
        foreach (var stage in tool == "ffprobe" ? stages.Prepend(ProcessingStages.Probe) : stages)
        {
            await File.WriteAllTextAsync(fault, "");
            Assert.True((await service.RunAgainAsync(administrator, asset, stage, default)).Succeeded);
            await worker.RunAsync(default);
            Assert.Equal((stage, StageState.Waiting, false), (stage, (await FindAsync(asset)).Stages.Single(row => row.Name == stage).State, File.Exists(fault)));
            await PassAsync();
            Assert.Equal((stage, StageState.Done), (stage, (await FindAsync(asset)).Stages.Single(row => row.Name == stage).State));
        }

        async Task PassAsync()
        {
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            await worker.RunAsync(default);
        }
    }

    [Theory]
    [InlineData("bwrap")]
    [InlineData("/nowhere/bwrap")]
    public async Task A_probe_that_hangs_is_ended_with_its_child_and_tried_again_and_the_log_says_so(string bubblewrap)
    {
        var administrator = await world.AdministratorAsync();
        (options.FfmpegFolder, options.Bubblewrap, options.StallSeconds) = (StandIns.Write(folder.Path, "ffprobe", StandIns.Hang), bubblewrap, 1);
        var asset = await SendAsync(await FilmAsync(), Clips.Film);

        await worker.RunAsync(default).WaitAsync(TimeSpan.FromMinutes(1));

        await StandIns.GoneAsync(options.FfmpegFolder);
        var run = (await queries.RunsAsync(administrator, asset, default)).Single(run => run.Stage == ProcessingStages.Probe);
        Assert.Equal((RunOutcome.Retried, "ended with 137 (Stalled): ffprobe gave no sign of life for 00:00:01 and was ended."), (run.Outcome, run.Complaint?.TrimEnd()));
        Assert.Equal((MediaState.Processing, world.Now.AddMinutes(1)), ((await FindAsync(asset)).State, (await FindAsync(asset)).Stages.Single(stage => stage.Name == ProcessingStages.Probe).LeaseUntil));
        (options.FfmpegFolder, options.StallSeconds) = (null, 60);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunAsync(default);
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
    }

    [Fact]
    public async Task An_administrator_cancels_runs_one_stage_again_and_runs_all_again_and_nobody_else_does()
    {
        var (administrator, other) = (await world.AdministratorAsync(), await world.PersonAsync());
        var asset = await SendAsync(await FilmAsync(), Clips.Film);

        Assert.Equal(Refusals.Forbidden, (await service.CancelAsync(other, asset, default)).Refusal);
        Assert.True((await service.CancelAsync(administrator, asset, default)).Succeeded);
        await worker.RunAsync(default);
        Assert.Equal("Media.WasCancelled", (await FindAsync(asset)).Problem);

        Assert.True((await service.RunAgainAsync(administrator, asset, default)).Succeeded);
        await worker.RunAsync(default);
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);

        Assert.Equal(Refusals.Forbidden, (await service.RunAgainAsync(other, asset, ProcessingStages.Poster, default)).Refusal);
        Assert.True((await service.RunAgainAsync(administrator, asset, ProcessingStages.Poster, default)).Succeeded);
        Assert.True((await queries.ListAsync(administrator, 0, default)).Single().IsUnderWay);
        await worker.RunAsync(default);
        Assert.Equal(2, (await queries.RunsAsync(administrator, asset, default)).Count(run => run.Stage == ProcessingStages.Poster));

        Assert.True((await service.RunAllAgainAsync(administrator, asset, default)).Succeeded);
        await worker.RunAsync(default);
        Assert.Equal((2 * ProcessingStages.Names.Count) + 2, (await queries.RunsAsync(administrator, asset, default)).Count);
    }

    private static ProcessingStage First(MediaAsset asset) => asset.Stages.Single(stage => stage.Name == ProcessingStages.Structure);

    private async Task<Film> FilmAsync()
    {
        var owner = await world.PersonAsync();
        var film = Film.Create(owner.UserId, new FilmDetails("Salt Index", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), world.Now).Value;
        await world.SaveAsync(film);
        return film;
    }

    private async Task<Guid> SendAsync(Film film, byte[] bytes)
    {
        var asset = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", bytes.Length, "fingerprint", world.Now).Value;
        Assert.True(asset.Complete(ProcessingStages.Names).Succeeded);
        using var content = new MemoryStream(bytes);
        await storage.WriteAsync(MediaPaths.Source(asset.Id), content, default);
        await world.SaveAsync(asset);
        return asset.Id;
    }

    private async Task ChangeAsync(Guid id, Action<MediaAsset> change)
    {
        await using var db = world.Store.CreateDbContext();
        var asset = await db.MediaAssets.SingleAsync(candidate => candidate.Id == id);
        change(asset);
        await db.SaveChangesAsync();
    }

    private async Task<MediaAsset> FindAsync(Guid id)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == id);
    }

    /// <summary>Puts an early deadline before the category's own.</summary>
    private async Task HurryAsync(Guid callId, DateTimeOffset early)
    {
        await using var db = world.Store.CreateDbContext();
        var call = await db.Calls.Include(c => c.Categories).SingleAsync(c => c.Id == callId);
        var category = call.Categories[0];
        var details = new CategoryDetails(category.Name, category.Description, category.MinRuntime, category.MaxRuntime, [new Tier(TierName.Early, early, 0), new Tier(TierName.Late, category.Deadline, 0)]);
        Assert.True(call.ChangeCategory(category.Id, details).Succeeded);
        await db.SaveChangesAsync();
    }

    private async Task<List<Guid>> WaitingAsync(DateTimeOffset now)
    {
        await using var db = world.Store.CreateDbContext();
        return (await db.Waiting(await db.UrgentCategoriesAsync(now, default), now).ToListAsync()).ConvertAll(asset => asset.FilmId);
    }
}
