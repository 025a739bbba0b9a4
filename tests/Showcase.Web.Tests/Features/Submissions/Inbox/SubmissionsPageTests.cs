using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

/// <summary>What an organiser sees and does in the inbox, with the store behind it.</summary>
public sealed class SubmissionsPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private Edition edition = default!;
    private Actor organiser = default!;

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var call = await world.OpenCallAsync(edition);
        foreach (var (artist, title) in new[] { ("Zoë Grün", "Salt"), ("Ada Artist", "Sea"), ("Mo Maker", "Sky") })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync(artist), title));
        }

        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddPages(world);
        Services.AddSingleton<InboxQueries>();
        Services.AddSingleton<InboxViewService>();
        Services.AddSingleton(world.Revocations);
        Services.AddSingleton<SubmissionMails>();
        Services.AddSingleton<BulkSteps>();
        Services.AddSingleton<BulkService>();
        Services.AddSingleton(new MailStop(new EphemeralDataProtectionProvider()));
        Services.AddSingleton<OutboxSignal>();
        Services.AddSingleton<BatchService>();
        Services.AddSingleton<ComposeService>();
        Services.AddScoped<SiteAddress>();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public void What_the_address_asks_for_is_shown_in_that_order_and_the_fields_say_so()
    {
        var page = Open("?search=s&sort=Artist");

        page.WaitForAssertion(() => Assert.Equal(["Sea", "Sky", "Salt"], Titles(page)), Patience);
        Assert.Equal(("s", "Artist", "3 found"), (page.Find("#inbox-search").GetAttribute("value"), page.Find("#inbox-sort").GetAttribute("value"), page.Find(".top [role=status]").TextContent));
    }

    [Fact]
    public void A_search_a_filter_and_an_order_go_into_the_address_and_back_onto_the_page()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(["Sky", "Sea", "Salt"], Titles(page)), Patience);

        page.Find("#inbox-sort").Change("Title");
        page.WaitForAssertion(() => Assert.Equal(["Salt", "Sea", "Sky"], Titles(page)), Patience);
        page.Find("#inbox-search").Change("grün");
        page.Find("form[role=search]").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Salt"], Titles(page)), Patience);
        page.Find("#inbox-state").Change("Eligible");

        page.WaitForAssertion(() => Assert.Contains("Nothing matches this search and these filters.", page.Find(".empty").TextContent, StringComparison.Ordinal), Patience);
        var address = new Uri(Services.GetRequiredService<NavigationManager>().Uri).Query;
        Assert.All(new[] { "search=gr%C3%BCn", "state=Eligible", "sort=Title" }, part => Assert.Contains(part, address, StringComparison.OrdinalIgnoreCase));
        Assert.Equal($"/workspace/{edition.Slug}/submissions", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void Ticked_rows_are_counted_marked_and_let_go_and_another_search_lets_them_go()
    {
        var page = Open();
        page.WaitForElement("table.inbox tbody tr", Patience);
        Assert.Empty(page.FindAll("section.bulk"));

        Tick(page, "Sea", true);
        Assert.Equal(("1 chosen", 1), (Chosen(page), page.FindAll("tr.chosen").Count));
        page.Find("thead input[type=checkbox]").Change(true);
        Assert.Equal("3 chosen", Chosen(page));
        Tick(page, "Sea", false);
        Assert.Equal("2 chosen", Chosen(page));

        page.Find("#inbox-search").Change("salt");
        page.Find("form[role=search]").Submit();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section.bulk")), Patience);
    }

    [Fact]
    public async Task A_tag_is_put_on_the_ticked_rows_shows_at_once_and_is_taken_off_again()
    {
        var page = Open();
        page.WaitForElement("table.inbox tbody tr", Patience);
        Tick(page, "Sea", true);
        Tick(page, "Sky", true);

        page.Find("#bulk-tag").Input("Late night");
        page.FindAll("section.bulk button").Single(button => button.TextContent == "Apply to 2").Click();

        page.WaitForAssertion(() => Assert.Contains("2 done, 0 refused.", page.Find(".notice.good").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(["Sky", "Sea"], page.FindAll("table.inbox tbody tr").Where(row => row.QuerySelector(".chip")?.TextContent == "Late night" || row.TextContent.Contains("Late night", StringComparison.Ordinal)).Select(row => row.QuerySelector("td.film a")!.TextContent));
        Assert.Empty(page.FindAll("section.bulk"));

        page.FindAll(".notice.good button").Single(button => button.TextContent == "Undo").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("Late night", page.Find("table.inbox").TextContent, StringComparison.Ordinal), Patience);
        await using var db = world.Store.CreateDbContext();
        Assert.Empty(await db.SubmissionTags.ToListAsync());
    }

    [Fact]
    public async Task What_turns_away_is_asked_for_twice_and_a_missing_reason_is_told()
    {
        var page = Open();
        page.WaitForElement("table.inbox tbody tr", Patience);
        Tick(page, "Sea", true);
        page.Find("#bulk-action").Change(nameof(BulkAction.TurnAway));

        page.FindAll("section.bulk button").Single(button => button.TextContent == "Apply to 1").Click();
        Assert.NotEmpty(page.FindAll("section.bulk [role=group].ask"));
        page.FindAll("section.bulk button").Single(button => button.TextContent == "Yes, send").Click();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".notice.bad, .notice.warn")), Patience);
        await using var db = world.Store.CreateDbContext();
        Assert.Empty(await db.OutboxMessages.ToListAsync());
    }

    [Fact]
    public void Every_row_can_be_opened_and_ticked_by_keyboard_and_each_control_says_what_it_is()
    {
        var page = Open();
        page.WaitForElement("table.inbox tbody tr", Patience);

        Assert.Equal(["Choose Sky", "Choose Sea", "Choose Salt"], page.FindAll("table.inbox tbody input[type=checkbox]").Select(box => box.GetAttribute("aria-label")));
        Assert.All(page.FindAll("table.inbox tbody td.film a"), link => Assert.StartsWith($"/workspace/{edition.Slug}/submissions/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.FindAll("form[role=search] select, form[role=search] input"), field => Assert.NotNull(page.Find($"label[for='{field.Id}']")));
        Assert.Equal(["j", "k", "x", "Enter", "/", "?"], page.FindAll("dialog kbd").Select(key => key.TextContent));
        Assert.Empty(page.FindAll("[tabindex]").Where(element => element.LocalName != "h1" && element.GetAttribute("tabindex") != "0"));
    }

    [Fact]
    public async Task Its_keys_move_tick_search_and_help_and_leave_what_is_typed_alone()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "package.json"))) folder = folder.Parent!;
        var module = Path.Combine(folder.FullName, "..", "..", "src", "Showcase.Web", "Features", "Submissions", "Inbox", "SubmissionsPage.razor.js");

        var did = await NodeModules.RunAsync(folder.FullName, "node", Path.Combine("Features", "Submissions", "Inbox", "try-inbox-keys.mjs"), module);

        Assert.Equal(["focus a", "focus b", "focus c", "focus c", "focus b", "tick b", "search", "help"], did.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Titles(IRenderedComponent<SubmissionsPage> page) => page.FindAll("table.inbox tbody td.film a").Select(link => link.TextContent);

    private static string Chosen(IRenderedComponent<SubmissionsPage> page) => page.Find("section.bulk [role=status]").TextContent;

    private static void Tick(IRenderedComponent<SubmissionsPage> page, string film, bool isOn) => page.Find($"input[aria-label='Choose {film}']").Change(isOn);

    private IRenderedComponent<SubmissionsPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/workspace/{edition.Slug}/submissions{query}");
        return Render<SubmissionsPage>(parameters => parameters
            .Add(page => page.Edition, edition.Slug)
            .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, organiser.UserId.ToString()), new Claim(ClaimTypes.Name, organiser.Name)], "test"))))));
    }
}
