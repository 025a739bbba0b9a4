using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class MarkScaleTests : BunitContext
{
    private static readonly CriterionRow Vision = new(
        Guid.CreateVersion7(), "Vision", "", 3, CriterionKind.Scored, Scale.Usual, [new Anchor(7, "a distinct voice"), new Anchor(8, "a distinct voice"), new Anchor(10, "unheard of")], AllowsNotApplicable: false, []);

    private MarkScale.Chosen? chosen;

    public MarkScaleTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void The_scale_has_ten_steps_named_by_its_criterion_and_shows_the_mark()
    {
        var scale = Show(Vision, 8);

        Assert.Equal(10, scale.FindAll("input[type=radio]").Count);
        Assert.Equal("Vision", scale.Find("legend span").TextContent);
        Assert.Equal("8", scale.Find("input[checked]").GetAttribute("value"));
        Assert.Equal(scale.Find(".anchors").Id, scale.Find("fieldset").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void Steps_that_stand_for_the_same_share_a_line_and_the_marked_one_stands_out()
    {
        var scale = Show(Vision, 8);

        Assert.Equal(["10", "7–8"], scale.FindAll(".anchors dt").Select(line => line.TextContent));
        Assert.Equal("a distinct voice", scale.Find(".anchors .on dd").TextContent);
    }

    [Fact]
    public void A_scale_in_halves_shows_each_half_and_not_applicable_where_it_is_allowed()
    {
        var scale = Show(Vision with { Scale = new Scale(1, 5, 0.5m), Anchors = [], AllowsNotApplicable = true }, null);

        Assert.Equal(["1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5", "na"], scale.FindAll("input").Select(step => step.GetAttribute("value")));
        scale.Find("input[value='na']").Change("na");
        Assert.Equal(new MarkScale.Chosen(null), chosen);
    }

    [Fact]
    public void Choosing_a_step_marks_it()
    {
        Show(Vision, null).Find("input[value='6']").Change("6");

        Assert.Equal(new MarkScale.Chosen(6), chosen);
    }

    [Fact]
    public void A_closed_card_cannot_be_marked()
    {
        var scale = Show(Vision, 8, disabled: true);

        scale.Find("input[value='3']").Change("3");

        Assert.True(scale.Find("fieldset").HasAttribute("disabled"));
        Assert.Null(chosen);
    }

    private IRenderedComponent<MarkScale> Show(CriterionRow criterion, int? value, bool disabled = false) => Render<MarkScale>(scale => scale
        .Add(s => s.Criterion, criterion)
        .Add(s => s.Value, value is { } mark ? new MarkScale.Chosen(mark) : null)
        .Add(s => s.Disabled, disabled)
        .Add(s => s.ValueChanged, mark => chosen = new MarkScale.Chosen(mark)));
}
