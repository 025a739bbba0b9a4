using Microsoft.AspNetCore.Identity;

namespace Showcase.Web.Data;

/// <summary>A person with an account. Anyone signed in is an artist; further roles are held per edition.</summary>
public sealed class ApplicationUser : IdentityUser<Guid>
{
    public ApplicationUser() => Id = Guid.CreateVersion7();

    /// <summary>The name that others in an edition see.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
