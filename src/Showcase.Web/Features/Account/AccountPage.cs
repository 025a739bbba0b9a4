using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Account;

/// <summary>A page with a plain form. What is wrong with it is shown beside the fields; what was typed stays.</summary>
public abstract class AccountPage : ComponentBase
{
    [Inject]
    protected SiteTexts T { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    protected UserManager<ApplicationUser> Users { get; set; } = default!;

    [Inject]
    protected SignInManager<ApplicationUser> SignIns { get; set; } = default!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    /// <summary>Where the person was going when a door sent them here.</summary>
    [SupplyParameterFromQuery(Name = "returnUrl")]
    protected string? ReturnUrl { get; set; }

    protected FormErrors Errors { get; } = new();

    protected CancellationToken Token => Http.RequestAborted;

    /// <summary>A page of this feature that keeps where the person was going.</summary>
    protected string WithReturn(string path) => LocalAddress.Is(ReturnUrl) ? $"{path}?returnUrl={Uri.EscapeDataString(ReturnUrl!)}" : path;

    protected void GoOn() => Navigation.NavigateTo(LocalAddress.Or(ReturnUrl, "/workspace"));
}
