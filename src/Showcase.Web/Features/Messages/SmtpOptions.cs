using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Showcase.Web.Features.Messages;

/// <summary>Section <c>Smtp</c>: how mail leaves. Without a host it is put into the pick-up folder as .eml files.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    public const string Section = "Smtp";

    /// <summary>The mail server's name; empty writes files.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public string? UserName { get; set; }

    /// <summary>A secret: set it by environment or user secrets.</summary>
    public string? Password { get; set; }

    /// <summary>Demands TLS by STARTTLS with a certificate that the system trusts; without it nothing is sent.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Sender of all mail: an address, or a name and an address in angle brackets.</summary>
    [Required]
    public string From { get; set; } = "Showcase <showcase@localhost>";

    /// <summary>Where .eml files go; relative paths start at the data folder.</summary>
    [Required]
    public string PickupFolder { get; set; } = "mail";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailAddress.TryCreate(From, out _)) yield return new ValidationResult("Smtp:From is not a mail address.", [nameof(From)]);
        if (string.IsNullOrEmpty(UserName) != string.IsNullOrEmpty(Password))
        {
            yield return new ValidationResult("Smtp:UserName and Smtp:Password belong together.", [nameof(UserName)]);
        }
    }
}
