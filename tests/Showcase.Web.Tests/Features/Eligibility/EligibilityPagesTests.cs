using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Eligibility;

/// <summary>The artist's checklist, and the organisers' pages of rules and terms, with the store behind them.</summary>
public sealed class EligibilityPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChangeFeed feed = new();
    private EligibilityWorld world = default!;

    public async Task InitializeAsync()
    {
        world = await EligibilityWorld.BeginAsync();
        Services.AddEntryPage(world.World);
        Services.AddSingleton(feed);
        Services.AddSingleton(world.Queries);
        Services.AddSingleton(world.Rules);
        Services.AddSingleton(world.Terms);
        Services.AddSingleton(world.Agreements);
        Services.AddSingleton(world.Overrides);
        Services.AddSingleton(world.Forms.Reading);
        Services.AddSingleton(world.Forms.Answers);
        Services.AddSingleton(world.Forms.Entries);
        Services.AddSingleton(world.Forms.EntryQueries);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task The_checklist_says_of_each_rule_how_it_stands_and_where_it_is_mended()
    {
        await world.AskAsync(new LeastFrame(1920, 1080));
        await world.AskAsync(new CountryAmong(["DE"], IsExclusion: false), "Films from Germany only.");
        await world.AskAsync(new PremiereAmong([PremiereStatus.World]));
        await world.AskAsync(new LoudnessBetween(-24, -22));

        var page = Entry();

        page.WaitForElement("aside .problem", Patience);
        Assert.Equal("✓", Line(page, "The picture fills 1920 × 1080").Children[0].TextContent);
        var country = Line(page, "Made in Germany");
        Assert.Equal(("✕", "Films from Germany only."), (country.Children[0].TextContent, country.QuerySelector(".problem")!.TextContent));
        Assert.Equal($"/workspace/films/{world.Forms.Film.Id}", country.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("(cannot be told yet)", Line(page, "Premiere status").TextContent, StringComparison.Ordinal);
        Assert.Contains("You may send the entry in before.", Line(page, "Loudness from -24 to -22").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_mended_in_another_window_shows_while_the_page_is_open()
    {
        await world.AskAsync(new PremiereAmong([PremiereStatus.World]));
        var page = Entry();
        page.WaitForElement("#entry-letter", Patience).Input("Half a let");

        await world.SayAsync(profile => profile with { Premiere = PremiereStatus.World });
        feed.Tell(world.Forms.Film.Id);
        world.World.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("✓", Line(page, "Premiere status").Children[0].TextContent), Patience);
        Assert.Equal("Half a let", page.Find("#entry-letter").GetAttribute("value"));
    }

    [Fact]
    public async Task An_artist_confirms_accepts_and_sends_in()
    {
        var rule = await world.AskAsync(new Declaration("I am 18 or older."));
        await world.PublishAsync(EligibilityWorld.Fair);
        var page = Entry();
        page.WaitForElement($"#declared-{rule}", Patience);
        Assert.Contains("Show it twice", page.Markup, StringComparison.Ordinal);

        page.Find($"#declared-{rule}").Change(true);
        page.WaitForAssertion(() => Assert.Equal("✓", Line(page, "I am 18 or older.").Children[0].TextContent), Patience);
        page.Find("#terms-accepted").Change(true);
        page.WaitForAssertion(() => Assert.Equal("✓", Line(page, "You have accepted the terms").Children[0].TextContent), Patience);
        page.FindAll("button").Single(button => button.TextContent == "Send it in").Click();
        page.FindAll("button").Single(button => button.TextContent == "Yes, send it in").Click();

        page.WaitForAssertion(() => Assert.Contains("Version 1, accepted", page.Find("#agreed").ParentElement!.TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(SubmissionState.Submitted, await world.StateAsync());
    }

    [Fact]
    public async Task New_terms_are_shown_when_the_old_ones_are_accepted_too_late()
    {
        await world.PublishAsync(EligibilityWorld.Fair);
        var page = Entry();
        page.WaitForElement("#terms-accepted", Patience);
        await world.PublishAsync(EligibilityWorld.Fair with { FestivalMay = ["Show it thrice"] });

        page.Find("#terms-accepted").Change(true);

        page.WaitForAssertion(() => Assert.Contains("Show it thrice", page.Markup, StringComparison.Ordinal), Patience);
        Assert.False(page.Find("#terms-accepted").HasAttribute("checked"));
        Assert.Contains("The terms were changed", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organiser_overrides_a_rule_with_a_reason()
    {
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
        var rule = await world.AskAsync(new CountryAmong(["DE"], IsExclusion: false));
        var section = Render<EntryEligibility>(parameters => parameters
            .Add(part => part.Reader, world.Forms.Organiser)
            .Add(part => part.Edition, Scope())
            .Add(part => part.SubmissionId, world.Forms.EntryId));
        section.WaitForElement($"#override-{rule}", Patience).Input("Our guest.");

        section.Find("form").Submit();

        section.WaitForAssertion(() => Assert.Equal("overridden", section.Find(".chip").TextContent), Patience);
        Assert.Contains("Our guest.", section.Find("#overrides").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Empty(section.FindAll($"#override-{rule}"));
    }

    [Fact]
    public async Task An_organiser_adds_a_rule_and_is_told_what_it_lacks()
    {
        var page = Render<RulesPage>(parameters => parameters
            .Add(rules => rules.Edition, world.Forms.Edition.Slug)
            .Add(rules => rules.CallId, world.Forms.Call.Id)
            .AddCascadingValue(Task.FromResult(SignedIn(world.Forms.Organiser))));
        page.WaitForElement(".empty button", Patience).Click();
        page.Find("#rule-kind").Change(nameof(RuleKind.Completion));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Give at least one of the two days.", page.Find("[role=alert]").TextContent), Patience);

        page.Find("#rule-from").Change("2025-01-01");
        page.Find("#rule-message").Change("New films only.");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Completed on 1 January 2025 or later", page.Find(".rules").TextContent, StringComparison.Ordinal), Patience);
        var rule = Assert.Single((await world.RulesAsync()).Rules);
        Assert.Equal((new CompletedBetween(new DateOnly(2025, 1, 1), null), "New films only."), (rule.Requirement, rule.Message));
    }

    [Fact]
    public async Task An_organiser_publishes_terms_and_the_versions_stay()
    {
        var page = Render<TermsPage>(parameters => parameters
            .Add(terms => terms.Edition, world.Forms.Edition.Slug)
            .Add(terms => terms.CallId, world.Forms.Call.Id)
            .AddCascadingValue(Task.FromResult(SignedIn(world.Forms.Organiser))));
        page.WaitForElement("#terms-keeps", Patience).Change("All rights\nThe file");
        page.Find("#terms-may").Change("Show it twice");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("details")), Patience);

        page.Find("#terms-may").Change("Show it thrice");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("details").Count), Patience);
        Assert.Equal([["Show it thrice"], ["Show it twice"]], (await world.HistoryAsync()).Versions.Select(version => version.Terms.Wording.FestivalMay));
    }

    private static AngleSharp.Dom.IElement Line(IRenderedComponent<MySubmissionPage> page, string text) =>
        page.FindAll("aside li").Single(line => line.TextContent.Contains(text, StringComparison.Ordinal));

    private EditionScope Scope()
    {
        var edition = world.Forms.Edition;
        return new EditionScope(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic);
    }

    private IRenderedComponent<MySubmissionPage> Entry() => Render<MySubmissionPage>(parameters => parameters
        .Add(page => page.SubmissionId, world.Forms.EntryId)
        .AddCascadingValue(Task.FromResult(SignedIn(world.Forms.Artist))));

    private static AuthenticationState SignedIn(Actor actor) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()), new Claim(ClaimTypes.Name, actor.Name)], "test")));
}
