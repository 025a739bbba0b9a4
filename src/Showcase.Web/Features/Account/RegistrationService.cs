using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Account;

/// <summary>
/// New accounts and forgotten passwords. Nothing here tells whether an address has an account: what the browser gets is the same,
/// and about as fast; the difference is in the mail.
/// </summary>
internal sealed partial class RegistrationService(UserManager<ApplicationUser> users, ShowcaseDbContext db, AccountMails mails, TimeProvider clock, ILogger<RegistrationService> logger)
{    /// <summary>Makes the account and mails the link that confirms it; an address that has one already gets a mail that says so.</summary>
    public async Task<IdentityResult> RegisterAsync(string name, string email, string password, string? returnUrl, CancellationToken token)
    {
        var user = new ApplicationUser { DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim(), CreatedAt = clock.GetUtcNow() };
        if (await CheckPasswordAsync(user, password) is { Succeeded: false } weak) return weak;

        var accepted = IdentityResult.Success;
        await Evenly.DoAsync(async () => accepted = await AcceptAsync(user, password, returnUrl, token), clock, token);
        return accepted;
    }

    /// <summary>Sends the confirming link again, where there is an account that waits for it.</summary>
    public Task ResendAsync(string email, CancellationToken token) => Evenly.DoAsync(async () =>
    {
        if (await users.FindByEmailAsync(email.Trim()) is { EmailConfirmed: false } user) await SendConfirmationAsync(user, returnUrl: null, token);
    }, clock, token);

    /// <summary>The account that a confirming link belongs to; null where the link is no longer good.</summary>
    public async Task<ApplicationUser?> FindAsync(Guid userId, string? token) =>
        token is not null && await users.FindByIdAsync(userId.ToString()) is { } user
        && await users.VerifyUserTokenAsync(user, users.Options.Tokens.EmailConfirmationTokenProvider, UserManager<ApplicationUser>.ConfirmEmailTokenPurpose, token) ? user : null;

    /// <summary>
    /// Opens the account to whoever has both the mail and the password: a stranger who registers somebody else's address has no mail, and the
    /// address's owner does not know the stranger's password, so that nobody confirms an account for another.
    /// </summary>
    public async Task<bool> ConfirmAsync(ApplicationUser user, string token, string password)
    {
        if (!await users.CheckPasswordAsync(user, password)) return false;

        var confirmed = await users.ConfirmEmailAsync(user, token);
        if (confirmed.Succeeded) LogConfirmed(logger, user.Id);
        return confirmed.Succeeded;
    }

    /// <summary>Mails a link for a new password, where there is an account. An account that nobody has confirmed yet becomes that of whoever has the mail.</summary>
    public Task ForgotAsync(string email, CancellationToken token) => Evenly.DoAsync(async () =>
    {
        if (await users.FindByEmailAsync(email.Trim()) is { } user) await mails.ResetAsync(user, await users.GeneratePasswordResetTokenAsync(user), token);
    }, clock, token);

    /// <summary>
    /// Sets the new password, ends every sign-in, removes passkeys, which whoever had broken in may have added, and opens an account that wrong guesses had closed.
    /// </summary>
    public async Task<IdentityResult> ResetAsync(Guid userId, string? token, string password, CancellationToken cancel)
    {
        if (token is null || await users.FindByIdAsync(userId.ToString()) is not { } user) return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var reset = await users.ResetPasswordAsync(user, token, password);
        if (!reset.Succeeded) return reset;

        foreach (var passkey in await users.GetPasskeysAsync(user)) await users.RemovePasskeyAsync(user, passkey.CredentialId);
        if (user.LockoutEnd is { } end && !user.IsLockedByAdministrator())
        {
            LogReopened(logger, user.Id, end);
            await users.SetLockoutEndDateAsync(user, null);
        }

        if (!user.EmailConfirmed)
        {
            // The link came by mail to that address.
            user.EmailConfirmed = true;
            await users.UpdateAsync(user);
            LogConfirmed(logger, user.Id);
        }

        await transaction.CommitAsync(cancel);
        LogReset(logger, user.Id);
        await mails.SecurityChangedAsync(user, "PasswordReset");
        return reset;
    }

    private async Task<IdentityResult> AcceptAsync(ApplicationUser user, string password, string? returnUrl, CancellationToken token)
    {
        if (await users.FindByEmailAsync(user.Email!) is { } owner)
        {
            var hash = users.PasswordHasher.HashPassword(user, password);
            if (owner.EmailConfirmed)
            {
                await mails.AlreadyRegisteredAsync(owner, token);
                return IdentityResult.Success;
            }

            // The link that is out there goes on working where no other may follow it.
            if (!await mails.MayConfirmAsync(owner, token)) return IdentityResult.Success;

            // Whoever came first may not be whom the address belongs to: nothing of theirs lives on, neither name, password nor link.
            (owner.DisplayName, owner.PasswordHash) = (user.DisplayName, hash);
            var renewed = await users.UpdateSecurityStampAsync(owner);
            if (renewed.Succeeded) await SendConfirmationAsync(owner, returnUrl, token);
            return IdentityResult.Success;
        }

        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded) return created;

        LogRegistered(logger, user.Id);
        await SendConfirmationAsync(user, returnUrl, token);
        return created;
    }

    private async Task<IdentityResult> CheckPasswordAsync(ApplicationUser user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, password) is { Succeeded: false } weak) return weak;
        }

        return IdentityResult.Success;
    }

    private async Task SendConfirmationAsync(ApplicationUser user, string? returnUrl, CancellationToken token) =>
        await mails.ConfirmAsync(user, await users.GenerateEmailConfirmationTokenAsync(user), returnUrl, token);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} registered")]
    private static partial void LogRegistered(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} confirmed its address")]
    private static partial void LogConfirmed(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} set a new password by mail")]
    private static partial void LogReset(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} was closed until {End} and is open again")]
    private static partial void LogReopened(ILogger logger, Guid userId, DateTimeOffset end);
}
