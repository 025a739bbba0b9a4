using System.Security.Claims;

namespace Showcase.Web.Security;

/// <summary>
/// Who asks. Services take it first and decide by it; it says who a person is, never what they may do: rights are read from the store.
/// <see cref="IsAdministrator"/> is what the sign-in said, good for nothing but showing a link.
/// </summary>
public sealed record Actor(Guid UserId, string Name, bool IsAdministrator)
{
    public const string AdministratorRole = "Administrator";

    /// <summary>The signed-in person, or null for a visitor.</summary>
    public static Actor? From(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)) return null;

        var name = principal.FindFirstValue(ClaimTypes.GivenName) ?? principal.Identity?.Name ?? "";
        return new Actor(userId, name, principal.IsInRole(AdministratorRole));
    }
}
