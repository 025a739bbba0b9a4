using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Judging.Meetings;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Judging.Meetings;

/// <summary>Pages that stay open while the chair goes from film to film.</summary>
public sealed class LivePageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WorkFolder folder = new();
    private Boardroom room = default!;

    public async Task InitializeAsync()
    {
        room = await Boardroom.OpenAsync();
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton(room.Jury.Texts);
        Services.AddSingleton<TimeProvider>(room.Jury.World.Clock);
        Services.AddSingleton<IDbContextFactory<ShowcaseDbContext>>(room.Jury.World.Store);
        Services.AddSingleton(room.Jury.Feed);
        Services.AddSingleton<EditionQueries>();
        Services.AddSingleton(room.Live);
        Services.AddSingleton(room.Chair);
        Services.AddSingleton(room.Votes);
        Services.AddSingleton(room.Attendance);
        var options = Options.Create(new MediaOptions { SigningKey = Convert.ToBase64String(new byte[32]) });
        Services.AddSingleton(new PlaybackGrants(new MediaSigner(options, folder.Data), room.Jury.World.Revocations, room.Jury.World.Clock));
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        room.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_page_goes_with_the_chair()
    {
        var (juror, organiser) = (Open(room.Juror), Open(room.Organiser));
        Shows(juror, "Salt");
        Shows(organiser, "Salt");

        await room.GoToAsync(room.Films[1]);

        Shows(juror, "Tide");
        Shows(organiser, "Tide");
        Assert.Contains("Tide", juror.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_follow_stays_until_they_follow_again()
    {
        var page = Open(room.Juror);
        Shows(page, "Salt");
        await page.Find(".bar input").ChangeAsync(new ChangeEventArgs { Value = false });

        await room.GoToAsync(room.Films[2]);

        page.WaitForAssertion(() => Assert.Contains("The meeting is at: Umber", page.Markup, StringComparison.Ordinal), Patience);
        Shows(page, "Salt");
        await page.Find(".bar input").ChangeAsync(new ChangeEventArgs { Value = true });
        Shows(page, "Umber");
    }

    [Fact]
    public async Task A_page_made_anew_is_where_the_others_are()
    {
        await room.GoToAsync(room.Films[2]);

        Shows(Open(room.Juror), "Umber");
    }

    [Fact]
    public async Task A_conflict_that_comes_up_clears_the_page_at_once()
    {
        var page = Open(room.Juror);
        Shows(page, "Salt");

        await room.ConflictAsync(room.Juror, room.Films[0]);

        page.WaitForElement(".leave", Patience);
        Assert.DoesNotContain("Salt", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("film-player"));
        await room.GoToAsync(room.Films[1]);
        Shows(page, "Tide");
    }

    [Fact]
    public async Task A_film_that_is_withdrawn_is_shown_no_more()
    {
        await using (var db = room.Jury.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == room.Films[0].Id)).Withdraw(room.Jury.World.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        var page = Open(room.Juror);

        page.WaitForAssertion(() => Assert.Contains("not shown any more", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("film-player"));
    }

    [Fact]
    public async Task A_juror_votes_and_may_change_it_in_their_tab()
    {
        var module = JSInterop.SetupModule("./Features/Judging/Meetings/VoteCard.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        var vote = await room.AskAsync();
        var page = Open(room.Juror);
        page.WaitForElement("input[name=vote-option]", Patience);

        await page.FindAll("input[name=vote-option]")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("form:has(input[name=vote-option])").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Your vote is counted", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("1 of 4 have voted", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Change your vote", page.Markup, StringComparison.Ordinal);
        Assert.Equal(vote, module.VerifyInvoke("keep").Arguments[0]);
        Assert.DoesNotContain(page.FindAll("input[name=vote-option]"), option => option.HasAttribute("checked"));
    }

    [Fact]
    public async Task In_another_tab_they_are_told_where_it_can_be_changed()
    {
        var vote = await room.AskAsync();
        await room.VoteAsync(room.Juror, vote, 0);

        var page = Open(room.Juror);

        page.WaitForAssertion(() => Assert.Contains("only in the tab in which you cast it", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("input[name=vote-option]"));
    }

    [Fact]
    public async Task The_chair_minutes_and_everybody_reads_it()
    {
        var (chair, juror) = (Open(room.Organiser), Open(room.Juror));
        chair.WaitForElement("#minute-reason", Patience);

        await chair.Find("#minute-outcome").ChangeAsync(new ChangeEventArgs { Value = nameof(MeetingOutcome.Selected) });
        await chair.Find("#minute-reason").InputAsync(new ChangeEventArgs { Value = "It stays for days." });
        await chair.Find("form:has(#minute-reason)").SubmitAsync();

        chair.WaitForAssertion(() => Assert.Contains("the decision is staged", chair.Markup, StringComparison.Ordinal), Patience);
        juror.WaitForAssertion(() => Assert.Contains("It stays for days.", juror.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(juror.FindAll("#minute-reason"));
    }

    [Fact]
    public async Task What_the_chair_types_stays_when_the_page_reads_again()
    {
        var chair = Open(room.Organiser);
        chair.WaitForElement("#minute-reason", Patience);
        await chair.Find("#minute-reason").InputAsync(new ChangeEventArgs { Value = "Half a sen" });

        await room.Attendance.LeaveAsync(room.Fourth, room.Id, default);

        chair.WaitForAssertion(() => Assert.Contains("4 present", chair.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("Half a sen", chair.Find("#minute-reason").GetAttribute("value") ?? chair.Find("#minute-reason").TextContent);
    }

    [Fact]
    public void A_stranger_finds_nothing()
    {
        var page = Open(room.Jury.Artist);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".room")), Patience);
        Assert.DoesNotContain("Saturday", page.Markup, StringComparison.Ordinal);
    }

    private static void Shows(IRenderedComponent<LivePage> page, string title) =>
        page.WaitForAssertion(() => Assert.Equal(title, page.Find("h2.title").TextContent), Patience);

    private IRenderedComponent<LivePage> Open(Actor person) => Render<LivePage>(parameters => parameters
        .Add(page => page.Edition, room.Jury.Edition.Slug)
        .Add(page => page.MeetingId, room.Id)
        .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.UserId.ToString()), new Claim(ClaimTypes.Name, person.Name), new Claim(ClaimTypes.GivenName, person.Name)], "test"))))));
}
