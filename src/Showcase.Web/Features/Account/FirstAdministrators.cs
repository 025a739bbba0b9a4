using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Accounts;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account;

/// <summary>Makes the first administrator through a link that works once. With an administrator there is no link, and no link works.</summary>
internal sealed partial class FirstAdministrators(
    ShowcaseDbContext db, UserManager<ApplicationUser> users, RoleManager<IdentityRole<Guid>> roles, TimeProvider clock, ILogger<FirstAdministrators> logger)
{
    private const int SecretBytes = 32;

    /// <summary>The secret of a new link, which replaces older ones; null where there is an administrator already.</summary>
    public async Task<string?> IssueAsync(CancellationToken token)
    {
        if (await db.Administrators().AnyAsync(token)) return null;

        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        await db.FirstAdministratorLinks.ExecuteDeleteAsync(token);
        db.FirstAdministratorLinks.Add(new FirstAdministratorLink(Hash(secret), clock.GetUtcNow()));
        await db.SaveChangesAsync(token);
        await transaction.CommitAsync(token);
        return secret;
    }

    public async Task<bool> IsOpenAsync(string? secret, CancellationToken token)
    {
        if (string.IsNullOrEmpty(secret)) return false;

        var hash = Hash(secret);
        return await db.FirstAdministratorLinks.AnyAsync(link => link.SecretHash == hash, token) && !await db.Administrators().AnyAsync(token);
    }

    /// <summary>Makes the account, confirmed and with the role, and ends the link: all or nothing, and for one of two at once.</summary>
    public async Task<IdentityResult> UseAsync(string? secret, string name, string email, string password, CancellationToken token)
    {
        if (!await IsOpenAsync(secret, token)) return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());

        var hash = Hash(secret!);
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        if (await db.FirstAdministratorLinks.Where(link => link.SecretHash == hash).ExecuteDeleteAsync(token) == 0)
        {
            return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());
        }

        var user = new ApplicationUser { DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true, CreatedAt = clock.GetUtcNow() };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded) return created;

        await roles.EnsureAdministratorRoleAsync();
        var added = await users.AddToRoleAsync(user, Actor.AdministratorRole);
        if (!added.Succeeded) return added;

        await transaction.CommitAsync(token);
        LogMade(logger, user.Id);
        return added;
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} is the first administrator")]
    private static partial void LogMade(ILogger logger, Guid userId);
}
