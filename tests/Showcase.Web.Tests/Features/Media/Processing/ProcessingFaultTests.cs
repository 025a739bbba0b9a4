using Azure;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What goes wrong around a server while it processes films: the storage, the disk, the database, and artists who change their minds.</summary>
public sealed class ProcessingFaultTests : ProcessingFaults
{
    public static TheoryData<string> Failures() => ["503", "timeout", "full"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_storage_that_fails_while_results_are_published_costs_the_film_a_minute(string failure)
    {
        var asset = await SendAsync(await FilmAsync());
        var machine = Server();
        Storage.Before = () => Storage.Written > 3 ? Task.FromException(Fault(failure)) : Task.CompletedTask;

        await machine.Worker.RunAsync(default);
        Storage.Mend();
        await machine.Worker.RunAsync(default);
        var waiting = await FindAsync(asset);
        World.Clock.Advance(TimeSpan.FromSeconds(61));
        await machine.Worker.RunAsync(default);

        Assert.Equal(MediaState.Processing, waiting.State);
        Assert.Equal((StageState.Waiting, World.Now.AddSeconds(-1)), waiting.Stages.Where(stage => stage.Error is not null).Select(stage => (stage.State, stage.LeaseUntil!.Value)).Single());
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
        Assert.Equal(1, (await RunsAsync(asset)).Count(run => run.Outcome == RunOutcome.Retried));
    }

    [Fact]
    public async Task A_storage_that_is_gone_is_tried_after_one_five_and_thirty_minutes_and_then_left_to_an_administrator()
    {
        var (administrator, asset) = (await World.AdministratorAsync(), await SendAsync(await FilmAsync()));
        var machine = Server();
        Storage.Fail(int.MaxValue, new TimeoutException("gone"));

        foreach (var minutes in new[] { 1, 5, 30 })
        {
            await machine.Worker.RunAsync(default);
            World.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await machine.Worker.RunAsync(default);
            Assert.Equal(StageState.Waiting, First(await FindAsync(asset)).State);
            World.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await machine.Worker.RunAsync(default);
        var failed = await FindAsync(asset);
        Storage.Mend();
        Assert.True((await Service.RunAgainAsync(administrator, asset, default)).Succeeded);
        await machine.Worker.RunAsync(default);

        Assert.Equal((MediaState.Failed, "gone", 4), (failed.State, First(failed).Error, First(failed).Attempts));
        Assert.Equal(MediaState.Ready, (await FindAsync(asset)).State);
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
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        Storage.Mend();
        var newer = await SendAsync(film);

        gate.Open();
        await working;

        Assert.Equal((false, MediaState.Ready), ((await FindAsync(old)).IsUnderWay, (await FindAsync(newer)).State));
        Assert.Equal(ProcessingStages.Names.Count, (await RunsAsync(newer)).Count(run => run.Outcome == RunOutcome.Done));
        await using var db = World.Store.CreateDbContext();
        Assert.Equal(newer, (await db.Films.SingleAsync()).VideoId);
    }

    [Fact]
    public async Task Films_in_a_pause_do_not_stand_before_those_that_are_due()
    {
        var paused = await SendAsync(await FilmAsync());
        await ChangeAsync(paused, asset => First(asset).Claim(1, null, World.Now, Lease));
        await ChangeAsync(paused, asset => First(asset).Fail(FailureKind.Transient, "away", World.Now));
        var due = await SendAsync(await FilmAsync());

        Assert.Equal([due], await WaitingAsync());
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([paused, due], await WaitingAsync());
    }

    private static Exception Fault(string name) => name switch
    {
        "503" => new RequestFailedException(503, "Server Busy"),
        "timeout" => new TimeoutException("away"),
        _ => new StorageFullException(new IOException("No space left on device")),
    };

    private async Task<List<Guid>> WaitingAsync()
    {
        await using var db = World.Store.CreateDbContext();
        return (await db.Waiting([], World.Now).ToListAsync()).ConvertAll(asset => asset.Id);
    }
}
