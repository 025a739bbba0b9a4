using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Account.Entry;

/// <summary>
/// One answer to every failure: no account, wrong password, not confirmed, or closed after too many guesses. All of them take the
/// time of one password check.
/// </summary>
public sealed partial class SignIn
{
    [SupplyParameterFromForm(FormName = "signin")]
    private SignInForm Input { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "passkey")]
    private PasskeyForm? Passkey { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? DoneKey { get; set; }

    private string? Done => DoneKey is not null && !Errors.Any && T.Has($"Account.Done_{DoneKey}") ? T[$"Account.Done_{DoneKey}"] : null;

    protected override void OnInitialized() => Input ??= new SignInForm();

    private async Task SignInAsync()
    {
        Errors.Check(T, "Email", Input.Email);
        Errors.Check(T, "Password", Input.Password, PasswordRules.Longest);
        if (Errors.Any) return;

        var user = await Users.FindByEmailAsync(Input.Email!.Trim());
        var result = user is null ? SignInResult.Failed : await SignIns.PasswordSignInAsync(user, Input.Password!, Input.Remember, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            GoOn();
        }
        else if (result.RequiresTwoFactor)
        {
            var address = LocalAddress.Or(ReturnUrl, "/workspace");
            Navigation.NavigateTo($"/account/second-factor?returnUrl={Uri.EscapeDataString(address)}&remember={(Input.Remember ? "true" : "false")}");
        }
        else
        {
            if (user is null || result.IsLockedOut || result.IsNotAllowed) Users.PasswordHasher.HashPassword(user ?? new ApplicationUser(), Input.Password!);
            Errors.Refuse(T["Account.SignInFailed"]);
        }
    }

    private async Task UsePasskeyAsync()
    {
        var result = string.IsNullOrEmpty(Passkey?.Credential) ? SignInResult.Failed : await SignIns.PasskeySignInAsync(Passkey.Credential);
        if (result.Succeeded) GoOn();
        else Errors.Refuse(T["Account.PasskeyFailed"]);
    }

    public sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }

    public sealed class PasskeyForm
    {
        public string? Credential { get; set; }
    }
}
