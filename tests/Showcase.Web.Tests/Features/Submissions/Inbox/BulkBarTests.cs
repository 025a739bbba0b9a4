using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

public sealed class BulkBarTests : BunitContext
{
    private static readonly CategoryName Shorts = new(Guid.CreateVersion7(), "Shorts");

    private readonly List<BulkOrder> ordered = [];

    public BulkBarTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void A_tag_is_put_on_at_once()
    {
        var bar = Show();

        bar.Find("#bulk-tag").Input("late night");
        bar.Find(".btn.go").Click();

        Assert.Equal(new BulkOrder(BulkAction.Tag) { Tag = "late night" }, Assert.Single(ordered));
    }

    [Fact]
    public void The_first_category_is_chosen_until_another_is()
    {
        var bar = Show();

        bar.Find("#bulk-action").Change(nameof(BulkAction.Assign));
        bar.Find(".btn.go").Click();

        Assert.Equal(Shorts.Id, Assert.Single(ordered).CategoryId);
    }

    [Fact]
    public void Writing_opens_a_page_of_its_own_and_asks_nothing_before()
    {
        var bar = Show();
        bar.Find("#bulk-action").Change(nameof(BulkAction.Write));

        bar.Find(".btn.go").Click();

        Assert.True(Assert.Single(ordered).IsWrittenElsewhere);
    }

    [Theory]
    [InlineData(BulkAction.Ask)]
    [InlineData(BulkAction.TurnAway)]
    public void What_leaves_by_mail_says_how_many_and_is_asked_for_twice(BulkAction action)
    {
        var bar = Show();
        bar.Find("#bulk-action").Change(action.ToString());

        bar.Find(".btn.go").Click();
        Assert.Empty(ordered);
        Assert.Contains("Up to 12 mails", bar.Find(".ask p").TextContent, StringComparison.Ordinal);
        bar.Find(".ask .btn.go").Click();

        Assert.Equal(action, Assert.Single(ordered).Action);
    }

    [Fact]
    public void Each_row_that_was_refused_is_named_with_its_reason()
    {
        var report = new BulkReport([], [new BulkRefused(Guid.CreateVersion7(), "Salt", new Refusal("Submissions.StepNotAllowed", SubmissionState.Withdrawn, SubmissionState.Ineligible))], 3);

        var outcome = Render<BulkOutcome>(parameters => parameters.Add(o => o.Report, report).Add(o => o.Edition, "berlin"));

        Assert.Contains("0 done, 3 refused.", outcome.Markup, StringComparison.Ordinal);
        Assert.Equal(["Salt A submission that is Withdrawn cannot become Ineligible.", "And 2 more."], outcome.FindAll("li").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.DoesNotContain("Undo", outcome.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<BulkBar> Show() => Render<BulkBar>(parameters => parameters
        .Add(bar => bar.Chosen, 12)
        .Add(bar => bar.Total, 50)
        .Add(bar => bar.IsAll, false)
        .Add(bar => bar.Categories, [Shorts])
        .Add(bar => bar.Tags, [])
        .Add(bar => bar.Ordered, ordered.Add));
}
