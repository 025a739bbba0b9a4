using System.ComponentModel.DataAnnotations;

namespace Showcase.Web.Features.Account;

/// <summary>Section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>The address that links in mails start with, such as https://showcase.example. Empty: what the browser asked for.</summary>
    [Url]
    public string? Address { get; set; }

    /// <summary>Most forms of the account pages that one address may post in a minute.</summary>
    [Range(1, 1_000_000)]
    public int AccountPostsPerMinute { get; set; } = 60;
}
