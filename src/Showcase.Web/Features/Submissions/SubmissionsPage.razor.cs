using Microsoft.AspNetCore.Components;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>An edition's inbox. Search, filters, order and page live in the address.</summary>
public sealed partial class SubmissionsPage : EditionPage
{
    private InboxFilter filter = new(null, null, null, InboxSort.Newest, 1);
    private InboxPage? found;
    private IReadOnlyList<CategoryName> categories = [];
    private string? search;

    [SupplyParameterFromQuery(Name = "search")]
    private string? SearchInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? CategoryInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageInAddress { get; set; }

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsFiltered => filter.Search is not null || filter.State is not null || filter.CategoryId is not null;

    protected override async Task LoadAsync()
    {
        filter = InboxFilter.From(SearchInAddress, StateInAddress, CategoryInAddress, SortInAddress, int.TryParse(PageInAddress, out var number) ? number : null);
        search = filter.Search;
        categories = await Inbox.CategoriesAsync(Scope.Id, Token);
        found = await Inbox.ListAsync(Actor, Scope.Id, filter, Token);
    }

    private string Address(int number) => $"/workspace/{Edition}/submissions{(filter with { Page = number }).ToQuery()}";

    private void ApplySearch() => Go(("search", search));

    /// <summary>Goes to the first page of what the changed filter leaves.</summary>
    private void Go((string Name, object? Value) change)
    {
        var value = change.Value as string;
        var next = InboxFilter.From(
            change.Name == "search" ? value : filter.Search,
            change.Name == "state" ? value : filter.State?.ToString(),
            change.Name == "category" ? value : filter.CategoryId?.ToString(),
            change.Name == "sort" ? value : filter.Sort.ToString(),
            page: 1);
        Navigation.NavigateTo($"/workspace/{Edition}/submissions{next.ToQuery()}");
    }
}
