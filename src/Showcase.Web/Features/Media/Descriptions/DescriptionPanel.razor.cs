using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media.Descriptions;

public sealed partial class DescriptionPanel
{
    private Actor? actor;
    private FilmDescriptions? film;
    private Guid loadedFilm;
    private LiveReads? live;
    private IJSObjectReference? module;
    private IJSObjectReference? sender;
    private ElementReference root;
    private ElementReference languageField;
    private ElementReference openButton;
    private bool moveFocus;
    private bool isAsking;
    private bool isBusy;
    private int tries;
    private string language = "";
    private string? problem;
    private string? done;
    private string? awaited;

    [Parameter, EditorRequired]
    public Guid FilmId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private DescriptionService Service { get; set; } = default!;

    [Inject]
    private DescriptionQueries Queries { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        live?.Dispose();
        await RunningScript.EndAsync(sender, module, "cancel");
    }

    protected override async Task OnParametersSetAsync()
    {
        actor = Actor.From((await Authentication).User);
        if (loadedFilm == FilmId) return;

        (loadedFilm, isAsking, problem, done) = (FilmId, false, null, null);
        live?.Dispose();
        live = new LiveReads(Feed, FilmId, Clock, () => InvokeAsync(ReadAgainAsync));
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Media/Descriptions/DescriptionPanel.razor.js");
            var texts = new { fileMissing = T["Descriptions.FileMissing"], tooLarge = T.Of(DescriptionRefusals.TooLarge), signedOut = T["Descriptions.SignedOut"], failed = T["Descriptions.Failed"] };
            sender = await module.InvokeAsync<IJSObjectReference>("start", root, AudioDescription.MostBytes, texts);
        }

        if (!moveFocus || film is not { IsFrozen: false }) return;

        moveFocus = false;
        await (isAsking ? languageField : openButton).FocusAsync();
    }

    private static string Text(TimeSpan? length) => length is { } known ? Lengths.Text(known) : "";

    private void Ask(string which)
    {
        (language, problem, done, awaited, isAsking, moveFocus) = (which, null, null, null, true, true);
        tries++;
    }

    /// <summary>What had the focus is gone with it: the button that opens the form takes it.</summary>
    private void Close(string? what) => (isAsking, problem, done, moveFocus) = (false, null, what, true);

    private async Task CancelAsync()
    {
        if (isBusy) await sender!.InvokeVoidAsync("cancel");
        Close(null);
    }

    private async Task AddAsync()
    {
        if (isBusy || sender is null) return;

        (problem, done) = (language.Length == 0 ? T.Of(DescriptionRefusals.LanguageMissing) : null, null);
        if (problem is not null) return;

        isBusy = true;
        try
        {
            // As long as it takes: the answer is what went wrong, nothing where all is well.
            problem = await sender.InvokeAsync<string?>("send", Timeout.InfiniteTimeSpan, $"/media/films/{FilmId}/descriptions/{language}");
            if (problem is null && isAsking)
            {
                Close(T["Descriptions.Added", Languages.Name(language)]);
                awaited = language;
            }

            if (problem is { Length: 0 }) problem = null;
            await ReadAsync();
            TellEnd();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the file's way with it.
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task RemoveAsync(string which)
    {
        if (isBusy) return;

        isBusy = true;
        try
        {
            var removed = await Service.RemoveAsync(actor!, FilmId, which, CancellationToken.None);
            if (removed.Succeeded) Close(T["Descriptions.Removed", Languages.Name(which)]);
            else (problem, done) = (T.Of(removed.Refusal), null);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task ReadAsync() => film = actor is null ? null : await Queries.FindAsync(actor, FilmId, CancellationToken.None);

    /// <summary>What was said of a file that was just sent is no longer true when processing has ended with it.</summary>
    private void TellEnd()
    {
        if (awaited is null || film?.Lines.FirstOrDefault(line => line.Language == awaited) is not { Newest: { Stage: null } newest }) return;

        (done, awaited) = (newest.State == MediaState.Ready ? T["Descriptions.Ready", Languages.Name(awaited)] : null, null);
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
            TellEnd();
            StateHasChanged();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }
}
