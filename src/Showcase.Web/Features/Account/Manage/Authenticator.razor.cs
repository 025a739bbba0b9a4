using Microsoft.AspNetCore.Components;
using QRCoder;

namespace Showcase.Web.Features.Account.Manage;

/// <summary>Sets up, renews and turns off the second step. The recovery codes are shown once, in the answer to the form.</summary>
public sealed partial class Authenticator
{
    private const string Issuer = "Showcase";

    private IReadOnlyList<string>? codes;
    private string key = "";
    private int left;

    [Inject]
    private ProfileService Profiles { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "authenticator-on")]
    private CodeForm? Input { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator-off", Name = nameof(Input))]
    private OffForm? Off { get; set; }

    [SupplyParameterFromForm(FormName = "codes", Name = nameof(Input))]
    private CodesForm? Renewal { get; set; }

    /// <summary>The otpauth address that authenticator apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    private string OtpAddress => $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(Person.Email!)}?secret={key}&issuer={Issuer}&digits=6";

    private string SpacedKey => string.Join(' ', key.Chunk(4).Select(part => new string(part))).ToLowerInvariant();

    private MarkupString QrCode
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(OtpAddress, QRCodeGenerator.ECCLevel.M);
            using var drawing = new SvgQRCode(data);
            return new MarkupString(drawing.GetGraphic(new System.Drawing.Size(208, 208), drawQuietZones: false, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute));
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Person.TwoFactorEnabled)
        {
            left = await Users.CountRecoveryCodesAsync(Person);
            return;
        }

        if (string.IsNullOrEmpty(await Users.GetAuthenticatorKeyAsync(Person)))
        {
            await Users.ResetAuthenticatorKeyAsync(Person);
            await SignIns.RefreshSignInAsync(Person);
        }

        key = (await Users.GetAuthenticatorKeyAsync(Person))!;
    }

    private async Task TurnOnAsync()
    {
        await CheckPasswordAsync(Input?.Password);
        Errors.Check(T, "Code", Input?.Code, 12);
        if (Errors.Any) return;

        codes = await Profiles.TurnOnAuthenticatorAsync(Person, Input!.Code);
        if (codes is null) Errors.Add("Code", T["Account.CodeWrong"]);
        else await SignIns.RefreshSignInAsync(Person);
    }

    private async Task RenewCodesAsync()
    {
        await CheckPasswordAsync(Renewal?.CodesPassword, nameof(CodesForm.CodesPassword));
        if (!Errors.Any) codes = await Profiles.NewRecoveryCodesAsync(Person);
    }

    private async Task TurnOffAsync()
    {
        await CheckPasswordAsync(Off?.Password);
        if (Errors.Any) return;

        await Profiles.TurnOffAuthenticatorAsync(Person, Off!.Password!);
        await SignIns.RefreshSignInAsync(Person);
        Finish("/authenticator", "AuthenticatorOff");
    }

    public sealed class CodeForm
    {
        public string? Password { get; set; }

        public string? Code { get; set; }
    }

    public sealed class CodesForm
    {
        public string? CodesPassword { get; set; }
    }

    public sealed class OffForm
    {
        public string? Password { get; set; }
    }
}
