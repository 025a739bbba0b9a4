using Microsoft.AspNetCore.Components;
using Showcase.Domain.Grants;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Grants;

public sealed partial class FundPage
{
    private static readonly ApplicationState[] Filters =
        [ApplicationState.Submitted, ApplicationState.Awarded, ApplicationState.Declined, ApplicationState.Withdrawn];

    private FundView? fund;
    private Page<ApplicationRow> page = new([], 0);
    private bool isChanging;

    [Parameter]
    public Guid FundId { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private int Number => Math.Max(PageNumber ?? 1, 1);

    private int Pages => (page.Total + FundQueries.PageSize - 1) / FundQueries.PageSize;

    protected override async Task LoadAsync()
    {
        fund = await Reading.FundAsync(Actor, Scope.Id, FundId, Token);
        var state = Enum.TryParse<ApplicationState>(StateName, out var named) && Filters.Contains(named) ? named : (ApplicationState?)null;
        if (fund is not null) page = await Reading.ApplicationsAsync(Actor, Scope.Id, FundId, new ApplicationFilter(state, Search, Number), Token);
    }

    private void Show(string? state, string? search, int number) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["state"] = string.IsNullOrEmpty(state) ? null : state,
        ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        ["page"] = number > 1 ? number : null,
    }));

    private async Task ChangeAsync((string Currency, FundDetails Details) changed)
    {
        if (await DoAsync(() => Writing.ChangeAsync(Actor, FundId, changed.Details, fund!.Version, CancellationToken.None), T["Common.Saved"])) isChanging = false;
    }
}
