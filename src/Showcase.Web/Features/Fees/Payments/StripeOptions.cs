using System.ComponentModel.DataAnnotations;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>Section <c>Payments:Stripe</c>. Without a key nobody can pay here, and organisers record payments by hand.</summary>
public sealed class StripeOptions : IValidatableObject
{
    public const string Section = "Payments:Stripe";

    /// <summary>A secret or restricted key of the account (<c>sk_…</c>, <c>rk_…</c>); a secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary>What the webhook's messages are signed with (<c>whsec_…</c>); a secret.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>Where the API is; another one is for tests.</summary>
    [Required, Url]
    public string ApiAddress { get; set; } = "https://api.stripe.com/";

    public bool IsOn => !string.IsNullOrEmpty(SecretKey);

    /// <summary>What is wrong, without the secrets themselves: this ends up in logs.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn != !string.IsNullOrEmpty(WebhookSecret)) yield return new ValidationResult($"{Section}: SecretKey and WebhookSecret are set together or not at all.");
        if (IsOn && !SecretKey!.StartsWith("sk_", StringComparison.Ordinal) && !SecretKey.StartsWith("rk_", StringComparison.Ordinal)) yield return new ValidationResult($"{Section}:SecretKey is no secret key.");
        if (!string.IsNullOrEmpty(WebhookSecret) && !WebhookSecret.StartsWith("whsec_", StringComparison.Ordinal)) yield return new ValidationResult($"{Section}:WebhookSecret is no signing secret.");
        if (Uri.TryCreate(ApiAddress, UriKind.Absolute, out var api) && api.Scheme != Uri.UriSchemeHttps && !api.IsLoopback) yield return new ValidationResult($"{Section}:ApiAddress must be https.");
    }
}
