using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Films.Profile;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Films;

public sealed class RowsEditorTests : BunitContext
{
    private readonly List<CastRow> rows = [new() { Name = "Ada" }, new() { Name = "Bo" }, new() { Name = "Cy" }];
    private int changes;

    public RowsEditorTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private IEnumerable<string> Names => rows.Select(row => row.Name);

    [Fact]
    public void A_line_moves_by_button_and_by_keyboard_and_the_move_is_told()
    {
        var editor = Open();

        editor.Find("button[aria-label='Move up: Bo']").Click();
        editor.FindAll("li")[1].KeyDown(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        Assert.Equal(["Bo", "Cy", "Ada"], Names);
        Assert.Equal("Ada is now 3 of 3", editor.Find("[role=status]").TextContent);
        Assert.Equal(2, changes);
    }

    [Fact]
    public async Task A_line_is_dragged_to_its_place()
    {
        var editor = Open();

        await editor.InvokeAsync(() => editor.FindComponent<Showcase.Web.Shared.DragRows>().Instance.MoveAsync(0, 2));

        Assert.Equal(["Bo", "Cy", "Ada"], Names);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void The_first_line_cannot_move_up_nor_the_last_down()
    {
        var editor = Open();

        editor.FindAll("li")[2].KeyDown(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        Assert.Equal(["Ada", "Bo", "Cy"], Names);
        Assert.True(editor.Find("button[aria-label='Move up: Ada']").HasAttribute("disabled"));
        Assert.True(editor.Find("button[aria-label='Move down: Cy']").HasAttribute("disabled"));
    }

    private IRenderedComponent<RowsEditor<CastRow>> Open() => Render<RowsEditor<CastRow>>(parameters => parameters
        .Add(e => e.Title, "Cast").Add(e => e.Hint, "").Add(e => e.AddText, "Add").Add(e => e.Most, 10).Add(e => e.Rows, rows).Add(e => e.Changed, () => changes++)
        .Add(e => e.ChildContent, row => builder =>
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "value", row.Name);
            builder.AddElementReferenceCapture(2, input => row.First = input);
            builder.CloseElement();
        }));
}
