using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<div onclick=\"x\">\n\ntext")]
    public void Html_is_shown_as_it_was_typed(string text)
    {
        var html = SafeMarkdown.ToHtml(text);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<div", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[go](javascript:alert(1))")]
    [InlineData("[go](JaVaScRiPt:alert(1))")]
    [InlineData("[go](java&#x09;script:alert(1))")]
    [InlineData("[go](&#106;avascript:alert(1))")]
    [InlineData("[go](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[go](vbscript:x)")]
    [InlineData("[go](//evil.example)")]
    [InlineData("[go](/\\evil.example)")]
    [InlineData("[go][ref]\n\n[ref]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![go](javascript:alert(1))")]
    public void A_link_that_acts_or_leads_astray_is_only_its_words(string text)
    {
        var html = SafeMarkdown.ToHtml(text);

        Assert.DoesNotContain("href", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("[go](https://example.org/a?b=c)", "<p><a href=\"https://example.org/a?b=c\" rel=\"nofollow noopener\">go</a></p>\n")]
    [InlineData("[go](/editions/berlin)", "<p><a href=\"/editions/berlin\" rel=\"nofollow noopener\">go</a></p>\n")]
    [InlineData("![still](https://example.org/still.jpg)", "<p><a href=\"https://example.org/still.jpg\" rel=\"nofollow noopener\">still</a></p>\n")]
    [InlineData("**so** *so*", "<p><strong>so</strong> <em>so</em></p>\n")]
    [InlineData("# Rules", "<h3>Rules</h3>\n")]
    [InlineData("###### Deep", "<h6>Deep</h6>\n")]
    [InlineData(null, "")]
    public void Plain_markdown_is_written_as_html(string? text, string expected)
    {
        Assert.Equal(expected, SafeMarkdown.ToHtml(text));
    }
}
