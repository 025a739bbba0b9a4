using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Web.Data;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Shared;

/// <summary>Two servers on one database, and what pages on one hear of changes on the other.</summary>
public sealed class ChangeRelayTests : IAsyncLifetime
{
    private readonly TestStore store = new();
    private readonly TestClock clock = new();
    private readonly Guid film = Guid.CreateVersion7();
    private Server one = default!;
    private Server other = default!;

    public async Task InitializeAsync()
    {
        (one, other) = (new Server(store, clock), new Server(store, clock));
        await RoundAsync();
    }

    public Task DisposeAsync()
    {
        store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_told_on_one_server_is_heard_there_at_once_and_on_the_other_once()
    {
        var (here, there, elsewhere) = (one.Ear(film), other.Ear(film), other.Ear(Guid.CreateVersion7()));

        one.Feed.Tell(film);
        Assert.Equal((1, 0), (here.Heard, there.Heard));
        for (var round = 0; round < 3; round++) await RoundAsync();

        Assert.Equal((1, 1, 0), (here.Heard, there.Heard, elsewhere.Heard));
    }

    [Fact]
    public async Task A_change_is_heard_again_where_it_is_told_again()
    {
        var there = other.Ear(film);

        for (var change = 0; change < 2; change++)
        {
            one.Feed.Tell(film);
            await RoundAsync();
        }

        Assert.Equal(2, there.Heard);
    }

    [Fact]
    public async Task A_busy_second_is_one_row_with_each_topic_once()
    {
        var note = Guid.CreateVersion7();
        for (var change = 0; change < 100; change++) one.Feed.Tell(change % 2 == 0 ? film : note);

        await RoundAsync();

        Assert.Equal(new[] { film, note }.Order(), Assert.Single(await RowsAsync()).Topics.Order());
    }

    [Fact]
    public async Task A_change_of_more_things_than_a_row_holds_wakes_every_page()
    {
        var (there, unrelated) = (other.Ear(film), other.Ear(Guid.CreateVersion7()));
        one.Feed.Tell(film);
        for (var change = 0; change < ChangeRelay.MostTopics; change++) one.Feed.Tell(Guid.CreateVersion7());

        await RoundAsync();

        Assert.Equal((1, 1), (there.Heard, unrelated.Heard));
        Assert.Equal([ChangeFeed.Everything], Assert.Single(await RowsAsync()).Topics);
    }

    [Fact]
    public async Task A_row_that_shows_up_after_later_ones_is_heard()
    {
        var (early, late) = (other.Ear(film), other.Ear(Guid.CreateVersion7()));
        clock.Advance(ChangeRelay.Overlap);
        await WriteAsync(id: 1_000, late.Topic);
        await RoundAsync();

        clock.Advance(ChangeRelay.Overlap - TimeSpan.FromSeconds(1));
        await RoundAsync();
        await WriteAsync(id: 999, early.Topic);
        await RoundAsync();

        Assert.Equal((1, 1), (early.Heard, late.Heard));
    }

    [Fact]
    public async Task What_was_told_while_the_database_was_away_is_heard_when_it_is_back()
    {
        var there = other.Ear(film);
        foreach (var server in new[] { one, other }) server.Line.Cut();
        one.Feed.Tell(film);
        foreach (var server in new[] { one, other }) await Assert.ThrowsAsync<IOException>(() => server.Relay.ExchangeAsync(default));
        foreach (var server in new[] { one, other }) server.Line.Mend();

        await RoundAsync();
        await RoundAsync();

        Assert.Equal(1, there.Heard);
    }

    [Fact]
    public async Task A_server_that_read_nothing_for_longer_than_rows_are_kept_wakes_all_its_pages_once()
    {
        var there = other.Ear(film);
        other.Line.Cut();
        one.Feed.Tell(film);
        for (var span = 0; span < 4; span++)
        {
            await one.Relay.ExchangeAsync(default);
            clock.Advance(ChangeRelay.Kept);
        }

        other.Line.Mend();
        await RoundAsync();
        await RoundAsync();

        Assert.Empty(await RowsAsync());
        Assert.Equal(1, there.Heard);
    }

    [Fact]
    public async Task Rows_go_after_minutes_and_not_before()
    {
        one.Feed.Tell(film);
        await RoundAsync();
        clock.Advance(ChangeRelay.Kept);
        await RoundAsync();
        var first = Assert.Single(await RowsAsync());

        one.Feed.Tell(film);
        await RoundAsync();
        clock.Advance(ChangeRelay.Kept);
        await RoundAsync();

        Assert.True(Assert.Single(await RowsAsync()).Id > first.Id);
    }

    [Fact]
    public async Task Servers_exchange_each_second_by_themselves_and_say_the_last_as_they_stop()
    {
        using var rounds = other.Rounds();
        var there = other.Ear(film);
        await rounds.StartAsync(default);

        one.Feed.Tell(film);
        await RoundOfAsync(one);
        await there.First.WaitAsync(TimeSpan.FromSeconds(20));
        other.Feed.Tell(film);
        await rounds.StopAsync(default);

        var here = one.Ear(film);
        await RoundOfAsync(one);
        Assert.Equal(1, here.Heard);
    }

    [Fact]
    public async Task A_server_stops_though_the_database_is_away()
    {
        using var rounds = one.Rounds();
        await rounds.StartAsync(default);
        one.Line.Cut();
        one.Feed.Tell(film);

        await rounds.StopAsync(default);

        Assert.True(rounds.ExecuteTask!.IsCompleted && !rounds.ExecuteTask.IsFaulted);
    }

    [Theory]
    [InlineData("SqlServer", 1)]
    [InlineData("Sqlite", 0)]
    public void Only_servers_that_may_share_a_database_write_and_ask(string provider, int relays)
    {
        var builder = WebApplication.CreateSlimBuilder(["--Database:Provider", provider, "--Database:ConnectionString", "Server=unused"]);

        builder.AddData();

        Assert.Equal(relays, builder.Services.Count(service => service.ServiceType == typeof(ChangeRelay)));
        Assert.Equal(relays, builder.Services.Count(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(ChangeRounds)));
    }

    private static Task RoundOfAsync(Server server) => server.Relay.ExchangeAsync(default);

    /// <summary>Twice the first server, so that both hear what the other wrote.</summary>
    private async Task RoundAsync()
    {
        await RoundOfAsync(one);
        await RoundOfAsync(other);
        await RoundOfAsync(one);
    }

    private async Task<List<ToldChange>> RowsAsync()
    {
        await using var db = store.CreateDbContext();
        return await db.ToldChanges.AsNoTracking().ToListAsync();
    }

    /// <summary>A row of a third server, with the id that it was given before others were committed.</summary>
    private async Task WriteAsync(long id, Guid topic)
    {
        await using var db = store.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsSqlServer()) await db.Database.ExecuteSqlRawAsync("SET IDENTITY_INSERT ToldChanges ON");
        var row = db.Entry(new ToldChange(Guid.CreateVersion7(), [topic]));
        row.Property(told => told.Id).CurrentValue = id;
        row.State = EntityState.Added;
        await db.SaveChangesAsync();
    }

    private sealed class Server
    {
        private readonly TimeProvider clock;

        public Server(TestStore store, TimeProvider clock)
        {
            (this.clock, Line) = (clock, new CutStore(store));
            Relay = new ChangeRelay(Feed, Line, clock);
        }

        public ChangeFeed Feed { get; } = new();

        public CutStore Line { get; }

        public ChangeRelay Relay { get; }

        public Ear Ear(Guid topic) => new(Feed, topic);

        public ChangeRounds Rounds() => new(Relay, clock, NullLogger<ChangeRounds>.Instance);
    }

    /// <summary>A page that listens.</summary>
    private sealed class Ear
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int heard;

        public Ear(ChangeFeed feed, Guid topic)
        {
            Topic = topic;
            feed.Listen(topic, () =>
            {
                Interlocked.Increment(ref heard);
                first.TrySetResult();
            });
        }

        public Guid Topic { get; }

        public int Heard => Volatile.Read(ref heard);

        public Task First => first.Task;
    }
}
