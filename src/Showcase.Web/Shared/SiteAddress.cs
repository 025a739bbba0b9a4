using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Showcase.Web.Shared;

/// <summary>Section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>Where people reach this installation, such as https://festival.example/. Without it the site answers to this machine alone.</summary>
    [Url]
    public string? Address { get; set; }

    /// <summary>Most forms of the account pages that one address may post in a minute.</summary>
    [Range(1, 1_000_000)]
    public int AccountPostsPerMinute { get; set; } = 60;

    /// <summary>Most requests for the page where an audience votes from one address in a minute: a full hall may share one.</summary>
    [Range(1, 1_000_000)]
    public int VoteRequestsPerMinute { get; set; } = 1_200;
}

/// <summary>Absolute addresses for links in mails and for machines: from the settings, else from the page or the request that asks.</summary>
public sealed class SiteAddress(IOptions<SiteOptions> options, NavigationManager navigation)
{
    /// <summary>The root as a page's component sees it; it ends with a slash.</summary>
    public Uri Root => Configured ?? new Uri(navigation.BaseUri);

    /// <summary>The whole address of a page or file of this site.</summary>
    public string Of(string path) => new Uri(Root, (path ?? "").TrimStart('/')).AbsoluteUri;

    private Uri? Configured => options.Value.Address is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + "/") : null;

    /// <summary>The root as an endpoint sees it, where there is no page.</summary>
    public Uri RootOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Configured ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");
    }
}
