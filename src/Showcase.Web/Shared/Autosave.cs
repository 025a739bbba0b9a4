namespace Showcase.Web.Shared;

/// <summary>
/// Saves a draft a second after the last change, one save at a time. Ending it saves what is still waiting, so that neither a
/// lost circuit nor a page left in haste loses text.
/// </summary>
public sealed class Autosave : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ITimer timer;
    private readonly Func<Task> save;

    /// <param name="clock">Times the pause.</param>
    /// <param name="save">Saves what is on the screen now; called on any thread.</param>
    public Autosave(TimeProvider clock, Func<Task> save)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.save = save;
        timer = clock.CreateTimer(_ => _ = FlushAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether something was typed that no save has taken up yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Whether all that was typed is taken up, and no save is under way.</summary>
    public bool IsIdle => !IsWaiting && turn.CurrentCount > 0;

    /// <summary>Something changed: save in a second, unless it changes again.</summary>
    public void Touch()
    {
        IsWaiting = true;
        timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves now what is waiting; done when it is saved.</summary>
    public async Task FlushAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (!IsWaiting) return;

            IsWaiting = false;
            await save();
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await FlushAsync();
    }
}
