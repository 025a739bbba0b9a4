using Azure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What goes wrong while films are processed: the storage, the disk, the database, other servers, clocks, and servers that die.</summary>
public sealed class ProcessingFaultTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly World world = new();
    private readonly WorkFolder folder = new();
    private readonly FaultyStorage storage;
    private readonly List<Machine> machines = [];

    public ProcessingFaultTests() => storage = new FaultyStorage(folder.Storage);

    public void Dispose()
    {
        storage.Mend();
        machines.ForEach(machine => machine.Dispose());
        world.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string> Failures() => ["503", "timeout", "full"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_storage_that_fails_while_results_are_published_costs_the_film_a_minute(string failure)
    {
        var asset = await SendAsync(await FilmAsync());
        var machine = Server();
        storage.Before = () => storage.Written > 3 ? Task.FromException(Fault(failure)) : Task.CompletedTask;

        await machine.Worker.RunAsync(default);
        storage.Mend();
        await machine.Worker.RunAsync(default);
        var waiting = await FindAsync(asset);
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        await machine.Worker.RunAsync(default);

        Assert.Equal(MediaState.Processing, waiting.State);
        Assert.Equal((StageState.Waiting, world.Now.AddSeconds(-1)), waiting.Stages.Where(stage => stage.Error is not null).Select(stage => (stage.State, stage.LeaseUntil!.Value)).Single());
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        Assert.Equal(1, (await RunsAsync(asset)).Count(run => run.Outcome == RunOutcome.Retried));
    }

    [Fact]
    public async Task A_storage_that_is_gone_is_tried_after_one_five_and_thirty_minutes_and_then_left_to_an_administrator()
    {
        var (administrator, asset) = (await world.AdministratorAsync(), await SendAsync(await FilmAsync()));
        var machine = Server();
        storage.Fail(int.MaxValue, new TimeoutException("gone"));

        foreach (var minutes in new[] { 1, 5, 30 })
        {
            await machine.Worker.RunAsync(default);
            world.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await machine.Worker.RunAsync(default);
            Assert.Equal(StageState.Waiting, First(await FindAsync(asset)).State);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await machine.Worker.RunAsync(default);
        var failed = await FindAsync(asset);
        storage.Mend();
        var service = new JobService(world.Store, new ProcessingWake(new NoServices(), NullLogger<ProcessingWake>.Instance), new ChangeFeed(), world.Clock);
        Assert.True((await service.RunAgainAsync(administrator, asset, default)).Succeeded);
        await machine.Worker.RunAsync(default);

        Assert.Equal((MediaState.Failed, "gone", 4), (failed.State, First(failed).Error, First(failed).Attempts));
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
    }

    [Fact]
    public async Task A_slow_storage_is_waited_for_and_no_other_server_takes_the_film_away_whatever_its_clock_says()
    {
        var asset = await SendAsync(await FilmAsync());
        var (machine, gate) = (Server(), HoldAt(written: 2));
        var working = machine.Worker.RunAsync(default);
        await gate.Reached;

        foreach (var hours in new[] { 0, 1, -1 })
        {
            var other = Server(new TestClock(world.Now.AddHours(hours)));
            await other.Worker.RunAsync(default);
            await other.Worker.RunAsync(default);
        }

        gate.Open();
        await working;
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        Assert.All(await RunsAsync(asset), run => Assert.Equal((1, RunOutcome.Done), (run.Attempt, run.Outcome)));
    }

    [Fact]
    public async Task Two_servers_that_look_at_once_do_each_stage_once()
    {
        var assets = new[] { await SendAsync(await FilmAsync()), await SendAsync(await FilmAsync()), await SendAsync(await FilmAsync()) };
        var servers = new[] { Server(), Server() };

        await Task.WhenAll(servers.Select(server => Task.Run(() => server.Worker.RunAsync(default))));

        foreach (var asset in assets)
        {
            Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
            Assert.Equal(ProcessingStages.Names.Order(), (await RunsAsync(asset)).Select(run => run.Stage).Order());
        }
    }

    [Fact]
    public async Task A_server_that_is_killed_before_it_writes_down_what_it_did_loses_that_attempt_and_nothing_else()
    {
        var film = await FilmAsync();
        var asset = await SendAsync(film);
        var machine = Server();
        foreach (var stage in ProcessingStages.Names)
        {
            // The same machine started anew: what it has in its work folder is there.
            machine.Hear = said =>
            {
                if (said.StartsWith($"Stage {stage} ", StringComparison.Ordinal) && said.Contains("begins, attempt 1", StringComparison.Ordinal)) machine.Store.Cut();
            };
            await machine.Worker.RunAsync(default).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.True(machine.Store.Noticed.IsCompleted, stage);
            machine = Restart(machine);
            await machine.Worker.RunAsync(default);
            Assert.Equal((stage, StageState.Running), (stage, (await FindAsync(asset)).Stages.Single(row => row.Name == stage).State));
            world.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        }

        await machine.Worker.RunAsync(default);

        var done = await FindAsync(asset);
        Assert.Equal(MediaState.Ready, done.State);
        Assert.All(done.Stages, stage => Assert.Equal((StageState.Done, 2), (stage.State, stage.Attempts)));
        Assert.Equal(ProcessingStages.Names.SelectMany(name => new[] { (name, RunOutcome.Lost), (name, RunOutcome.Done) }).Order(), (await RunsAsync(asset)).Select(run => (run.Stage, run.Outcome)).Order());
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(asset, (await db.Films.SingleAsync()).VideoId);
        Assert.False(machine.HasWork);
    }

    [Fact]
    public async Task A_film_that_takes_its_server_down_each_time_is_given_up()
    {
        var asset = await SendAsync(await FilmAsync());
        var machine = Server();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            machine.Hear = said =>
            {
                if (said.Contains("begins", StringComparison.Ordinal)) machine.Store.Cut();
            };
            await machine.Worker.RunAsync(default).ContinueWith(_ => { }, TaskScheduler.Default);
            machine = Restart(machine);
            await machine.Worker.RunAsync(default);
            world.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        }

        await machine.Worker.RunAsync(default);

        var failed = await FindAsync(asset);
        Assert.Equal((MediaState.Failed, StageState.Failed, "Media.WorkersLost"), (failed.State, First(failed).State, First(failed).Error));
        Assert.Equal(4, (await RunsAsync(asset)).Count(run => run.Outcome == RunOutcome.Lost));
    }

    [Fact]
    public async Task A_killed_servers_stage_is_taken_over_after_a_lease_though_the_clock_was_put_back()
    {
        var asset = await SendAsync(await FilmAsync());
        await ClaimAsync(asset);
        var machine = Server();
        world.Clock.Move(TimeSpan.FromHours(-1));

        await machine.Worker.RunAsync(default);
        world.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        await machine.Worker.RunAsync(default);

        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
    }

    [Fact]
    public async Task A_server_that_was_away_for_longer_than_its_lease_changes_nothing_of_what_another_did()
    {
        var asset = await SendAsync(await FilmAsync());
        var (away, other) = (Server(), Server());
        var gate = HoldAt(written: 2);
        var working = away.Worker.RunAsync(default);
        await gate.Reached;
        away.Store.Cut();
        storage.Mend();

        await other.Worker.RunAsync(default);
        world.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        await other.Worker.RunAsync(default);
        var done = await FindAsync(asset);
        away.Store.Mend();
        gate.Open();
        await working.ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(MediaState.Ready, done.State);
        Assert.Equal(done.Version, (await FindAsync(asset)).Version);
        Assert.Equal(1, (await RunsAsync(asset)).Count(run => run.Outcome == RunOutcome.Lost));
        Assert.False(away.HasWork || other.HasWork);
    }

    [Fact]
    public async Task A_claim_is_void_once_the_stage_was_cancelled_and_begun_anew_though_both_are_first_attempts()
    {
        var (administrator, asset) = (await world.AdministratorAsync(), await SendAsync(await FilmAsync()));
        var service = new JobService(world.Store, new ProcessingWake(new NoServices(), NullLogger<ProcessingWake>.Instance), new ChangeFeed(), world.Clock);
        var (one, two) = (new StageClaims(world.Store, world.Clock, Lease), new StageClaims(world.Store, world.Clock, Lease));
        var first = (await one.TakeAsync((_, _) => Task.CompletedTask, default))!;
        Assert.True((await service.CancelAsync(administrator, asset, default)).Succeeded);
        Assert.True((await service.RunAgainAsync(administrator, asset, default)).Succeeded);
        var second = (await two.TakeAsync((_, _) => Task.CompletedTask, default))!;

        Assert.Equal(first.Attempt, second.Attempt);
        Assert.False(await one.ChangeAsync(first, (_, row) => row.Finish(world.Now)));
        Assert.True(await two.ChangeAsync(second, (_, row) => row.Report(10, world.Now, Lease)));
        Assert.Equal((StageState.Running, 10), (First(await FindAsync(asset)).State, First(await FindAsync(asset)).Progress));
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_moment_ends_no_work()
    {
        var asset = await SendAsync(await FilmAsync());
        var (machine, gate) = (Server(), HoldAt(written: 2));
        var working = machine.Worker.RunAsync(default);
        await gate.Reached;

        machine.Store.Cut();
        await machine.Store.Noticed;
        machine.Store.Mend();
        gate.Open();
        await working;

        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        Assert.All(await RunsAsync(asset), run => Assert.Equal((1, RunOutcome.Done), (run.Attempt, run.Outcome)));
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_processed_ends_and_the_newer_one_becomes_the_film()
    {
        var film = await FilmAsync();
        var old = await SendAsync(film);
        var (machine, gate) = (Server(), HoldAt(written: 3));
        var working = machine.Worker.RunAsync(default);
        await gate.Reached;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        storage.Mend();
        var newer = await SendAsync(film);

        gate.Open();
        await working;

        Assert.Equal((false, MediaState.Ready), ((await FindAsync(old)).IsUnderWay, (await FindAsync(newer)).State));
        Assert.Equal(ProcessingStages.Names.Count, (await RunsAsync(newer)).Count(run => run.Outcome == RunOutcome.Done));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(newer, (await db.Films.SingleAsync()).VideoId);
    }

    [Fact]
    public async Task Films_in_a_pause_do_not_stand_before_those_that_are_due()
    {
        var paused = await SendAsync(await FilmAsync());
        await ChangeAsync(paused, asset => First(asset).Claim(1, null, world.Now, Lease));
        await ChangeAsync(paused, asset => First(asset).Fail(FailureKind.Transient, "away", world.Now));
        var due = await SendAsync(await FilmAsync());

        Assert.Equal([due], await WaitingAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([paused, due], await WaitingAsync());
    }

    [Fact]
    public async Task What_a_killed_server_left_in_its_work_folder_goes_once_nothing_is_to_be_done_for_the_film()
    {
        var machine = Server();
        var waiting = await SendAsync(await FilmAsync());
        await ChangeAsync(waiting, asset => First(asset).Claim(1, null, world.Now, Lease));
        machine.Leave(waiting);
        machine.Leave(Guid.CreateVersion7());

        await machine.Worker.RunAsync(default);
        Assert.True(machine.HasWork);
        await ChangeAsync(waiting, asset => asset.Cancel(world.Now));
        await machine.Worker.RunAsync(default);
        Assert.False(machine.HasWork);
    }

    private static ProcessingStage First(MediaAsset asset) => asset.Stages.Single(stage => stage.Name == ProcessingStages.Structure);

    private static Exception Fault(string name) => name switch
    {
        "503" => new RequestFailedException(503, "Server Busy"),
        "timeout" => new TimeoutException("away"),
        _ => new StorageFullException(new IOException("No space left on device")),
    };

    private Machine Server(TimeProvider? clock = null)
    {
        var machine = new Machine(world, storage, clock);
        machines.Add(machine);
        return machine;
    }

    /// <summary>A new process on the same machine.</summary>
    private Machine Restart(Machine before)
    {
        var machine = new Machine(world, storage, null, before);
        machines.Add(machine);
        return machine;
    }

    /// <summary>Holds the storage up once so much was written.</summary>
    private Gate HoldAt(int written)
    {
        var gate = new Gate();
        storage.Before = () => storage.Written >= written ? gate.WaitAsync() : Task.CompletedTask;
        return gate;
    }

    private async Task<Film> FilmAsync()
    {
        var owner = await world.PersonAsync();
        var film = Film.Create(owner.UserId, new FilmDetails("Salt Index", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), world.Now).Value;
        await world.SaveAsync(film);
        return film;
    }

    private async Task<Guid> SendAsync(Film film)
    {
        var bytes = Clips.Film;
        var asset = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", bytes.Length, "fingerprint", world.Now).Value;
        Assert.True(asset.Complete(ProcessingStages.Names).Succeeded);
        using var content = new MemoryStream(bytes);
        await folder.Storage.WriteAsync(MediaPaths.Arrival(asset.Id), content, default);
        await world.SaveAsync(asset);
        return asset.Id;
    }

    private async Task ClaimAsync(Guid id)
    {
        await ChangeAsync(id, asset => First(asset).Claim(ProcessingStages.Version, null, world.Now, Lease));
        await world.SaveAsync(new StageRun(id, First(await FindAsync(id))));
    }

    private async Task ChangeAsync(Guid id, Action<MediaAsset> change)
    {
        await using var db = world.Store.CreateDbContext();
        change(await db.MediaAssets.SingleAsync(candidate => candidate.Id == id));
        await db.SaveChangesAsync();
    }

    private async Task<MediaAsset> FindAsync(Guid id)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == id);
    }

    private async Task<List<StageRun>> RunsAsync(Guid id)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.StageRuns.AsNoTracking().Where(run => run.AssetId == id).ToListAsync();
    }

    private async Task<List<Guid>> WaitingAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return (await db.Waiting(world.Now).ToListAsync()).ConvertAll(asset => asset.Id);
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public Task WaitAsync()
        {
            reached.TrySetResult();
            return open.Task;
        }

        public void Open() => open.TrySetResult();
    }

    /// <summary>Nobody to wake.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
