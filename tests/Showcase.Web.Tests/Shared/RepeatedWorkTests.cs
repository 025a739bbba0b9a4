using Microsoft.Extensions.Logging;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Shared;

public sealed class RepeatedWorkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Each_outage_is_logged_once_and_the_work_goes_on_after_it()
    {
        var ear = new Ear();
        using var work = new Work(failing: [true, true, true, false, true, true, false], new TestClock(), ear);

        await work.StartAsync(default);
        await work.Done.WaitAsync(Patience);
        await work.StopAsync(default);

        Assert.Equal(2, ear.Heard);
    }

    [Fact]
    public async Task An_outage_that_lasts_is_logged_again()
    {
        var (ear, clock) = (new Ear(), new TestClock());
        using var work = new Work(failing: [true, true, true, false], clock, ear) { Meanwhile = () => clock.Advance(TimeSpan.FromMinutes(6)) };

        await work.StartAsync(default);
        await work.Done.WaitAsync(Patience);
        await work.StopAsync(default);

        Assert.Equal(2, ear.Heard);
    }

    private sealed class Work(bool[] failing, TimeProvider clock, ILogger log) : RepeatedWork("a test", TimeSpan.FromMilliseconds(1), beginsAtOnce: true, clock, log)
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int rounds;

        public Task Done => done.Task;

        public Action Meanwhile { get; init; } = () => { };

        protected override Task RunAsync(CancellationToken token)
        {
            Meanwhile();
            var round = rounds++;
            if (round >= failing.Length) done.TrySetResult();
            return round < failing.Length && failing[round] ? throw new IOException("The database does not answer.") : Task.CompletedTask;
        }
    }

    private sealed class Ear : ILogger
    {
        public int Heard { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Heard++;
    }
}
