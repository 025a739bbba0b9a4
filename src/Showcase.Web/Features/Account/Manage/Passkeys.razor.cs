using System.Buffers.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Showcase.Web.Features.Account.Manage;

/// <summary>Keys of devices that sign in without a password. Adding one needs the browser, see PasskeyScript.razor.js.</summary>
public sealed partial class Passkeys
{
    private const int NameLength = 60;
    private const int MostPasskeys = 20;

    private IList<UserPasskeyInfo> passkeys = [];
    private UserPasskeyInfo? renamed;

    [SupplyParameterFromQuery(Name = "rename")]
    private string? Rename { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-name")]
    private NameForm? Input { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-add")]
    private AddForm? Added { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-remove")]
    private RemoveForm? Removal { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        passkeys = await Users.GetPasskeysAsync(Person);
        renamed = passkeys.FirstOrDefault(passkey => IdOf(passkey) == Rename);
    }

    private static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    private async Task AddAsync()
    {
        if (passkeys.Count >= MostPasskeys)
        {
            Errors.Refuse(T["Account.PasskeysTooMany", MostPasskeys]);
            return;
        }

        var attestation = string.IsNullOrEmpty(Added?.Credential) ? null : await SignIns.PerformPasskeyAttestationAsync(Added.Credential);
        // The password that this was begun with may have been reset since, which ends all passkeys.
        var isStillTheirs = await SignIns.ValidateSecurityStampAsync(Http.User) is not null;
        if (!isStillTheirs || attestation is not { Succeeded: true } || attestation.UserEntity.Id != Person.Id.ToString())
        {
            Errors.Refuse(T["Account.PasskeyFailed"]);
            return;
        }

        attestation.Passkey.Name = Short(Added!.Name) ?? T["Account.PasskeyDefaultName"];
        var saved = await Profiles.AddPasskeyAsync(Person, attestation.Passkey);
        if (saved.Succeeded) Finish("/passkeys", "PasskeyAdded");
        else Errors.Add(T, saved);
    }

    private async Task RenameAsync()
    {
        Errors.Check(T, "Name", Input?.Name, NameLength);
        if (Errors.Any || renamed is null) return;

        renamed.Name = Input!.Name!.Trim();
        await Users.AddOrUpdatePasskeyAsync(Person, renamed);
        Finish("/passkeys", "Saved");
    }

    private async Task RemoveAsync()
    {
        if (passkeys.FirstOrDefault(passkey => IdOf(passkey) == Removal?.Id) is { } gone) await Profiles.RemovePasskeyAsync(Person, gone);
        Finish("/passkeys", "PasskeyRemoved");
    }

    private static string? Short(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim() is { Length: > NameLength } longer ? longer[..NameLength] : name.Trim();

    public sealed class NameForm
    {
        public string? Name { get; set; }
    }

    public sealed class AddForm
    {
        public string? Credential { get; set; }

        public string? Name { get; set; }
    }

    public sealed class RemoveForm
    {
        public string? Id { get; set; }
    }
}
