using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Showcase.Web.Shared;

/// <summary>
/// Markdown that people typed, as HTML that cannot act: HTML in it is shown as text, links lead to web and mail addresses or
/// within the site, and pictures from elsewhere become links.
/// </summary>
public static class SafeMarkdown
{
    /// <summary>The page and the section above the text own the first two levels of headings.</summary>
    private const int HeadingsBelow = 2;

    private static readonly string[] Schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp, Uri.UriSchemeMailto];
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static string ToHtml(string? text)
    {
        var document = Markdig.Markdown.Parse(text ?? "", Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Min(heading.Level + HeadingsBelow, 6);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document.ToHtml(Pipeline);
    }

    private static void Tame(LinkInline link)
    {
        var url = link.GetDynamicUrl is { } dynamic ? dynamic() : link.Url;
        if (!IsSafe(url))
        {
            link.ReplaceBy(new ContainerInline());
            return;
        }

        (link.Url, link.GetDynamicUrl, link.IsImage) = (url, null, false);
        link.GetAttributes().AddPropertyIfNotExist("rel", "nofollow noopener");
    }

    private static bool IsSafe(string? url) => url switch
    {
        null or "" => false,
        ['#', ..] => true,
        ['/', ..] => url.Length == 1 || url[1] is not ('/' or '\\'),
        _ => !url.Any(char.IsControl) && Uri.TryCreate(url, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme, StringComparer.Ordinal),
    };
}
