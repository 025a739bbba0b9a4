using Microsoft.AspNetCore.Identity;
using Showcase.Domain.Editions;
using Showcase.Web.Security;

namespace Showcase.Web.Data.Demo;

/// <summary>A made-up person with an account; <paramref name="Shown"/> ones are listed for the visitor to try.</summary>
internal sealed record DemoPerson(string Email, string Name, EditionRole[] Roles, bool Shown = false, bool Administrator = false);

internal static class DemoPeople
{
    public static readonly DemoPerson[] All =
    [
        new("artist@demo.test", "Ines Okafor", [], Shown: true),
        new("organiser@demo.test", "Mara Haddad", [EditionRole.Organiser], Shown: true),
        new("juror@demo.test", "Jonas Lind", [EditionRole.Juror], Shown: true),
        new("juror2@demo.test", "Sefa Tamasese", [EditionRole.Juror]),
        new("juror3@demo.test", "Claire Fontaine", [EditionRole.Juror]),
        new("curator@demo.test", "Ben Achterberg", [EditionRole.Curator], Shown: true),
        new("officer@demo.test", "Lucía Romero", [EditionRole.GrantsOfficer], Shown: true),
        new("admin@demo.test", "Ada Admin", [], Shown: true, Administrator: true),
        new("yuna@demo.test", "Yuna Park", []),
        new("teo@demo.test", "Teo Almeida", []),
        new("marek@demo.test", "Marek Dvořák", []),
        new("nebel@demo.test", "Kollektiv Nebel", []),
        new("amara@demo.test", "Amara Diallo", []),
    ];

    /// <summary>Makes the accounts; returns each one's id by display name.</summary>
    public static async Task<Dictionary<string, Guid>> CreateAsync(UserManager<ApplicationUser> users, RoleManager<IdentityRole<Guid>> roles, DateTimeOffset now)
    {
        var administrator = new IdentityRole<Guid>(Actor.AdministratorRole) { Id = Guid.CreateVersion7() };
        Check(await roles.CreateAsync(administrator));
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var person in All)
        {
            var user = new ApplicationUser { UserName = person.Email, Email = person.Email, EmailConfirmed = true, DisplayName = person.Name, CreatedAt = now };
            Check(await users.CreateAsync(user, DemoOptions.Password));
            if (person.Administrator) Check(await users.AddToRoleAsync(user, Actor.AdministratorRole));
            ids[person.Name] = user.Id;
        }

        return ids;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"A demo account could not be made: {result}");
    }
}
