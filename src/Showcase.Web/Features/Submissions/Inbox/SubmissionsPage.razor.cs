using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>
/// An edition's inbox. Search, filters, order, columns and page live in the address. What is ticked stays ticked from page to page, until
/// something else is looked for; "all that match" is kept as the filter and not as a list.
/// </summary>
public sealed partial class SubmissionsPage : EditionPage, IAsyncDisposable
{
    /// <summary>More is chosen by a filter.</summary>
    private const int MostTicked = 1_000;

    private readonly HashSet<Guid> chosen = [];
    private InboxFilter filter = new();
    private InboxPage? found;
    private IReadOnlyList<CategoryName> categories = [];
    private IReadOnlyList<string> tags = [];
    private IReadOnlyList<InboxView> views = [];
    private bool all;
    private BulkReport? report;
    private Func<Task<Result<BulkReport>>>? undo;
    private IJSObjectReference? keys;

    [SupplyParameterFromQuery(Name = "search")]
    private string? SearchInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? CategoryInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "tag")]
    private string? TagInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "asked")]
    private string? AskedInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "fee")]
    private string? FeeInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "columns")]
    private string? ColumnsInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageInAddress { get; set; }

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private InboxViewService Views { get; set; } = default!;

    [Inject]
    private BulkService Bulk { get; set; } = default!;

    [Inject]
    private ComposeService Compose { get; set; } = default!;

    [Inject]
    private SiteAddress Site { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private int Chosen => all ? found!.Total : chosen.Count;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await RunningScript.EndAsync(keys, module: null);
    }

    protected override async Task LoadAsync()
    {
        var page = int.TryParse(PageInAddress, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var asked = InboxFilter.From(SearchInAddress, StateInAddress, CategoryInAddress, TagInAddress, AskedInAddress, SortInAddress, ColumnsInAddress, page, FeeInAddress);
        if (!asked.FindsTheSame(filter)) Clear();
        filter = asked;
        found = await Inbox.ListAsync(Actor, Scope.Id, filter, Token);
        categories = await Inbox.CategoriesAsync(Scope.Id, Token);
        tags = await Inbox.TagsAsync(Actor, Scope.Id, Token);
        views = await Inbox.ViewsAsync(Actor, Scope.Id, Token);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", Token, "./Features/Submissions/Inbox/SubmissionsPage.razor.js");
        keys = await module.InvokeAsync<IJSObjectReference>("start", Token);
    }

    private string Address(InboxFilter shown) => $"/workspace/{Edition}/submissions{shown.ToQuery()}";

    private string File(string name) => $"/workspace/{Edition}/{name}{(filter with { Page = 1 }).ToQuery()}";

    /// <summary>Goes to the first page of what the changed filter leaves.</summary>
    private void Go(InboxFilter next) => Navigation.NavigateTo(Address(next with { Page = 1 }));

    private async Task ShowKeysAsync()
    {
        if (keys is not null) await keys.InvokeVoidAsync("help", Token);
    }

    private void Choose(InboxTick tick)
    {
        // One row taken out of all: what is left is what was shown on this page.
        if (all && !tick.IsOn) chosen.UnionWith(found!.Lines.Select(line => line.Id));
        all = false;
        if (!tick.IsOn) chosen.ExceptWith(tick.Ids);
        else if (chosen.Count + tick.Ids.Count <= MostTicked) chosen.UnionWith(tick.Ids);
        else Problem = T["Submissions.TooManyTicked", MostTicked];
    }

    private void Clear()
    {
        chosen.Clear();
        (all, report, undo) = (false, null, null);
    }

    private Task SaveViewAsync(ViewToSave view) => DoAsync(() => Views.SaveAsync(Actor, Scope.Id, view.Name, filter, view.IsShared, CancellationToken.None), T["Submissions.ViewSaved", view.Name]);

    private Task RemoveViewAsync(InboxView view) => DoAsync(() => Views.RemoveAsync(Actor, view.Id, CancellationToken.None), T["Submissions.ViewRemoved", view.Name]);

    private async Task ApplyAsync(BulkOrder order)
    {
        var selection = all ? BulkSelection.All(filter) : BulkSelection.Of(chosen);
        if (order.IsWrittenElsewhere)
        {
            await DoAsync(async () =>
            {
                var begun = await Compose.BeginAsync(Actor, Scope.Id, selection, CancellationToken.None);
                if (begun.Succeeded) Leave($"/workspace/{Edition}/messages/{begun.Value}");
                return begun;
            });
            return;
        }

        await RunAsync(() => order.RunAsync(Bulk, Actor, Scope.Id, selection, Site.Root), done => order.Undo(Bulk, Actor, Scope.Id, done));
    }

    private Task UndoAsync() => RunAsync(undo!, _ => null);

    private async Task RunAsync(Func<Task<Result<BulkReport>>> act, Func<BulkReport, Func<Task<Result<BulkReport>>>?> undoOf)
    {
        Result<BulkReport>? result = null;
        var done = await DoAsync(async () => result = await act());
        if (!done) return;

        Clear();
        report = result!.Value;
        undo = report.Done.Count > 0 ? undoOf(report) : null;
    }
}
