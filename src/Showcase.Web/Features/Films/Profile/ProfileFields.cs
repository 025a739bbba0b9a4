using Microsoft.AspNetCore.Components;
using Showcase.Domain.Films;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films.Profile;

/// <summary>A group of a film's profile, folded until somebody wants to fill it. Each change is told at once; the page saves.</summary>
public abstract class ProfileFields : ComponentBase
{
    [Parameter, EditorRequired]
    public ProfileForm Form { get; set; } = default!;

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    protected SiteTexts T { get; set; } = default!;

    protected FilmProfile Said => Form.Said;

    protected async Task SayAsync(FilmProfile said)
    {
        Form.Said = said;
        await Changed.InvokeAsync();
    }
}
