using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Showcase.Domain.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films.Stills;

public sealed partial class StillPanel
{
    private readonly Dictionary<Guid, ElementReference> editButtons = [];
    private IReadOnlyList<SendProblem> problems = [];
    private Actor? actor;
    private MyStills? pictures;
    private Guid loadedFilm;
    private LiveReads? live;
    private DotNetObjectReference<StillPanel>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? sender;
    private ElementReference root;
    private ElementReference altField;
    private ElementReference cropButton;
    private Func<ElementReference?>? focusNext;
    private ShownStill? cropped;
    private Guid? editing;
    private string alt = "";
    private string credit = "";
    private string? done;
    private bool isBusy;
    private bool isSending;

    [Parameter, EditorRequired]
    public Guid FilmId { get; set; }

    [Parameter, EditorRequired]
    public string FilmTitle { get; set; } = "";

    [Parameter]
    public bool IsReadOnly { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private StillService Service { get; set; } = default!;

    [Inject]
    private StillQueries Queries { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private bool CanChange => !IsReadOnly && pictures is { IsFrozen: false };

    /// <summary>The picture that the poster is cut from, or that is there for it.</summary>
    private ShownStill? Source => pictures!.All.FirstOrDefault(still => still.Id == pictures.PosterOf?.PictureId) ?? pictures.ForPoster;

    public async ValueTask DisposeAsync()
    {
        live?.Dispose();
        self?.Dispose();
        await RunningScript.EndAsync(sender, module);
    }

    /// <summary>The script has begun to send.</summary>
    [JSInvokable]
    public void Begin()
    {
        (isSending, done, problems) = (true, null, []);
        StateHasChanged();
    }

    /// <summary>The script has sent all: so many were taken, the others not. A picture for the poster is cut next.</summary>
    [JSInvokable]
    public async Task EndAsync(int taken, IReadOnlyList<SendProblem> refused, Guid? forPoster)
    {
        (isSending, problems) = (false, refused);
        done = taken == 0 ? null : taken == 1 ? T["Stills.AddedOne"] : T["Stills.Added", taken];
        await ReadAsync();
        if (forPoster is { } id && pictures?.All.FirstOrDefault(still => still.Id == id) is { } sent) Crop(sent);
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        actor = Actor.From((await Authentication).User);
        if (loadedFilm == FilmId) return;

        (loadedFilm, cropped, editing, done, problems) = (FilmId, null, null, null, []);
        live?.Dispose();
        live = new LiveReads(Feed, FilmId, Clock, () => InvokeAsync(ReadAgainAsync));
        await ReadAsync();
        if (sender is not null) await sender.InvokeVoidAsync("address", Address());
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Films/Stills/StillPanel.razor.js");
            var texts = new { tooLarge = T.Of(StillRefusals.TooLarge), signedOut = T["Stills.SignedOut"], failed = T["Stills.Failed"] };
            sender = await module.InvokeAsync<IJSObjectReference>("start", root, self, Address(), Picture.MostBytes, texts);
        }

        if (isBusy || focusNext is not { } next) return;

        focusNext = null;
        if (next() is { Context: not null } target) await target.FocusAsync();
    }

    private string Address() => $"/media/films/{FilmId}/stills";

    private string CalledOf(ShownStill still) =>
        still.Alt.Length > 0 ? still.Alt : NumberOf(still);

    private string NumberOf(ShownStill still) => T["Stills.Number", pictures!.Stills.Select(other => other.Id).ToList().IndexOf(still.Id) + 1];

    private PosterCrop CropOf(ShownStill still) =>
        pictures!.PosterOf is { } place && place.PictureId == still.Id ? place.Crop : PosterCrop.Middle(still.Picture.Width, still.Picture.Height);

    private void Crop(ShownStill still) => (cropped, editing, done, problems) = (still, null, null, []);

    private void StopCropping() => (cropped, focusNext) = (null, () => cropButton);

    private void Edit(ShownStill still)
    {
        (editing, alt, credit, cropped, done, problems) = (still.Id, still.Alt, still.Credit, null, null, []);
        focusNext = () => altField;
    }

    private void StopEditing()
    {
        var edited = editing;
        editing = null;
        focusNext = () => edited is { } id && editButtons.TryGetValue(id, out var button) ? button : null;
    }

    private async Task CropAsync(PosterCrop crop)
    {
        if (cropped is { } still && await DoAsync(() => Service.CropAsync(actor!, FilmId, still.Id, crop, CancellationToken.None), "Stills.Cropped")) StopCropping();
    }

    private async Task DescribeAsync()
    {
        if (editing is { } id && await DoAsync(() => Service.DescribeAsync(actor!, FilmId, id, alt, credit, CancellationToken.None), "Stills.Described")) StopEditing();
    }

    private Task ArrangeAsync(IReadOnlyList<Guid> order) => DoAsync(() => Service.ArrangeAsync(actor!, FilmId, order, CancellationToken.None), null);

    /// <summary>What had the focus is gone: the still that takes the place gets it.</summary>
    private async Task RemoveAsync(ShownStill still)
    {
        var place = pictures!.Stills.Select(other => other.Id).ToList().IndexOf(still.Id);
        if (!await DoAsync(() => Service.RemoveAsync(actor!, FilmId, still.Id, CancellationToken.None), "Stills.Removed")) return;

        focusNext = () => pictures is { Stills: { Count: > 0 } left } && editButtons.TryGetValue(left[Math.Min(place, left.Count - 1)].Id, out var button) ? button : null;
    }

    private Task RemovePosterAsync() => DoAsync(() => Service.RemovePosterAsync(actor!, FilmId, CancellationToken.None), "Stills.PosterRemoved");

    private async Task<bool> DoAsync(Func<Task<Result>> act, string? said)
    {
        if (isBusy) return false;

        (isBusy, done, problems) = (true, null, []);
        try
        {
            var result = await act();
            if (!result.Succeeded) problems = [new SendProblem("", T.Of(result.Refusal))];
            else if (said is not null) done = T[said];
            await ReadAsync();
            return result.Succeeded;
        }
        finally
        {
            isBusy = false;
        }
    }

    /// <summary>What is being edited may be gone by now.</summary>
    private async Task ReadAsync()
    {
        pictures = actor is null ? null : await Queries.FindAsync(actor, FilmId, CancellationToken.None);
        if (cropped is { } still && pictures?.All.Any(other => other.Id == still.Id) != true) cropped = null;
        if (editing is { } id && pictures?.All.Any(other => other.Id == id) != true) editing = null;
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    /// <summary>A file that was not taken, and why; without a name where it is about something else.</summary>
    public sealed record SendProblem(string Name, string Text);
}
