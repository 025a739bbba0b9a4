using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What an administrator sees of the copies that carry jurors' marks, and can do.</summary>
public sealed class MarkJobsTests : BunitContext
{
    public MarkJobsTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void It_says_what_is_made_what_waits_and_why()
    {
        var page = Open(new MarkWork(TestClock.Start, 20, 3, new MarkUnderWay("Salt Index", "Jo Juror", 40), IsWaiting: true, []));

        var text = page.Find("p").TextContent;
        Assert.Contains("3 of 20 copies are whole.", text, StringComparison.Ordinal);
        Assert.Contains("Salt Index for Jo Juror is at 40 %.", text, StringComparison.Ordinal);
        Assert.Equal("Waits while films are processed", page.Find(".chip").TextContent.Trim());
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public void What_failed_is_named_with_its_log_and_can_be_tried_again_now()
    {
        var asked = false;
        var page = Open(new MarkWork(TestClock.Start, 20, 3, null, IsWaiting: false, [new MarkTrouble("Salt Index", "Jo Juror", 2, TestClock.Start.AddMinutes(5), "No font was found.")]), () => asked = true);

        Assert.Equal(["Salt Index", "Jo Juror", "2", "No font was found."], page.FindAll("tbody td").Where((_, column) => column != 3).Select(cell => cell.TextContent.Trim()));
        page.Find("button").Click();
        Assert.True(asked);
    }

    private IRenderedComponent<MarkJobs> Open(MarkWork work, Action? again = null) =>
        Render<MarkJobs>(parameters => parameters.Add(p => p.Work, work).Add(p => p.TryAgain, again ?? (() => { })));
}
