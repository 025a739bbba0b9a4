using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;

namespace Showcase.Web.Security;

/// <summary>
/// Asks every few seconds what an open circuit's person may still do. A changed password, a lock or a deleted account ends the sign-in;
/// a role that was given or taken makes the open page ask for its right again.
/// </summary>
internal sealed class RevalidatingAuthentication : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory scopes;
    private readonly IOptions<IdentityOptions> options;
    private Task<string> held = Task.FromResult("");

    public RevalidatingAuthentication(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
        : base(loggers)
    {
        (this.scopes, this.options) = (scopes, options);
        AuthenticationStateChanged += state => held = HeldAsync(state);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    /// <summary>Whether the person may stay signed in.</summary>
    internal async Task<bool> CheckAsync(ClaimsPrincipal principal, CancellationToken token)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        if (await users.GetUserAsync(principal) is not { } user) return false;
        if (principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(user)) return false;

        var now = await RightsAsync(scope.ServiceProvider, user.Id, token);
        if (now != await held)
        {
            var renewed = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<ApplicationUser>>().CreateAsync(user);
            SetAuthenticationState(Task.FromResult(new AuthenticationState(renewed)));
        }

        return true;
    }

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        CheckAsync(authenticationState.User, cancellationToken);

    private static async Task<string> RightsAsync(IServiceProvider services, Guid userId, CancellationToken token)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync(token);
        var roles = await db.EditionMembers.Where(member => member.UserId == userId)
            .OrderBy(member => member.EditionId).ThenBy(member => member.Role)
            .Select(member => new { member.EditionId, member.Role })
            .ToListAsync(token);
        var isAdministrator = await db.Administrators().AnyAsync(user => user.Id == userId, token);
        return $"{isAdministrator} {string.Join(' ', roles.Select(role => $"{role.EditionId}:{role.Role}"))}";
    }

    /// <summary>What the person may do as the circuit opens: later changes are seen by comparison.</summary>
    private async Task<string> HeldAsync(Task<AuthenticationState> state)
    {
        if (Actor.From((await state).User) is not { } actor) return "";

        await using var scope = scopes.CreateAsyncScope();
        return await RightsAsync(scope.ServiceProvider, actor.UserId, CancellationToken.None);
    }
}
