using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Showcase.Domain.Calls;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Calls;

public sealed partial class CallEditor : EditionPage
{
    private CallView? call;

    /// <summary>What a draft has on its other pages; null once it was opened.</summary>
    private CallParts? parts;
    private string name = "";
    private string text = "";
    private bool preview;

    /// <summary>The category whose form is open; the empty id stands for a new one.</summary>
    private Guid? editing;

    /// <summary>Where on the page the last thing was done: what came of it is told there.</summary>
    private CallPart changed;

    private ElementReference add;
    private ElementReference saveText;
    private bool hasClosedForm;
    private bool wasHeldBack;

    [Parameter]
    public Guid CallId { get; set; }

    private bool IsTextUnsaved => call is not null && (name.Trim() != call.Name || text != call.Text);

    private bool IsAhead => call!.OpensAt > Clock.GetUtcNow();

    [Inject]
    private CallQueries Queries { get; set; } = default!;

    [Inject]
    private CallService Service { get; set; } = default!;

    [Inject]
    private PaymentService Payments { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>
    /// Reads the call anew. What was typed of its text is kept while the same call stays open: each change of ours was checked
    /// against the version that the text was read with, so the new version is safe to go on with.
    /// </summary>
    protected override async Task LoadAsync()
    {
        var read = await Queries.FindAsync(Actor, Scope.Id, CallId, Token);
        if (read?.Id != call?.Id) (name, text, editing, preview) = (read?.Name ?? "", read?.Text ?? "", null, false);
        wasHeldBack = false;
        (call, parts) = (read, read is { State: CallState.Draft } ? await Queries.PartsAsync(Actor, Scope.Id, CallId, Token) : null);
    }

    /// <summary>Whoever goes to another page with text that is not saved is told once; the second time they mean it.</summary>
    private async Task HoldBackAsync(LocationChangingContext leaving)
    {
        if (!IsTextUnsaved || wasHeldBack || leaving.TargetLocation.Contains($"/calls/{CallId}#", StringComparison.OrdinalIgnoreCase)) return;

        leaving.PreventNavigation();
        wasHeldBack = true;
        await TellUnsavedAsync("Calls.UnsavedLeaving");
    }

    private async Task TellUnsavedAsync(string words)
    {
        (changed, Problem, Done) = (CallPart.Text, T[words], null);
        await saveText.FocusAsync();
    }

    private string? ProblemOf(CallPart part) => changed == part ? Problem : null;

    private string? DoneOf(CallPart part) => changed == part ? Done : null;

    private void Edit(Guid? category) => (editing, Problem, Done) = (category, null, null);

    private Task SaveAsync() => ChangeAsync(CallPart.Text, c => Service.ChangeAsync(Actor, Scope.Id, c.Id, c.Version, name, text, CancellationToken.None), T["Common.Saved"]);

    private Task SaveRulesAsync(CallRules rules) => ChangeAsync(
        CallPart.Rules, c => Service.ChangeRulesAsync(Actor, Scope.Id, c.Id, c.Version, rules, CancellationToken.None), T["Common.Saved"]);

    private Task SaveReplacementAsync(ReplacementInput input) => ChangeAsync(
        CallPart.Replacing, c => Service.ChangeReplacementAsync(Actor, Scope.Id, c.Id, c.Version, input, CancellationToken.None), T["Common.Saved"]);

    private Task OpenAsync() => IsTextUnsaved ? TellUnsavedAsync("Calls.UnsavedOpening") : ChangeAsync(CallPart.Opening, c => Service.OpenAsync(Actor, Scope.Id, c.Id, c.Version, CancellationToken.None), T["Calls.NowOpen"]);

    private Task OpenLaterAsync(DateTime local) => ChangeAsync(
        CallPart.Opening, c => Service.OpenLaterAsync(Actor, Scope.Id, c.Id, c.Version, local, CancellationToken.None), T["Calls.WillOpen"]);

    private Task CloseAsync() => ChangeAsync(
        CallPart.Opening, c => Service.CloseAsync(Actor, Scope.Id, c.Id, c.Version, CancellationToken.None), T[IsAhead ? "Calls.TakenBackOpening" : "Calls.NowClosed"]);

    private Task AddCategoryAsync(CategoryInput input) => ChangeAsync(
        CallPart.Categories,
        c => Service.AddCategoryAsync(Actor, Scope.Id, c.Id, c.Version, input, CancellationToken.None),
        T["Calls.CategoryAdded", input.Name],
        closesForm: true);

    private Task ChangeCategoryAsync(CategoryView category, CategoryInput input) => ChangeAsync(
        CallPart.Categories,
        c => Service.ChangeCategoryAsync(Actor, Scope.Id, c.Id, c.Version, category.Id, input, CancellationToken.None),
        T["Common.Saved"],
        closesForm: true);

    private Task MoveAsync(CategoryView category, int places) => ChangeAsync(
        CallPart.Categories,
        c => Service.MoveCategoryAsync(Actor, Scope.Id, c.Id, c.Version, category.Id, places, CancellationToken.None),
        T["Calls.CategoryMoved", category.Name]);

    private Task RemoveAsync(CategoryView category) => ChangeAsync(
        CallPart.Categories,
        c => Service.RemoveCategoryAsync(Actor, Scope.Id, c.Id, c.Version, category.Id, CancellationToken.None),
        T["Calls.CategoryRemoved", category.Name]);

    private async Task ChangeAsync(CallPart part, Func<CallView, Task<Result>> change, string done, bool closesForm = false)
    {
        changed = part;
        if (call is { } current && await DoAsync(() => change(current), done) && closesForm) (editing, hasClosedForm) = (null, true);
    }

    /// <summary>The form of a category is tall: without it the page is elsewhere, so what comes next is brought back into sight.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!hasClosedForm) return;

        hasClosedForm = false;
        await add.FocusAsync();
    }

    private enum CallPart
    {
        Opening,
        Text,
        Rules,
        Categories,
        Replacing,
    }
}
