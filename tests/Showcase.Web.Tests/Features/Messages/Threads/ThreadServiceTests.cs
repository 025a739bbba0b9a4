using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Threads;

public sealed class ThreadServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly World world = new();
    private readonly ThreadService threads;
    private readonly ThreadQueries queries;
    private Edition edition = default!;
    private Call call = default!;
    private Actor organiser = default!;
    private Actor ada = default!;
    private Film film = default!;
    private Submission entry = default!;

    public ThreadServiceTests()
    {
        threads = new ThreadService(world.Store, new ThreadMails(TestTexts.Make()), world.Clock, new OutboxSignal(), new ChangeFeed(), NullLogger<ThreadService>.Instance);
        queries = new ThreadQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        call = await world.OpenCallAsync(edition);
        ada = await world.PersonAsync("Ada", "ada@mail.test");
        film = await world.FilmAsync(ada, "Salt");
        entry = await world.SubmissionAsync(call, film);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Both_sides_read_all_in_order_and_organisers_appear_to_artists_as_the_edition()
    {
        await SayAsync(ada, ThreadSide.Artist, "Is DCP fine?");
        await SayAsync(organiser, ThreadSide.Organisers, "It is.");

        var seen = (await queries.FindAsync(ada, entry.Id, ThreadSide.Artist, 10, default))!.Lines;
        var told = (await queries.FindAsync(organiser, entry.Id, ThreadSide.Organisers, 10, default))!.Lines;

        Assert.Equal([("Ada", "Is DCP fine?", true), (edition.Name, "It is.", false)], seen.Select(line => (line.By, line.Text, line.IsOwn)));
        Assert.Equal([("Ada", false), (organiser.Name, true)], told.Select(line => (line.By, line.IsOwn)));
    }

    [Fact]
    public async Task The_other_side_is_told_by_mail_once_until_it_has_read()
    {
        var editor = await world.CoAuthorAsync(film, CoAuthorRole.Edit);
        await world.CoAuthorAsync(film, CoAuthorRole.View);
        await SayAsync(organiser, ThreadSide.Organisers, "Where is the file?");
        await SayAsync(organiser, ThreadSide.Organisers, "The big one.");
        Assert.Equal(2, await MailsAsync("Where is the file?"));
        Assert.Equal(0, await MailsAsync("The big one."));

        Assert.True((await queries.FindAsync(ada, entry.Id, ThreadSide.Artist, 10, default))!.Lines.All(line => line.IsNew));
        await threads.MarkReadAsync(editor, entry.Id, ThreadSide.Artist, default);
        Assert.DoesNotContain((await queries.FindAsync(ada, entry.Id, ThreadSide.Artist, 10, default))!.Lines, line => line.IsNew);
        await SayAsync(organiser, ThreadSide.Organisers, "Thank you.");
        Assert.Equal(2, await MailsAsync("Thank you."));

        await using var db = world.Store.CreateDbContext();
        var mail = await db.OutboxMessages.FirstAsync(one => one.To == "ada@mail.test");
        Assert.Contains($"https://festival.example/workspace/submissions/{entry.Id}", mail.Body, StringComparison.Ordinal);
        Assert.Contains("cannot be switched off", mail.Footer, StringComparison.Ordinal);
        Assert.Null(mail.StopAddress);
    }

    [Fact]
    public async Task Organisers_are_told_that_somebody_wrote_and_not_what()
    {
        await SayAsync(ada, ThreadSide.Artist, "My passport number is 123.");

        await using var db = world.Store.CreateDbContext();
        var mail = await db.OutboxMessages.SingleAsync();
        Assert.Contains($"https://festival.example/workspace/{edition.Slug}/submissions/{entry.Id}", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("passport", mail.Subject + mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_with_lines_writes_no_header_into_the_notice()
    {
        var sly = await world.SubmissionAsync(call, await world.FilmAsync(ada, "Salt\r\nBcc: everybody@example.test"));

        await threads.WriteAsync(ada, sly.Id, ThreadSide.Artist, "Hello", isQuestion: false, Site, default);

        await using var db = world.Store.CreateDbContext();
        Assert.DoesNotContain((await db.OutboxMessages.SingleAsync()).Subject, char.IsControl);
    }

    [Fact]
    public async Task Somebody_elses_thread_does_not_exist_whoever_guesses_its_id()
    {
        await SayAsync(ada, ThreadSide.Artist, "Hello");
        var elsewhere = await world.EditionAsync("prague");
        Actor[] others =
        [
            await world.PersonAsync("Bo"), await world.MemberAsync(edition, EditionRole.Juror), await world.MemberAsync(edition, EditionRole.Curator, EditionRole.GrantsOfficer),
            await world.MemberAsync(elsewhere, EditionRole.Organiser), await world.AdministratorAsync(),
        ];
        foreach (var other in others)
        {
            foreach (var side in Enum.GetValues<ThreadSide>())
            {
                Assert.Null(await queries.FindAsync(other, entry.Id, side, 10, default));
                Assert.Equal(Refusals.NotFound, (await threads.WriteAsync(other, entry.Id, side, "Mine", isQuestion: false, Site, default)).Refusal);
                Assert.Equal(Refusals.NotFound, (await threads.KeepDraftAsync(other, entry.Id, side, "Mine", default)).Refusal);
            }

            Assert.Null(await queries.AddresseeAsync(other, entry.Id, default));
        }

        Assert.Null(await queries.FindAsync(ada, entry.Id, ThreadSide.Organisers, 10, default));
        Assert.Equal(Refusals.NotFound, (await threads.WriteAsync(organiser, entry.Id, ThreadSide.Artist, "As the artist", isQuestion: false, Site, default)).Refusal);
    }

    [Fact]
    public async Task Co_authors_who_only_look_read_and_do_not_write_nor_read_for_the_artist()
    {
        var viewer = await world.CoAuthorAsync(film, CoAuthorRole.View);
        await SayAsync(organiser, ThreadSide.Organisers, "Hello");

        await threads.MarkReadAsync(viewer, entry.Id, ThreadSide.Artist, default);

        Assert.True(Assert.Single((await queries.FindAsync(viewer, entry.Id, ThreadSide.Artist, 10, default))!.Lines).IsNew);
        Assert.Equal(Refusals.NotFound, (await threads.WriteAsync(viewer, entry.Id, ThreadSide.Artist, "Hello", isQuestion: false, Site, default)).Refusal);
    }

    [Fact]
    public async Task What_is_typed_is_kept_for_the_one_who_typed_it_until_it_is_sent()
    {
        var editor = await world.CoAuthorAsync(film, CoAuthorRole.Edit);
        await threads.KeepDraftAsync(ada, entry.Id, ThreadSide.Artist, "Half a sen", default);
        await threads.KeepDraftAsync(ada, entry.Id, ThreadSide.Artist, "Half a sentence", default);

        Assert.Equal("Half a sentence", (await queries.FindAsync(ada, entry.Id, ThreadSide.Artist, 10, default))!.Draft);
        Assert.Equal("", (await queries.FindAsync(editor, entry.Id, ThreadSide.Artist, 10, default))!.Draft);
        await SayAsync(ada, ThreadSide.Artist, "Half a sentence.");
        Assert.Equal("", (await queries.FindAsync(ada, entry.Id, ThreadSide.Artist, 10, default))!.Draft);
    }

    [Fact]
    public async Task An_empty_one_an_endless_one_and_one_too_many_are_refused()
    {
        var empty = await threads.WriteAsync(ada, entry.Id, ThreadSide.Artist, " ", isQuestion: false, Site, default);
        var endless = await threads.WriteAsync(ada, entry.Id, ThreadSide.Artist, new string('a', ThreadMessage.TextLength + 1), isQuestion: false, Site, default);
        for (var number = 0; number < SubmissionThread.MostAnHour; number++) await SayAsync(ada, ThreadSide.Artist, $"Message {number}");
        var flood = await threads.WriteAsync(ada, entry.Id, ThreadSide.Artist, "One more", isQuestion: false, Site, default);
        await SayAsync(organiser, ThreadSide.Organisers, "Slowly, please.");
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((Refusals.Required("Message"), Refusals.TooLong("Message", ThreadMessage.TextLength), ThreadRefusals.TooManyAnHour), (empty.Refusal, endless.Refusal, flood.Refusal));
        await SayAsync(ada, ThreadSide.Artist, "One more");
    }

    [Fact]
    public async Task Both_sides_may_write_at_the_same_moment()
    {
        var written = await Task.WhenAll(
            Task.Run(() => threads.WriteAsync(ada, entry.Id, ThreadSide.Artist, "Hello", isQuestion: false, Site, default)),
            Task.Run(() => threads.WriteAsync(organiser, entry.Id, ThreadSide.Organisers, "Hello", isQuestion: true, Site, default)));

        Assert.All(written, result => Assert.True(result.Succeeded, result.Refusal?.ToString()));
        Assert.Equal(2, (await queries.FindAsync(organiser, entry.Id, ThreadSide.Organisers, 10, default))!.Lines.Count);
    }

    [Fact]
    public async Task A_draft_has_no_thread_yet_and_nothing_is_asked_about_what_is_over()
    {
        var draft = Submission.Draft(edition.Id, call.Categories[0].Id, (await world.FilmAsync(ada, "Ferry")).Id, ada.UserId, world.Now);
        await world.SaveAsync(draft);
        await using (var db = world.Store.CreateDbContext())
        {
            _ = (await db.Submissions.SingleAsync(one => one.Id == entry.Id)).Withdraw(world.Now);
            await db.SaveChangesAsync();
        }

        Assert.Equal(ThreadRefusals.NotSentIn, (await threads.WriteAsync(ada, draft.Id, ThreadSide.Artist, "Hello", isQuestion: false, Site, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await threads.WriteAsync(organiser, draft.Id, ThreadSide.Organisers, "Hello", isQuestion: false, Site, default)).Refusal);
        Assert.Equal(new Refusal("Submissions.OverForQuestions", SubmissionState.Withdrawn), (await threads.WriteAsync(organiser, entry.Id, ThreadSide.Organisers, "Why?", isQuestion: true, Site, default)).Refusal);
        await SayAsync(organiser, ThreadSide.Organisers, "A pity.");
    }

    private async Task SayAsync(Actor actor, ThreadSide side, string text)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var written = await threads.WriteAsync(actor, entry.Id, side, text, isQuestion: false, Site, default);
        Assert.True(written.Succeeded, written.Refusal?.ToString());
    }

    private async Task<int> MailsAsync(string text)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.OutboxMessages.CountAsync(mail => mail.Body.Contains(text));
    }
}
