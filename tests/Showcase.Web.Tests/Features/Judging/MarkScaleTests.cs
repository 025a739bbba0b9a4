using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Judging;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Judging;

public sealed class MarkScaleTests : BunitContext
{
    private static readonly CriterionRow Vision = new(Guid.CreateVersion7(), "Vision", "7–8: a distinct voice", 3);

    private int? chosen;

    public MarkScaleTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void The_scale_has_ten_steps_named_by_its_criterion_and_shows_the_mark()
    {
        var scale = Show(8);

        Assert.Equal(10, scale.FindAll("input[type=radio]").Count);
        Assert.Equal("Vision", scale.Find("legend span").TextContent);
        Assert.Equal("8", scale.Find("input[checked]").GetAttribute("value"));
        Assert.Equal(scale.Find(".anchors").Id, scale.Find("fieldset").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void Choosing_a_step_marks_it()
    {
        Show(null).Find("input[value='6']").Change("6");

        Assert.Equal(6, chosen);
    }

    [Fact]
    public void A_closed_card_cannot_be_marked()
    {
        var scale = Show(8, disabled: true);

        scale.Find("input[value='3']").Change("3");

        Assert.True(scale.Find("fieldset").HasAttribute("disabled"));
        Assert.Null(chosen);
    }

    private IRenderedComponent<MarkScale> Show(int? value, bool disabled = false) => Render<MarkScale>(scale => scale
        .Add(s => s.Criterion, Vision)
        .Add(s => s.Value, value)
        .Add(s => s.Disabled, disabled)
        .Add(s => s.ValueChanged, mark => chosen = mark));
}
