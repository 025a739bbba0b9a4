using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

public sealed class BulkServiceTests : IAsyncLifetime, IDisposable
{
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
    public async Task Each_artist_gets_a_mail_of_their_own_and_a_placeholder_that_nothing_fills_stops_all()
    {
        var wrong = await bulk.WriteAsync(organiser, edition.Id, Ticked(salt, sea), "About {film}", "Hello", default);
        var report = (await bulk.WriteAsync(organiser, edition.Id, Ticked(salt, sea), "About {title}", "Dear {artist}, thank you. {edition}", default)).Value;

        Assert.Equal(new Refusal("Judging.PlaceholderUnknown", "{film}"), wrong.Refusal);
        Assert.Equal(2, report.Done.Count);
        await using var db = world.Store.CreateDbContext();
        var mails = await db.OutboxMessages.OrderBy(mail => mail.To).ToListAsync();
        Assert.Equal([("ada@mail.test", "About Salt"), ("bo@mail.test", "About Sea")], mails.Select(mail => (mail.To, mail.Subject)));
        Assert.Equal("Dear Ada, thank you. Berlin Shorts 2026", mails[0].Body);
    }

    [Fact]
    public async Task An_artist_answers_once_what_was_asked_and_organisers_find_who_has_not()
    {
        var (ada, bo) = (new Actor(salt.ArtistId, "Ada", IsAdministrator: false), new Actor(sea.ArtistId, "Bo", IsAdministrator: false));
        var (queries, answers) = (new InformationQueries(world.Store), new InformationService(world.Store, world.Clock, new ChangeFeed()));
        await bulk.AskAsync(organiser, edition.Id, Ticked(salt), "Who made the music?", default);

        var again = (await bulk.AskAsync(organiser, edition.Id, Ticked(salt, sea), "Who made the music?", default)).Value;
        var question = Assert.Single(await queries.ListAsync(ada, salt.Id, default));
        var foreign = await answers.AnswerAsync(bo, question.Id, "Not mine", default);
        var answered = await answers.AnswerAsync(ada, question.Id, "I did.", default);
        var twice = await answers.AnswerAsync(ada, question.Id, "She did.", default);

        Assert.Equal(InformationRefusals.AskedAlready, Assert.Single(again.Refused).Why);
        Assert.Equal((Refusals.NotFound, true, InformationRefusals.AnsweredAlready), (foreign.Refusal, answered.Succeeded, twice.Refusal));
        Assert.Equal("I did.", Assert.Single(await queries.ListAsync(organiser, salt.Id, default)).Answer);
        Assert.Empty(await queries.ListAsync(bo, salt.Id, default));
        Assert.Equal(["Sea"], (await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Asked: InboxAsked.Waiting), default)).Lines.Select(line => line.Film));
        Assert.Equal(["Salt"], (await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Asked: InboxAsked.Answered), default)).Lines.Select(line => line.Film));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(2, await db.OutboxMessages.CountAsync(mail => mail.Body.Contains("Who made the music?")));
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

    private static BulkSelection Ticked(params Submission[] submissions) => BulkSelection.Of(submissions.Select(submission => submission.Id));
}
