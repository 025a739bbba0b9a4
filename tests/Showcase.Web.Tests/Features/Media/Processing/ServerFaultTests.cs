using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Several servers at one film: who does what, whatever their clocks say, and what the others do when one dies.</summary>
public sealed class ServerFaultTests : ProcessingFaults
{
    [Fact]
    public async Task A_slow_storage_is_waited_for_and_no_other_server_takes_the_film_away_whatever_its_clock_says()
    {
        var asset = await SendAsync(await FilmAsync());
        var (machine, gate) = (Server(), HoldAt(written: 2));
        var working = machine.Worker.RunAsync(default);
        await gate.Reached;

        foreach (var hours in new[] { 0, 1, -1 })
        {
            var other = Server(new TestClock(World.Now.AddHours(hours)));
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
        foreach (var stage in ProcessingStages.Names) machine = await KillAtAsync(machine, asset, stage);

        await machine.Worker.RunAsync(default);

        var done = await FindAsync(asset);
        Assert.Equal(MediaState.Ready, done.State);
        Assert.All(done.Stages, stage => Assert.Equal((StageState.Done, 2), (stage.State, stage.Attempts)));
        Assert.Equal(ProcessingStages.Names.SelectMany(name => new[] { (name, RunOutcome.Lost), (name, RunOutcome.Done) }).Order(), (await RunsAsync(asset)).Select(run => (run.Stage, run.Outcome)).Order());
        await using var db = World.Store.CreateDbContext();
        Assert.Equal(asset, (await db.Films.SingleAsync()).VideoId);
        Assert.False(machine.HasWork);
    }

    [Fact]
    public async Task So_it_is_with_the_file_for_gallery_screens_which_comes_after_all_others()
    {
        var asset = await SendAsync(await FilmAsync());
        var machine = Server();
        await machine.Worker.RunAsync(default);
        await AskForGalleryAsync(asset);

        machine = await KillAtAsync(machine, asset, ProcessingStages.Gallery);
        await machine.Worker.RunAsync(default);

        Assert.Equal([RunOutcome.Lost, RunOutcome.Done], (await RunsAsync(asset)).Where(run => run.Stage == ProcessingStages.Gallery).OrderBy(run => run.Attempt).Select(run => run.Outcome));
        Assert.Single((await FindAsync(asset)).Renditions, made => made.Kind == RenditionKind.GalleryFile);
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
            World.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
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
        World.Clock.Move(TimeSpan.FromHours(-1));

        await machine.Worker.RunAsync(default);
        World.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
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
        Storage.Mend();

        await other.Worker.RunAsync(default);
        World.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
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
        var (administrator, asset) = (await World.AdministratorAsync(), await SendAsync(await FilmAsync()));
        var (one, two) = (new StageClaims(World.Store, World.Clock, Lease), new StageClaims(World.Store, World.Clock, Lease));
        var first = (await one.TakeAsync((_, _) => Task.CompletedTask, default))!;
        Assert.True((await Service.CancelAsync(administrator, asset, default)).Succeeded);
        Assert.True((await Service.RunAgainAsync(administrator, asset, default)).Succeeded);
        var second = (await two.TakeAsync((_, _) => Task.CompletedTask, default))!;

        Assert.Equal(first.Attempt, second.Attempt);
        Assert.False(await one.ChangeAsync(first, (_, row) => row.Finish(World.Now)));
        Assert.True(await two.ChangeAsync(second, (_, row) => row.Report(10, World.Now, Lease)));
        Assert.Equal((StageState.Running, 10), (First(await FindAsync(asset)).State, First(await FindAsync(asset)).Progress));
    }

    [Fact]
    public async Task What_a_killed_server_left_in_its_work_folder_goes_once_nothing_is_to_be_done_for_the_film()
    {
        var machine = Server();
        var waiting = await SendAsync(await FilmAsync());
        await ChangeAsync(waiting, asset => First(asset).Claim(1, null, World.Now, Lease));
        machine.Leave(waiting);
        machine.Leave(Guid.CreateVersion7());

        await machine.Worker.RunAsync(default);
        Assert.True(machine.HasWork);
        await ChangeAsync(waiting, asset => asset.Cancel(World.Now));
        await machine.Worker.RunAsync(default);
        Assert.False(machine.HasWork);
    }

    private async Task ClaimAsync(Guid id)
    {
        await ChangeAsync(id, asset => First(asset).Claim(ProcessingStages.VersionOf(ProcessingStages.Structure), null, World.Now, Lease));
        await World.SaveAsync(new StageRun(id, First(await FindAsync(id))));
    }

    private async Task AskForGalleryAsync(Guid assetId)
    {
        await using var db = World.Store.CreateDbContext();
        (await db.MediaAssets.SingleAsync(asset => asset.Id == assetId)).AskFor(ProcessingStages.Gallery);
        await db.SaveChangesAsync();
    }

    /// <summary>Kills the server as it begins the stage, starts it anew, and lets the lease run out.</summary>
    private async Task<Machine> KillAtAsync(Machine machine, Guid asset, string stage)
    {
        machine.Hear = said =>
        {
            if (said.StartsWith($"Stage {stage} ", StringComparison.Ordinal) && said.Contains("begins, attempt 1", StringComparison.Ordinal)) machine.Store.Cut();
        };
        await machine.Worker.RunAsync(default).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(machine.Store.Noticed.IsCompleted, stage);

        // The same machine started anew: what it has in its work folder is there.
        var again = Restart(machine);
        await again.Worker.RunAsync(default);
        Assert.Equal((stage, StageState.Running), (stage, (await FindAsync(asset)).Stages.Single(row => row.Name == stage).State));
        World.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        return again;
    }
}
