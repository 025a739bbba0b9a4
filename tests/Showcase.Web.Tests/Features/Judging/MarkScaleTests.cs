using Bunit;
using Microsoft.AspNetCore.Components.Web;
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

    [Theory]
    [InlineData("1", 1)]
    [InlineData("9", 9)]
    [InlineData("0", 10)]
    [InlineData("x", null)]
    public void A_digit_marks_and_other_keys_do_not(string key, int? mark)
    {
        Show(null).Find("fieldset").KeyDown(new KeyboardEventArgs { Key = key });

        Assert.Equal(mark, chosen);
    }

    [Fact]
    public void A_closed_card_cannot_be_marked()
    {
        Show(8, disabled: true).Find("fieldset").KeyDown(new KeyboardEventArgs { Key = "3" });

        Assert.Null(chosen);
    }

    private IRenderedComponent<MarkScale> Show(int? value, bool disabled = false) => Render<MarkScale>(scale => scale
        .Add(s => s.Criterion, Vision)
        .Add(s => s.Value, value)
        .Add(s => s.Disabled, disabled)
        .Add(s => s.ValueChanged, mark => chosen = mark));
}
