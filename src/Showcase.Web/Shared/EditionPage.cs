using Microsoft.AspNetCore.Components;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Shared;

/// <summary>A workspace page below <c>/workspace/{Edition}/</c>. <see cref="Scope"/> is set before <see cref="WorkspacePage.LoadAsync"/> runs.</summary>
public abstract class EditionPage : WorkspacePage
{
    [Parameter]
    public string Edition { get; set; } = "";

    [Inject]
    protected EditionQueries Editions { get; set; } = default!;

    protected EditionScope Scope { get; private set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (Scope?.Slug != Edition)
        {
            Scope = await Editions.FindAsync(Edition, Token)
                ?? throw new InvalidOperationException("An edition's page was rendered without an edition: its policy lets everybody in.");
        }

        await base.OnParametersSetAsync();
    }
}
