using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Features.Eligibility;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions;

/// <summary>An artist's page of an entry that stays open while organisers work.</summary>
public sealed class MySubmissionPageTests : BunitContext, IAsyncLifetime
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
        Services.AddSingleton(world.Forms.Reading);
        Services.AddSingleton(world.Forms.Answers);
        Services.AddSingleton(world.Forms.Entries);
        Services.AddSingleton(world.Forms.EntryQueries);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Assert.Null((await world.Forms.SendInAsync()).Refusal);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task What_organisers_decide_shows_without_a_reload()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("Submitted", page.Find(".top").TextContent, StringComparison.Ordinal), Patience);
        var service = new EligibilityService(
            world.World.Store, new EditionAccess(world.World.Store), new SubmissionMails(TestTexts.Make()), world.World.Clock, feed, world.World.Revocations, NullLogger<EligibilityService>.Instance);
        var entry = await EntryAsync();

        Assert.Null((await service.MoveAsync(world.Forms.Organiser, entry.Id, entry.Version, SubmissionState.Eligible, null, default)).Refusal);
        world.World.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("Eligible", page.Find(".top").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Each_step_of_an_entry_is_told_once()
    {
        var page = Open();

        page.WaitForElement("#entry-history", Patience);
        Assert.Single(page.FindComponents<EntryHistory>());
    }

    [Fact]
    public async Task A_rule_that_turns_out_broken_after_sending_in_is_told_there_until_organisers_let_it_pass()
    {
        var rule = await world.AskAsync(new LeastFrame(3840, 2160), "Four thousand lines of light, please.");
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Since you sent this in it has turned out", page.Find("aside .notice.warn").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Four thousand lines of light, please.", page.Find("aside .notice.warn").TextContent, StringComparison.Ordinal);

        Assert.Null((await world.Overrides.OverrideAsync(world.Forms.Organiser, world.Forms.EntryId, rule, "It is worth it.", default)).Refusal);
        feed.Tell(world.Forms.Film.Id);
        world.World.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("aside .notice.warn")), Patience);
    }

    [Fact]
    public async Task A_rule_that_comes_after_the_film_was_chosen_takes_nothing_back()
    {
        await MoveAsync(SubmissionState.Eligible, SubmissionState.InReview, SubmissionState.Selected);
        await world.AskAsync(new LeastFrame(3840, 2160), "Four thousand lines of light, please.");

        var page = Open();

        page.WaitForElement("#entry-history", Patience);
        Assert.DoesNotContain("Four thousand lines of light", page.Markup, StringComparison.Ordinal);
    }

    private async Task MoveAsync(params SubmissionState[] steps)
    {
        await using var db = world.World.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(e => e.Id == world.Forms.EntryId);
        foreach (var step in steps) Assert.True(entry.Move(step, world.World.Now, world.Forms.Organiser.UserId).Succeeded);
        await db.SaveChangesAsync();
    }

    private async Task<Submission> EntryAsync()
    {
        await using var db = world.World.Store.CreateDbContext();
        return await db.Submissions.AsNoTracking().SingleAsync(entry => entry.Id == world.Forms.EntryId);
    }

    private IRenderedComponent<MySubmissionPage> Open() => Render<MySubmissionPage>(parameters => parameters
        .Add(page => page.SubmissionId, world.Forms.EntryId)
        .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, world.Forms.Artist.UserId.ToString()), new Claim(ClaimTypes.Name, world.Forms.Artist.Name)], "test"))))));
}
