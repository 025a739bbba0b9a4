using Microsoft.AspNetCore.Identity;
using Showcase.Domain.Accounts;

namespace Showcase.Web.Data;

/// <summary>A person with an account. Anyone signed in is an artist; further roles are held per edition.</summary>
public sealed class ApplicationUser : IdentityUser<Guid>
{
    public const int DisplayNameLength = 120;

    public ApplicationUser() => Id = Guid.CreateVersion7();

    /// <summary>The name that others in an edition see.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether the person wants to be reminded of deadlines by mail.</summary>
    [PersonalData]
    public bool WantsReminders { get; set; } = true;

    /// <summary>What the person says of themselves, if they like. Only <see cref="GenderTotals"/> may read it: no page shows it beside a person or a film.</summary>
    [PersonalData]
    public Gender? Gender { get; set; }

    /// <summary>Closed by an administrator, without an end; wrong guesses close an account for minutes.</summary>
    public bool IsLockedByAdministrator() => LockoutEnd is { Year: 9999 };

    /// <summary>Takes away everything that tells who it was, and every way in. What the person did stays, by nobody.</summary>
    public void Anonymise()
    {
        var nobody = $"deleted-{Id:N}";
        (DisplayName, Gender, UserName, NormalizedUserName) = ("", null, nobody, nobody.ToUpperInvariant());
        (Email, NormalizedEmail, EmailConfirmed, PhoneNumber, PhoneNumberConfirmed) = (null, null, false, null, false);
        (PasswordHash, TwoFactorEnabled, LockoutEnabled, LockoutEnd) = (null, false, true, DateTimeOffset.MaxValue);
        SecurityStamp = Guid.CreateVersion7().ToString();
    }
}
