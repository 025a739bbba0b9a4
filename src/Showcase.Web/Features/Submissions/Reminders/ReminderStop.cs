using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Reminders;

/// <summary>Ends reminders for whoever holds the link of one, without signing in. The link can do nothing else, and says nothing of whose it is.</summary>
public sealed class ReminderStop(IDbContextFactory<ShowcaseDbContext> contexts, IDataProtectionProvider protection, IOptions<SiteOptions> site)
{
    public const string Path = "/account/no-reminders";

    private readonly IDataProtector protector = protection.CreateProtector("Showcase.Reminders");

    /// <summary>The link for that person's mails; null where this installation does not know its own address.</summary>
    public string? LinkFor(Guid userId) => site.Value.Address is { Length: > 0 } address
        ? $"{address.TrimEnd('/')}{Path}?code={CodeFor(userId)}"
        : null;

    public string CodeFor(Guid userId) => WebEncoders.Base64UrlEncode(protector.Protect(userId.ToByteArray()));

    /// <summary>Whether the link was good; a second click changes nothing.</summary>
    public async Task<bool> StopAsync(string? code, CancellationToken token)
    {
        if (Read(code) is not { } userId) return false;

        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(user => user.SetProperty(u => u.WantsReminders, false), token) == 1;
    }

    /// <summary>Whose link it is; null where it was broken on the way or made up.</summary>
    public Guid? Read(string? code)
    {
        try
        {
            return code is { Length: > 0 } ? new Guid(protector.Unprotect(WebEncoders.Base64UrlDecode(code))) : null;
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
