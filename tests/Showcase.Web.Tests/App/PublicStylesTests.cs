using Showcase.Web.App;

namespace Showcase.Web.Tests.App;

public sealed class PublicStylesTests
{
    private const string Bundle =
        """
        @import 'other.css';
        /* /App/Layout.razor.rz.scp.css */
        main[b-1] { margin: 0 }
        /* /Features/Judging/Desk.razor.rz.scp.css */
        /* a remark */ .desk[b-2] { color: red }
        /* /Features/Public/Home.razor.rz.scp.css */
        .home[b-3] { color: blue }
        """;

    [Fact]
    public void Rules_of_folders_without_public_pages_are_left_out_and_all_others_stay()
    {
        var css = PublicStyles.Without(Bundle, ["/Features/Judging/"]);

        Assert.DoesNotContain("desk", css, StringComparison.Ordinal);
        Assert.DoesNotContain("remark", css, StringComparison.Ordinal);
        Assert.Contains("@import 'other.css';", css, StringComparison.Ordinal);
        Assert.Contains("main[b-1]", css, StringComparison.Ordinal);
        Assert.Contains(".home[b-3]", css, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_names_stays_whole() => Assert.Equal("a { color: red }", PublicStyles.Without("a { color: red }", ["/Features/Judging/"]));
}
