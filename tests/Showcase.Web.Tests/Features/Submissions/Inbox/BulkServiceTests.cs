using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

public sealed class BulkServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly World world = new();
    private readonly BulkService bulk;
    private readonly InboxQueries inbox;
    private Edition edition = default!;
    private Call call = default!;
    private Category animation = default!;
    private Actor organiser = default!;
    private Submission salt = default!;
    private Submission sea = default!;

    public BulkServiceTests()
    {
        var texts = TestTexts.Make();
        var steps = new BulkSteps(new SubmissionMails(texts), world.Revocations, texts, world.Clock);
        bulk = new BulkService(world.Store, new EditionAccess(world.Store), steps, new ChangeFeed(), NullLogger<BulkService>.Instance);
        inbox = new InboxQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        call = Call.Create(edition.Id, "Call", "").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), world.Now.AddDays(30)));
        animation = call.AddCategory(new CategoryDetails("Animation", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), world.Now.AddDays(30))).Value;
        _ = call.Open(world.Now);
        await world.SaveAsync(call);
        salt = await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Ada", "ada@mail.test"), "Salt"));
        sea = await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Bo", "bo@mail.test"), "Sea", TimeSpan.FromMinutes(8)));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_tag_is_put_on_those_without_it_the_others_are_named_and_undo_takes_it_off_the_first()
    {
        await bulk.TagAsync(organiser, edition.Id, Ticked(salt), "Late night", default);

        var report = (await bulk.TagAsync(organiser, edition.Id, Ticked(salt, sea), " late NIGHT ", default)).Value;

        Assert.Equal([sea.Id], report.Done.Select(row => row.SubmissionId));
        Assert.Equal(new BulkRefused(salt.Id, "Salt", BulkRefusals.TaggedAlready), Assert.Single(report.Refused));
        Assert.Equal(["Late night"], await inbox.TagsAsync(organiser, edition.Id, default));

        await new BulkOrder(BulkAction.Tag) { Tag = "Late night" }.Undo(bulk, organiser, edition.Id, report)!();
        Assert.Equal(["Salt"], (await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Tag: "Late night"), default)).Lines.Select(line => line.Film));
    }

    [Fact]
    public async Task All_that_match_are_those_that_match_at_that_moment_in_the_state_that_is_shown()
    {
        await bulk.TurnAwayAsync(organiser, edition.Id, Ticked(sea), "Too long.", default);

        var report = (await bulk.TagAsync(organiser, edition.Id, BulkSelection.All(new InboxFilter(State: SubmissionState.Submitted)), "open", default)).Value;

        Assert.Equal([salt.Id], report.Done.Select(row => row.SubmissionId));
    }

    [Fact]
    public async Task A_film_goes_to_a_category_that_takes_its_runtime_and_undo_puts_it_back()
    {
        var report = (await bulk.AssignAsync(organiser, edition.Id, Ticked(salt, sea), animation.Id, default)).Value;

        Assert.Equal([new BulkDone(salt.Id, call.Categories[0].Id)], report.Done);
        Assert.Equal(new Refusal("Submissions.RuntimeOutside", TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)), Assert.Single(report.Refused).Why);
        var moved = (await inbox.FindAsync(organiser, edition.Id, salt.Id, default))!;
        Assert.Equal(("Animation", "Moved from Shorts to Animation."), (moved.Category, moved.History[^1].Reason));

        await bulk.PutBackAsync(organiser, edition.Id, report.Done, default);
        Assert.Equal("Shorts", (await inbox.FindAsync(organiser, edition.Id, salt.Id, default))!.Category);
    }

    [Fact]
    public async Task A_film_is_not_put_where_it_is_already_entered_nor_into_another_edition()
    {
        var second = Submission.Draft(edition.Id, animation.Id, salt.FilmId, salt.ArtistId, world.Now);
        _ = second.Submit(call, animation, TimeSpan.FromMinutes(4), world.Now);
        await world.SaveAsync(second);
        var elsewhere = await world.OpenCallAsync(await world.EditionAsync("prague"));

        var twice = (await bulk.AssignAsync(organiser, edition.Id, Ticked(salt), animation.Id, default)).Value;
        var foreign = (await bulk.AssignAsync(organiser, edition.Id, Ticked(salt), elsewhere.Categories[0].Id, default)).Value;

        Assert.Equal(SubmissionRefusals.AlreadyEntered, Assert.Single(twice.Refused).Why);
        Assert.Equal(Refusals.NotFound, Assert.Single(foreign.Refused).Why);
    }

    [Fact]
    public async Task Those_turned_away_are_told_why_and_those_that_are_over_are_not_touched()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            _ = (await db.Submissions.SingleAsync(submission => submission.Id == sea.Id)).Withdraw(world.Now);
            await db.SaveChangesAsync();
        }

        var bare = await bulk.TurnAwayAsync(organiser, edition.Id, Ticked(salt), " ", default);
        var report = (await bulk.TurnAwayAsync(organiser, edition.Id, Ticked(salt, sea), "Shown in May already.", default)).Value;

        Assert.Equal(Refusals.Required("Reason"), bare.Refusal);
        Assert.Equal(new Refusal("Submissions.StepNotAllowed", SubmissionState.Withdrawn, SubmissionState.Ineligible), Assert.Single(report.Refused).Why);
        await using var after = world.Store.CreateDbContext();
        var mail = await after.OutboxMessages.SingleAsync();
        Assert.Equal("ada@mail.test", mail.To);
        Assert.Contains("Shown in May already.", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_to_many_stands_in_each_thread_and_organisers_find_who_has_not_answered()
    {
        var ada = new Actor(salt.ArtistId, "Ada", IsAdministrator: false);
        var (queries, threads) = (new ThreadQueries(world.Store), new ThreadService(
            world.Store, new ThreadMails(TestTexts.Make()), world.Clock, new OutboxSignal(), new ChangeFeed(), NullLogger<ThreadService>.Instance));
        await bulk.AskAsync(organiser, edition.Id, Ticked(salt), "Who made the music?", Site, default);

        var again = (await bulk.AskAsync(organiser, edition.Id, Ticked(salt, sea), "Who made the music?", Site, default)).Value;
        var asked = (await queries.FindAsync(ada, salt.Id, ThreadSide.Artist, 10, default))!;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await threads.WriteAsync(ada, salt.Id, ThreadSide.Artist, "I did.", isQuestion: false, Site, default);

        Assert.Equal(ThreadRefusals.AskedAlready, Assert.Single(again.Refused).Why);
        Assert.Equal((true, "Who made the music?", true, edition.Name), (asked.Waits, asked.Lines[0].Text, asked.Lines[0].IsQuestion, asked.Lines[0].By));
        Assert.False((await queries.FindAsync(organiser, salt.Id, ThreadSide.Organisers, 10, default))!.Waits);
        Assert.Equal(["Sea"], await FilmsAsync(InboxAsked.Waiting));
        Assert.Equal(["Salt"], await FilmsAsync(InboxAsked.Answered));
        Assert.Equal(["Salt"], await FilmsAsync(InboxAsked.Unread));
        await threads.MarkReadAsync(organiser, salt.Id, ThreadSide.Organisers, default);
        Assert.Empty(await FilmsAsync(InboxAsked.Unread));
        await using var db = world.Store.CreateDbContext();
        var mails = await db.OutboxMessages.Where(mail => mail.Body.Contains("Who made the music?")).OrderBy(mail => mail.To).ToListAsync();
        Assert.Equal(["ada@mail.test", "bo@mail.test"], mails.Select(mail => mail.To));
        Assert.Contains($"https://festival.example/workspace/submissions/{salt.Id}", mails[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_organiser_may_not_see_is_refused_and_others_do_nothing()
    {
        var elsewhere = await world.OpenCallAsync(await world.EditionAsync("prague"));
        var foreign = await world.SubmissionAsync(elsewhere, await world.FilmAsync(await world.PersonAsync(), "Foreign"));
        var draft = Submission.Draft(edition.Id, animation.Id, sea.FilmId, sea.ArtistId, world.Now);
        await world.SaveAsync(draft);

        var report = (await bulk.TagAsync(organiser, edition.Id, Ticked(salt, foreign, draft), "mine", default)).Value;
        var juror = await bulk.TagAsync(await world.MemberAsync(edition, EditionRole.Juror), edition.Id, Ticked(salt), "mine", default);

        Assert.Equal([salt.Id], report.Done.Select(row => row.SubmissionId));
        Assert.Equal(2, report.RefusedCount);
        Assert.All(report.Refused, row => Assert.Equal(("", Refusals.NotFound), (row.Film, row.Why)));
        Assert.Equal(Refusals.Forbidden, juror.Refusal);
    }

    private async Task<IEnumerable<string>> FilmsAsync(InboxAsked asked) =>
        (await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Asked: asked), default)).Lines.Select(line => line.Film);

    private static BulkSelection Ticked(params Submission[] submissions) => BulkSelection.Of(submissions.Select(submission => submission.Id));
}
