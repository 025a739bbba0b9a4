using System.Security.Claims;
using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Import;

/// <summary>What an organiser sees of an import, from the file to the undo, with the store behind it.</summary>
public sealed class ImportPageTests : BunitContext, IAsyncLifetime
{
    private const string Films = "Nr,Name of the film,Artist,Mail,Land,Stars\n1,Salt,Zoë,zoe@mail.test,Germany,5\n2,Sea,Bo,bo@mail.test,France,3\n3,,Cy,cy@mail.test,France,1\n4,Sky,Di,nonsense,Norway,2\n5,Torn\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private Edition edition = default!;
    private Actor organiser = default!;

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        await world.OpenCallAsync(edition);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddPages(world);
        Services.AddSingleton<ImportService>();
        Services.AddSingleton<ImportUndoService>();
        Services.AddSingleton<ImportQueries>();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public void Columns_are_guessed_by_their_names_shown_with_an_example_and_changed()
    {
        var page = Open();
        Choose(page, Films);

        page.WaitForAssertion(() => Assert.Contains("films.csv: 5 rows, 6 columns", Text(page), StringComparison.Ordinal), Patience);
        Assert.Equal("Mail", Chosen(page, ImportField.Email));
        Assert.Equal("Not in the file", Chosen(page, ImportField.Title));
        Assert.Empty(page.FindAll("section[aria-labelledby=import-preview]"));

        page.Find($"#import-{ImportField.Title}").Change("1");

        page.WaitForAssertion(() => Assert.Equal("Name of the film", Chosen(page, ImportField.Title)), Patience);
        Assert.Contains("Salt", page.Find($"#import-{ImportField.Title}").ParentElement!.QuerySelector(".example")!.TextContent, StringComparison.Ordinal);
        Assert.Matches("Columns that are left out: .*Stars\\.$", page.Find("section[aria-labelledby=import-columns] > p:last-child").TextContent);
        Assert.Contains("Salt", page.Find("section[aria-labelledby=import-preview] tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_names_each_row_that_is_wrong_and_saves_nothing()
    {
        var page = Open();
        Choose(page, Films);
        Map(page);

        Button(page, "Try it, save nothing").Click();

        page.WaitForElement("h2#import-result-", Patience);
        Assert.Equal([("New", "2"), ("Changed", "0"), ("Unchanged", "0")], Counts(page).Take(3).Select((count, place) => place == 2 ? ("Unchanged", count.Count) : count));
        var rows = page.FindAll("section[aria-labelledby=import-result-] tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray()).ToList();
        Assert.Equal(["4", "5", "6"], rows.Select(row => row[0]).Order());
        Assert.All(rows, row => Assert.Equal("Left out", row[3]));
        Assert.Contains("The row has 2 cells, the header has 6.", rows.Single(row => row[0] == "6")[2], StringComparison.Ordinal);
        Assert.Contains("nonsense", rows.Single(row => row[0] == "5")[2], StringComparison.Ordinal);
        Assert.NotNull(Button(page, "Import 2 entries"));
        await using var db = world.Store.CreateDbContext();
        Assert.Empty(db.Submissions);
    }

    [Fact]
    public void Another_column_makes_what_was_tried_hold_no_more()
    {
        var page = Open();
        Choose(page, Films);
        Map(page);
        Button(page, "Try it, save nothing").Click();
        page.WaitForElement("h2#import-result-", Patience);

        page.Find($"#import-{ImportField.Title}").Change("2");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("h2#import-result-")), Patience);
        Assert.NotNull(Button(page, "Try it, save nothing"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.StartsWith("Import ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_stands_in_the_history_and_is_undone_after_a_second_look()
    {
        var page = Open();
        Choose(page, Films);
        Map(page);
        Button(page, "Try it, save nothing").Click();
        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Import 2 entries")), Patience);

        Button(page, "Import 2 entries").Click();

        page.WaitForAssertion(() => Assert.Contains("films.csv", page.Find("section[aria-labelledby=import-history] tbody tr").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Done", page.Find("section[aria-labelledby=import-history] tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync());

        page.Find("section[aria-labelledby=import-history] tbody button").Click();
        Assert.Equal(2, await CountAsync());
        Assert.Contains("films.csv", page.Find("[role=group].ask").TextContent, StringComparison.Ordinal);
        Button(page, "Undo the import").Click();

        page.WaitForAssertion(() => Assert.Contains("The import of films.csv is undone.", Text(page), StringComparison.Ordinal), Patience);
        Assert.Contains("Undone", page.Find("section[aria-labelledby=import-history] tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
        Assert.Empty(page.FindAll("section[aria-labelledby=import-history] tbody button"));
    }

    [Fact]
    public void A_file_that_is_no_table_is_refused_in_words_and_the_page_stays()
    {
        var page = Open();

        Choose(page, "");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".notice.bad")), Patience);
        Assert.Empty(page.FindAll("section[aria-labelledby=import-columns]"));
        Assert.NotNull(page.Find("#import-file"));
    }

    [Fact]
    public void Every_field_has_a_name_and_every_table_that_scrolls_is_reached_by_the_keyboard()
    {
        var page = Open();
        Choose(page, Films);
        Map(page);
        Button(page, "Try it, save nothing").Click();
        page.WaitForElement("h2#import-result-", Patience);

        Assert.All(page.FindAll("select, input"), field => Assert.NotNull(page.Find($"label[for='{field.Id}']")));
        Assert.All(page.FindAll(".scroll").Where(scroll => scroll.Closest("section")!.GetAttribute("aria-labelledby") != "import-history"), scroll => Assert.Equal("0", scroll.GetAttribute("tabindex")));
        Assert.All(page.FindAll("button"), button => Assert.Null(button.GetAttribute("tabindex")));
    }

    private static string Text(IRenderedComponent<ImportPage> page) => string.Join(' ', page.Nodes.Select(node => node.TextContent)).Trim();

    private static string Chosen(IRenderedComponent<ImportPage> page, ImportField field)
    {
        var select = page.Find($"#import-{field}");
        return select.QuerySelectorAll("option").First(option => (option.GetAttribute("value") ?? "") == (select.GetAttribute("value") ?? "")).TextContent;
    }

    private static IEnumerable<(string Name, string Count)> Counts(IRenderedComponent<ImportPage> page) =>
        page.FindAll("dl.counts > div").Select(count => (count.QuerySelector("dt")!.TextContent, count.QuerySelector("dd")!.TextContent));

    private static IElement Button(IRenderedComponent<ImportPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static void Choose(IRenderedComponent<ImportPage> page, string csv) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(csv), "films.csv"));

    private static void Map(IRenderedComponent<ImportPage> page)
    {
        page.WaitForElement($"#import-{ImportField.Title}", Patience);
        page.Find($"#import-{ImportField.Title}").Change("1");
        page.Find($"#import-{ImportField.Country}").Change("4");
        page.WaitForElement("section[aria-labelledby=import-preview]", Patience);
    }

    private async Task<int> CountAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return await db.Submissions.CountAsync();
    }

    private IRenderedComponent<ImportPage> Open()
    {
        var page = Render<ImportPage>(parameters => parameters
            .Add(p => p.Edition, edition.Slug)
            .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, organiser.UserId.ToString()), new Claim(ClaimTypes.Name, organiser.Name)], "test"))))));
        page.WaitForElement("#import-file", Patience);
        return page;
    }
}
