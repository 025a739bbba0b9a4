using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions;

public sealed class EligibilityServiceTests : IAsyncLifetime, IDisposable
{
    private readonly World world = new();
    private readonly EligibilityService service;
    private readonly InboxQueries inbox;
    private Edition edition = default!;
    private Actor organiser = default!;
    private Actor ada = default!;
    private Submission submission = default!;

    public EligibilityServiceTests()
    {
        service = new EligibilityService(world.Store, new EditionAccess(world.Store), new SubmissionMails(TestTexts.Make()), world.Clock, new ChangeFeed(), world.Revocations, NullLogger<EligibilityService>.Instance);
        inbox = new InboxQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        ada = await world.PersonAsync();
        submission = await world.SubmissionAsync(await world.OpenCallAsync(edition), await world.FilmAsync(ada));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_organiser_finds_a_film_eligible_and_is_named_in_its_history()
    {
        var moved = await service.MoveAsync(organiser, submission.Id, submission.Version, SubmissionState.Eligible, null, default);

        Assert.True(moved.Succeeded, moved.Refusal?.ToString());
        var entry = (await inbox.FindAsync(organiser, edition.Id, submission.Id, default))!;
        Assert.Equal((SubmissionState.Eligible, "Organiser"), (entry.State, entry.History[^1].By));
    }

    [Fact]
    public async Task A_film_is_turned_away_with_a_reason_that_is_mailed()
    {
        var bare = await service.MoveAsync(organiser, submission.Id, submission.Version, SubmissionState.Ineligible, " ", default);
        var told = await service.MoveAsync(organiser, submission.Id, submission.Version, SubmissionState.Ineligible, "It was shown in May already.", default);

        Assert.Equal(Refusals.Required("Reason"), bare.Refusal);
        Assert.True(told.Succeeded);
        await using var db = world.Store.CreateDbContext();
        Assert.Contains("It was shown in May already.", (await db.OutboxMessages.SingleAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EditionRole.Juror)]
    [InlineData(EditionRole.Curator)]
    public async Task Other_roles_neither_see_the_inbox_nor_move_anything(EditionRole role)
    {
        var other = await world.MemberAsync(edition, role);

        Assert.Equal(Refusals.Forbidden, (await service.MoveAsync(other, submission.Id, submission.Version, SubmissionState.Eligible, null, default)).Refusal);
        Assert.Empty((await inbox.ListAsync(other, edition.Id, All, default)).Lines);
        Assert.Empty(await inbox.ExportAsync(other, edition.Id, All, default));
        Assert.Null(await inbox.FindAsync(other, edition.Id, submission.Id, default));
    }

    [Fact]
    public async Task An_organiser_of_one_edition_sees_nothing_of_another()
    {
        var elsewhere = await world.EditionAsync("prague");
        var stranger = await world.MemberAsync(elsewhere, EditionRole.Organiser);

        Assert.Null(await inbox.FindAsync(stranger, elsewhere.Id, submission.Id, default));
        Assert.Null(await inbox.FindAsync(stranger, edition.Id, submission.Id, default));
        Assert.Equal(Refusals.Forbidden, (await service.MoveAsync(stranger, submission.Id, submission.Version, SubmissionState.Eligible, null, default)).Refusal);
    }

    [Fact]
    public async Task A_decision_is_not_taken_here_and_a_stale_page_takes_no_step()
    {
        var decided = await service.MoveAsync(organiser, submission.Id, submission.Version, SubmissionState.Selected, null, default);
        var stale = await service.MoveAsync(organiser, submission.Id, Guid.CreateVersion7(), SubmissionState.Eligible, null, default);

        Assert.Equal(new Refusal("Submissions.StepNotAllowed", SubmissionState.Submitted, SubmissionState.Selected), decided.Refusal);
        Assert.Equal(Refusals.Conflict, stale.Refusal);
    }

    [Fact]
    public async Task Drafts_stay_with_their_artists_and_a_page_past_the_end_is_the_last()
    {
        var call = await world.OpenCallAsync(edition);
        await world.SaveAsync(Submission.Draft(edition.Id, call.Categories[0].Id, (await world.FilmAsync(ada, "Draft")).Id, ada.UserId, world.Now));

        var page = await inbox.ListAsync(organiser, edition.Id, All with { Page = 99 }, default);

        Assert.Equal((1, 1, 1), (page.Total, page.Page, page.Lines.Count));
    }

    private static InboxFilter All => new();
}
