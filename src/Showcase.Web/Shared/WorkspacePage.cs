using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Shared;

/// <summary>
/// A page of the workspace: knows who asks, ends its reads when it is left, and shows the outcome of what a person did.
/// Pages override <see cref="LoadAsync"/>, which runs when the page opens and when its address changes.
/// </summary>
public abstract class WorkspacePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();
    private LiveReads? live;
    private Guid watched;
    private bool isDoing;
    private bool isLeaving;

    protected WorkspacePage() => Token = left.Token;

    [Inject]
    protected SiteTexts T { get; set; } = default!;

    [Inject]
    private ChangeFeed LiveFeed { get; set; } = default!;

    [Inject]
    private TimeProvider LiveClock { get; set; } = default!;

    [Inject]
    private NavigationManager Addresses { get; set; } = default!;

    [CascadingParameter]
    protected Task<AuthenticationState> Authentication { get; set; } = default!;

    protected Actor Actor { get; private set; } = default!;

    /// <summary>Ends when the page is left. For reads; a write that was begun is finished.</summary>
    protected CancellationToken Token { get; }

    protected bool IsLoaded { get; private set; }

    /// <summary>Whether something that the person asked for is under way: buttons are disabled meanwhile.</summary>
    protected bool IsBusy => isDoing || isLeaving;

    /// <summary>What went wrong, in words; null where nothing did.</summary>
    protected string? Problem { get; set; }

    /// <summary>What was done, in words, for a status line.</summary>
    protected string? Done { get; set; }

    public void Dispose()
    {
        live?.Dispose();
        left.Cancel();
        left.Dispose();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected override async Task OnParametersSetAsync()
    {
        Actor = Security.Actor.From((await Authentication).User)
            ?? throw new InvalidOperationException("A workspace page was rendered for a visitor: its folder lacks a policy.");
        isLeaving = false;
        await LoadAsync();
        IsLoaded = true;
    }

    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>From now on the page follows what others do to the thing with that id: an edition, a film.</summary>
    protected void Watch(Guid topic)
    {
        if (watched == topic) return;

        watched = topic;
        live?.Dispose();
        live = new LiveReads(LiveFeed, topic, LiveClock, () => InvokeAsync(ReadAgainAsync));
    }

    /// <summary>Reads again because somebody else changed something. A page with fields keeps what is being typed in them.</summary>
    protected virtual Task RefreshAsync() => LoadAsync();

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Does what the person asked for, once at a time; shows the refusal, or <paramref name="done"/>, and reads the page again.</summary>
    protected async Task<bool> DoAsync(Func<Task<Result>> act, string? done = null)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (IsBusy) return false;

        (isDoing, Problem, Done) = (true, null, null);
        try
        {
            var result = await act();
            if (!result.Succeeded)
            {
                Problem = T.Of(result.Refusal);
                return false;
            }

            Done = done;
            await LoadAsync();
            return true;
        }
        finally
        {
            isDoing = false;
        }
    }

    private async Task ReadAgainAsync()
    {
        if (Token.IsCancellationRequested) return;

        if (IsBusy || !IsLoaded)
        {
            live?.Wake();
            return;
        }

        try
        {
            await RefreshAsync();
            if (!Token.IsCancellationRequested) StateHasChanged();
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            // The page was left while it read.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    /// <summary>
    /// Goes to what was made just now. The browser is asked first, and until it goes this page is still there: it does nothing
    /// more, so that the second of two quick clicks makes no second thing.
    /// </summary>
    protected void Leave(string address, bool replace = false)
    {
        isLeaving = true;
        Addresses.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = replace });
    }
}
