using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Web.Data;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>The organiser's page of a form and the artist's page of an entry, with the store behind them.</summary>
public sealed class FormPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private FormsWorld world = default!;

    public async Task InitializeAsync()
    {
        world = await FormsWorld.BeginAsync();
        Services.AddEntryPage(world.World);
        Services.AddSingleton(world.Forms);
        Services.AddSingleton(world.Reading);
        Services.AddSingleton(world.Answers);
        Services.AddSingleton(world.Entries);
        Services.AddSingleton(world.EntryQueries);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task A_question_is_moved_by_keyboard_past_the_end_of_its_section()
    {
        await world.AskAsync("A");
        await world.AskAsync("B");
        await world.DoAsync(of => world.Forms.AddSectionAsync(world.Organiser, of, new SectionDetails("Screening", null), default));
        var page = Builder();
        page.WaitForElement("li[draggable]", Patience);

        await page.FindAll("li[draggable]")[1].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        page.WaitForAssertion(() => Assert.Contains("“B” is now number 1 of “Screening”.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(["A", "B"], (await world.FormAsync()).Questionnaire.Sections.Select(section => Assert.Single(section.Questions).Wording.Text));
    }

    [Fact]
    public async Task A_question_is_moved_by_drag_to_before_the_one_that_it_is_dropped_on()
    {
        foreach (var text in new[] { "A", "B", "C" }) await world.AskAsync(text);
        var page = Builder();
        page.WaitForElement("li[draggable]", Patience);

        page.FindAll("li[draggable]")[0].DragStart();
        await page.FindAll("li[draggable]")[2].DropAsync(new DragEventArgs());

        page.WaitForAssertion(() => Assert.Contains("“A” is now number 2", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(["B", "A", "C"], (await world.FormAsync()).Questionnaire.Questions.Select(question => question.Wording.Text));
    }

    [Fact]
    public async Task A_move_that_would_bring_a_question_before_what_it_depends_on_is_told()
    {
        var shown = await world.AskAsync("Was it shown?", QuestionKind.Choice, options: ["Yes", "No"]);
        await world.AskAsync("Where?", rules: new QuestionRules { Condition = new Condition(shown, "Yes") });
        var page = Builder();
        page.WaitForElement("li[draggable]", Patience);

        page.Find("button[aria-label='Move “Where?” up']").Click();

        page.WaitForAssertion(() => Assert.Equal("“Where?” depends on a question that comes after it, or is asked no more.", page.Find("[role=alert]").TextContent), Patience);
    }

    [Fact]
    public async Task An_artist_answers_the_answers_save_themselves_and_the_checklist_follows()
    {
        var why = await world.AskAsync("Why this film?", rules: new QuestionRules { IsRequired = true });
        var page = Entry();
        page.WaitForElement($"#answer-{why}", Patience);
        Assert.Equal("An answer is needed.", page.Find("aside .problem").TextContent);

        page.Find($"#answer-{why}").Input("It had to be.");
        Assert.Contains("Saving", page.Find(".save-status .saved-text").TextContent, StringComparison.Ordinal);
        world.World.Clock.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.DoesNotContain("Saving", page.Find(".save-status .saved-text").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("It had to be.", (await world.GivenAsync())[why].Value);
        Assert.Contains("Every question that needs an answer has one", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_and_not_saved_yet_is_saved_when_the_circuit_ends()
    {
        var why = await world.AskAsync("Why this film?");
        var page = Entry();
        page.WaitForElement($"#answer-{why}", Patience);
        page.Find($"#answer-{why}").Input("Half a th");

        await DisposeComponentsAsync();

        using var patience = new CancellationTokenSource(Patience);
        while ((await world.GivenAsync()).Count == 0) patience.Token.ThrowIfCancellationRequested();
        Assert.Equal("Half a th", (await world.GivenAsync())[why].Value);
    }

    private IRenderedComponent<FormBuilder> Builder() => Render<FormBuilder>(parameters => parameters
        .Add(page => page.Edition, world.Edition.Slug)
        .Add(page => page.CallId, world.Call.Id)
        .AddCascadingValue(Task.FromResult(SignedIn(world.Organiser))));

    private IRenderedComponent<MySubmissionPage> Entry() => Render<MySubmissionPage>(parameters => parameters
        .Add(page => page.SubmissionId, world.EntryId)
        .AddCascadingValue(Task.FromResult(SignedIn(world.Artist))));

    private static AuthenticationState SignedIn(Actor actor) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()), new Claim(ClaimTypes.Name, actor.Name)], "test")));
}
