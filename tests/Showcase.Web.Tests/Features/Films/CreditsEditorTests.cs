using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Films;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Films;

public sealed class CreditsEditorTests : BunitContext
{
    private readonly List<CreditRow> rows = [new() { Role = "Director", Name = "Ada" }, new() { Role = "Editor", Name = "Bo" }, new() { Role = "Sound", Name = "Cy" }];
    private int changes;

    public CreditsEditorTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private IEnumerable<string> Names => rows.Select(row => row.Name);

    [Fact]
    public void A_line_moves_by_button_and_the_move_is_told()
    {
        var editor = Open();

        editor.Find("button[aria-label='Move up: Editor Bo']").Click();

        Assert.Equal(["Bo", "Ada", "Cy"], Names);
        Assert.Equal("Editor Bo is now 1 of 3", editor.Find("[role=status]").TextContent);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void A_line_moves_by_keyboard_from_within_its_fields()
    {
        var editor = Open();

        editor.FindAll("li")[0].KeyDown(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        Assert.Equal(["Bo", "Ada", "Cy"], Names);
    }

    [Fact]
    public void The_first_line_cannot_move_up_nor_the_last_down()
    {
        var editor = Open();

        editor.FindAll("li")[0].KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });

        Assert.Equal(["Ada", "Bo", "Cy"], Names);
        Assert.True(editor.Find("button[aria-label='Move up: Director Ada']").HasAttribute("disabled"));
        Assert.True(editor.Find("button[aria-label='Move down: Sound Cy']").HasAttribute("disabled"));
    }

    [Fact]
    public void A_line_is_added_empty_and_typed_into()
    {
        var editor = Open();

        editor.FindAll("button")[^1].Click();
        editor.Find("input[aria-label='Role of credit 4']").Input("Music");
        editor.Find("input[aria-label='Name of credit 4']").Input("Dee");

        Assert.Equal(("Music", "Dee"), (rows[3].Role, rows[3].Name));
        Assert.Equal(2, changes);
    }

    [Fact]
    public void A_line_is_removed()
    {
        var editor = Open();

        editor.Find("button[aria-label='Remove: Editor Bo']").Click();

        Assert.Equal(["Ada", "Cy"], Names);
    }

    private IRenderedComponent<CreditsEditor> Open() => Render<CreditsEditor>(parameters => parameters.Add(e => e.Rows, rows).Add(e => e.Changed, () => changes++));
}
