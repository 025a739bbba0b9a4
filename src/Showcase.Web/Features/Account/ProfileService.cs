using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Account;

/// <summary>Changes of a person's own account that need a proof: the password, or a link in a mail.</summary>
internal sealed partial class ProfileService(UserManager<ApplicationUser> users, ShowcaseDbContext db, AccountMails mails, TimeProvider clock, ILogger<ProfileService> logger)
{
    /// <summary>Mails a link to the new address; nothing changes until it is opened. Whether the address is taken is not told here.</summary>
    public Task RequestEmailAsync(ApplicationUser person, string email, CancellationToken token) => Evenly.DoAsync(async () =>
    {
        var wanted = email.Trim();
        if (await users.FindByEmailAsync(wanted) is { } owner)
        {
            if (owner.Id != person.Id) await mails.AlreadyRegisteredAsync(owner, token);
            return;
        }

        await mails.ConfirmChangeAsync(person, wanted, await users.GenerateChangeEmailTokenAsync(person, wanted), token);
    }, clock, token);

    /// <summary>Moves the account to the new address, ends every sign-in, and tells the old address.</summary>
    public async Task<bool> ConfirmEmailAsync(Guid userId, string? email, string? token)
    {
        if (token is null || email is null || await users.FindByIdAsync(userId.ToString()) is not { } person) return false;
        if (person.EmailConfirmed && string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase)) return true;
        if (await users.FindByEmailAsync(email) is not null) return false;

        var old = person.Email!;
        if (!(await users.ChangeEmailAsync(person, email, token)).Succeeded) return false;

        await users.SetUserNameAsync(person, email);
        await mails.ChangedAsync(person, old);
        LogEmailChanged(logger, person.Id);
        return true;
    }

    public async Task<IdentityResult> ChangePasswordAsync(ApplicationUser person, string old, string wanted)
    {
        var changed = await users.ChangePasswordAsync(person, old, wanted);
        if (!changed.Succeeded) return changed;

        await mails.SecurityChangedAsync(person, "PasswordChanged");
        LogPasswordChanged(logger, person.Id);
        return changed;
    }

    /// <summary>Demands codes of the app from now on, where <paramref name="code"/> proves that it is set up; yields recovery codes.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAuthenticatorAsync(ApplicationUser person, string? code)
    {
        var isRight = await users.VerifyTwoFactorTokenAsync(person, users.Options.Tokens.AuthenticatorTokenProvider, OneTimeCode.Clean(code));
        if (!isRight) return null;

        await users.SetTwoFactorEnabledAsync(person, true);
        await mails.SecurityChangedAsync(person, "AuthenticatorOn");
        LogAuthenticator(logger, person.Id, "on");
        return await NewRecoveryCodesAsync(person);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(ApplicationUser person) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(person, 10) ?? []];

    /// <summary>Back to the password alone; the app's key is thrown away.</summary>
    public async Task<bool> TurnOffAuthenticatorAsync(ApplicationUser person, string password)
    {
        if (!await users.CheckPasswordAsync(person, password)) return false;

        await users.SetTwoFactorEnabledAsync(person, false);
        await users.ResetAuthenticatorKeyAsync(person);
        await mails.SecurityChangedAsync(person, "AuthenticatorOff");
        LogAuthenticator(logger, person.Id, "off");
        return true;
    }

    /// <summary>Adds a passkey, for which the password was asked before the device was (<see cref="PasskeyEndpoints"/>).</summary>
    public async Task<IdentityResult> AddPasskeyAsync(ApplicationUser person, UserPasskeyInfo passkey)
    {
        // Whole or not at all: the passkey and the account are saved one after the other, and its owner hears of what was saved.
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var saved = await users.AddOrUpdatePasskeyAsync(person, passkey);
        if (!saved.Succeeded) return saved;

        await transaction.CommitAsync(CancellationToken.None);
        await mails.SecurityChangedAsync(person, "PasskeyAdded");
        LogPasskey(logger, person.Id, "added");
        return saved;
    }

    public async Task RemovePasskeyAsync(ApplicationUser person, UserPasskeyInfo passkey)
    {
        if (!(await users.RemovePasskeyAsync(person, passkey.CredentialId)).Succeeded) return;

        await mails.SecurityChangedAsync(person, "PasskeyRemoved");
        LogPasskey(logger, person.Id, "removed");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A passkey of account {UserId} was {Change}")]
    private static partial void LogPasskey(ILogger logger, Guid userId, string change);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} moved to another address")]
    private static partial void LogEmailChanged(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} changed its password")]
    private static partial void LogPasswordChanged(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} turned its authenticator {State}")]
    private static partial void LogAuthenticator(ILogger logger, Guid userId, string state);
}
