using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Account;

/// <summary>Changes of a person's own account that need a proof: the password, or a link in a mail.</summary>
internal sealed partial class ProfileService(UserManager<ApplicationUser> users, AccountMails mails, ILogger<ProfileService> logger)
{
    /// <summary>Mails a link to the new address; nothing changes until it is opened. Whether the address is taken is not told here.</summary>
    public async Task RequestEmailAsync(ApplicationUser person, string email, CancellationToken token)
    {
        var wanted = email.Trim();
        if (await users.FindByEmailAsync(wanted) is { } owner)
        {
            if (owner.Id != person.Id) await mails.AlreadyRegisteredAsync(owner, token);
            return;
        }

        await mails.ConfirmChangeAsync(person, wanted, await users.GenerateChangeEmailTokenAsync(person, wanted), token);
    }

    /// <summary>Moves the account to the new address, ends every sign-in, and tells the old address.</summary>
    public async Task<bool> ConfirmEmailAsync(Guid userId, string? email, string? token, CancellationToken cancel)
    {
        if (token is null || email is null || await users.FindByIdAsync(userId.ToString()) is not { } person) return false;
        if (person.EmailConfirmed && string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase)) return true;
        if (await users.FindByEmailAsync(email) is not null) return false;

        var old = person.Email!;
        if (!(await users.ChangeEmailAsync(person, email, token)).Succeeded) return false;

        await users.SetUserNameAsync(person, email);
        await mails.ChangedAsync(person, old, cancel);
        LogEmailChanged(logger, person.Id);
        return true;
    }

    public async Task<IdentityResult> ChangePasswordAsync(ApplicationUser person, string old, string wanted, CancellationToken cancel)
    {
        var changed = await users.ChangePasswordAsync(person, old, wanted);
        if (!changed.Succeeded) return changed;

        await mails.SecurityChangedAsync(person, "PasswordChanged", cancel);
        LogPasswordChanged(logger, person.Id);
        return changed;
    }

    /// <summary>Demands codes of the app from now on, where <paramref name="code"/> proves that it is set up; yields recovery codes.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAuthenticatorAsync(ApplicationUser person, string? code, CancellationToken cancel)
    {
        var isRight = await users.VerifyTwoFactorTokenAsync(person, users.Options.Tokens.AuthenticatorTokenProvider, OneTimeCode.Clean(code));
        if (!isRight) return null;

        await users.SetTwoFactorEnabledAsync(person, true);
        await mails.SecurityChangedAsync(person, "AuthenticatorOn", cancel);
        LogAuthenticator(logger, person.Id, "on");
        return await NewRecoveryCodesAsync(person);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(ApplicationUser person) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(person, 10) ?? []];

    /// <summary>Back to the password alone; the app's key is thrown away.</summary>
    public async Task<bool> TurnOffAuthenticatorAsync(ApplicationUser person, string password, CancellationToken cancel)
    {
        if (!await users.CheckPasswordAsync(person, password)) return false;

        await users.SetTwoFactorEnabledAsync(person, false);
        await users.ResetAuthenticatorKeyAsync(person);
        await mails.SecurityChangedAsync(person, "AuthenticatorOff", cancel);
        LogAuthenticator(logger, person.Id, "off");
        return true;
    }

    /// <summary>Adds a passkey, for which the password was asked before the device was (<see cref="PasskeyEndpoints"/>).</summary>
    public async Task<IdentityResult> AddPasskeyAsync(ApplicationUser person, UserPasskeyInfo passkey, CancellationToken cancel)
    {
        var saved = await users.AddOrUpdatePasskeyAsync(person, passkey);
        if (!saved.Succeeded) return saved;

        await mails.SecurityChangedAsync(person, "PasskeyAdded", cancel);
        LogPasskey(logger, person.Id, "added");
        return saved;
    }

    public async Task RemovePasskeyAsync(ApplicationUser person, UserPasskeyInfo passkey, CancellationToken cancel)
    {
        if (!(await users.RemovePasskeyAsync(person, passkey.CredentialId)).Succeeded) return;

        await mails.SecurityChangedAsync(person, "PasskeyRemoved", cancel);
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
