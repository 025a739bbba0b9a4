using Microsoft.AspNetCore.Identity;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

internal static class AdministratorRole
{
    /// <summary>The one global role exists from its first holder on.</summary>
    public static async Task EnsureAdministratorRoleAsync(this RoleManager<IdentityRole<Guid>> roles)
    {
        if (await roles.RoleExistsAsync(Actor.AdministratorRole)) return;
        await roles.CreateAsync(new IdentityRole<Guid>(Actor.AdministratorRole) { Id = Guid.CreateVersion7() });
    }
}
