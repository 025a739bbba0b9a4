using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

/// <summary>The options that the browser needs to make or use a passkey. What they ask for is kept in a cookie until the answer comes.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        var passkeys = app.MapGroup("/account/passkeys").AddEndpointFilter(CheckAntiforgeryAsync);
        passkeys.MapPost("/creation-options", CreationOptionsAsync).RequireAuthorization(Policies.SignedIn);
        passkeys.MapPost("/request-options", RequestOptionsAsync).AllowAnonymous();
    }

    /// <summary>
    /// A passkey opens the account for good, so it takes the password to make one, and it is asked for before the device is: without these options nothing that a device
    /// makes is taken. Wrong ones count as they do at the sign-in.
    /// </summary>
    private static async Task<IResult> CreationOptionsAsync(HttpContext http, [FromForm] string? password, [FromServices] SignInManager<ApplicationUser> signIns)
    {
        if (await signIns.UserManager.GetUserAsync(http.User) is not { } person) return Results.Unauthorized();

        var isRight = !string.IsNullOrEmpty(password) && password.Length <= PasswordRules.Longest && (await signIns.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true)).Succeeded;
        if (!isRight) return Results.StatusCode(StatusCodes.Status403Forbidden);

        var options = await signIns.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.DisplayName });
        return Results.Content(options, "application/json");
    }

    /// <summary>No person is named, so nobody learns who has a passkey: the device offers those it holds for this site.</summary>
    private static async Task<IResult> RequestOptionsAsync([FromServices] SignInManager<ApplicationUser> signIns) =>
        Results.Content(await signIns.MakePasskeyRequestOptionsAsync(user: null), "application/json");

    private static async ValueTask<object?> CheckAntiforgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
    }
}
