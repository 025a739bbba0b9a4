using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Messages.Templates;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Threads;

/// <summary>A thread on the page of an entry, with the store behind it.</summary>
public sealed class EntryThreadTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly World world = new();
    private Actor ada = default!;
    private Actor organiser = default!;
    private Submission entry = default!;
    private EditionScope scope = default!;

    public async Task InitializeAsync()
    {
        Services.AddEntryPage(world);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Edition edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        ada = await world.PersonAsync("Ada");
        Film film = await world.FilmAsync(ada, "{link}");
        entry = await world.SubmissionAsync(await world.OpenCallAsync(edition), film);
        scope = (await new EditionQueries(world.Store).FindAsync(edition.Slug, default))!;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task What_was_typed_survives_a_lost_connection_and_goes_when_it_is_sent()
    {
        var before = Show(ada, ThreadSide.Artist);
        before.WaitForElement("#thread-text", Patience).Input("Half a sentence");
        await before.Instance.DisposeAsync();

        var after = Show(ada, ThreadSide.Artist);
        after.WaitForElement("#thread-text", Patience);
        Assert.Equal("Half a sentence", after.Find("#thread-text").GetAttribute("value"));
        await after.Find("form").SubmitAsync();

        after.WaitForAssertion(() => Assert.Equal("Half a sentence", after.Find(".said").TextContent), Patience);
        Assert.Equal("", after.Find("#thread-text").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task What_the_other_side_writes_appears_by_itself_as_new()
    {
        var page = Show(ada, ThreadSide.Artist);
        page.WaitForElement("#thread-text", Patience);

        await Services.GetRequiredService<ThreadService>().WriteAsync(organiser, entry.Id, ThreadSide.Organisers, "Hello <b>Ada</b>", isQuestion: true, new Uri("https://festival.example/"), default);

        page.WaitForAssertion(() => Assert.Equal("Hello <b>Ada</b>", page.Find(".said").TextContent), Patience);
        Assert.Contains("New", page.Find(".head").TextContent, StringComparison.Ordinal);
        Assert.Contains(scope.Name, page.Find(".head strong").TextContent, StringComparison.Ordinal);
        Assert.Contains("wait for your answer", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_filled_for_this_entry_and_a_title_that_looks_like_a_placeholder_stays_a_title()
    {
        var templates = new TemplateService(world.Store, new EditionAccess(world.Store), new ChangeFeed(), NullLogger<TemplateService>.Instance);
        var id = (await templates.CreateAsync(organiser, scope.Id, new TemplateText("File", "About {film}", "Dear {artist}, where is {film}?"), default)).Value;
        var page = Show(organiser, ThreadSide.Organisers);

        await page.WaitForElement("#thread-template", Patience).ChangeAsync(id.ToString());

        page.WaitForAssertion(() => Assert.Equal("Dear Ada, where is {link}?", page.Find("#thread-text").GetAttribute("value")), Patience);
    }

    private IRenderedComponent<EntryThread> Show(Actor actor, ThreadSide side) => Render<EntryThread>(parameters => parameters
        .Add(thread => thread.SubmissionId, entry.Id)
        .Add(thread => thread.Edition, scope)
        .Add(thread => thread.Actor, actor)
        .Add(thread => thread.Side, side));
}
