using System.ComponentModel.DataAnnotations;

namespace Showcase.Web.Storage;

public enum StorageProvider
{
    Local,
    Azure,
}

/// <summary>Section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public StorageProvider Provider { get; set; }

    /// <summary>Local: the folder; relative paths start at the data folder.</summary>
    [Required]
    public string Folder { get; set; } = "media";

    /// <summary>Azure: a connection string with an account key. A secret: set it by environment or user secrets.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Azure: the account's blob address, reached with the machine's own identity, where there is no connection string.</summary>
    public Uri? AccountUri { get; set; }

    /// <summary>Azure: where uploads arrive. Tickets write here and nowhere else.</summary>
    [Required]
    public string IncomingContainer { get; set; } = MediaPaths.Incoming;

    [Required]
    public string OriginalsContainer { get; set; } = MediaPaths.Originals;

    [Required]
    public string RenditionsContainer { get; set; } = MediaPaths.Renditions;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StorageProvider.Azure && ConnectionString is null && AccountUri is null)
        {
            yield return new ValidationResult("Storage:Provider is Azure: set Storage:ConnectionString or Storage:AccountUri.");
        }
    }
}
