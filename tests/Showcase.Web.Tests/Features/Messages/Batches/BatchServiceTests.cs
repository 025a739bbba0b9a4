using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Batches;

public sealed class BatchServiceTests(MailServer server) : IClassFixture<MailServer>, IAsyncLifetime, IDisposable
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly World world = new();
    private readonly MailStop stop = new(new EphemeralDataProtectionProvider());
    private readonly string folder = Directory.CreateTempSubdirectory("showcase-mail-").FullName;
    private BatchService batches = default!;
    private BatchQueries queries = default!;
    private ReviewService reviews = default!;
    private Edition edition = default!;
    private Call call = default!;
    private Actor organiser = default!;

    public async Task InitializeAsync()
    {
        batches = new BatchService(
            world.Store, new EditionAccess(world.Store), stop, TestTexts.Make(), world.Clock, new OutboxSignal(), new ChangeFeed(), NullLogger<BatchService>.Instance);
        queries = new BatchQueries(world.Store);
        reviews = new ReviewService(world.Store, world.Clock, new OutboxSignal(), new ChangeFeed(), NullLogger<ReviewService>.Instance);
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        call = await world.OpenCallAsync(edition);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        world.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_artist_gets_a_mail_of_their_own_with_the_link_to_their_entry()
    {
        var (salt, _) = (await EnterAsync("Ada", "Salt"), await EnterAsync("Bo", "Sea"));

        await FinishedAsync("About {film}", "Dear {artist},\n{film} is in {category} of {call}, {edition}: {state}, until {deadline}.\n{link}", MessageKind.Essential);

        var mails = await MailsAsync();
        Assert.Equal([("ada@mail.test", "About Salt"), ("bo@mail.test", "About Sea")], mails.Select(mail => (mail.To, mail.Subject)));
        Assert.Equal(
            $"Dear Ada,\nSalt is in Shorts of Call for entries, Berlin Shorts 2026: Submitted, until Wednesday, 1 April 2026 14:00 (Europe/Berlin).\nhttps://festival.example/workspace/submissions/{salt.Id}",
            mails[0].Body);
        Assert.Contains("cannot be switched off", mails[0].Footer, StringComparison.Ordinal);
        Assert.Null(mails[0].StopAddress);
    }

    [Fact]
    public async Task A_name_that_looks_like_a_placeholder_stays_a_name()
    {
        await EnterAsync("{link} {film}", "{artist}", "ada@mail.test");

        await FinishedAsync("{film} by {artist}", "Dear {artist}, {film}");

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(("{artist} by {link} {film}", "Dear {link} {film}, {artist}"), (mail.Subject, mail.Body));
    }

    [Theory]
    [InlineData("{film}", "Salt\r\nBcc: everybody@example.test", "Ada")]
    [InlineData("{film}", "Salt\nBcc: everybody@example.test\n\nBody", "Ada")]
    [InlineData("{film}", "Salt\u2028Bcc: everybody@example.test", "Ada")]
    [InlineData("{film}", "Salt\vBcc: everybody@example.test\0", "Ada")]
    [InlineData("From {artist}", "Salt", "Ada\r\nBcc: everybody@example.test\r\nX: ")]
    [InlineData("From {artist}", "Salt", "Ada\u0085Bcc: everybody@example.test")]
    public async Task Neither_a_title_nor_a_name_can_write_mail_headers(string subject, string title, string artist)
    {
        await EnterAsync(artist, title, "ada@mail.test");

        await ReleasedAsync(await FinishedAsync(subject, "Body"));
        await Delivery(Smtp()).RunAsync(default);

        var mail = await server.NextAsync();
        Assert.Equal(["ada@mail.test"], mail.To);
        Assert.DoesNotContain("\nBcc:", mail.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(mail.Text.Split("\r\n\r\n")[0], sign => sign is '\u2028' or '\u0085' or '\v' or '\0');
    }

    [Fact]
    public async Task A_subject_with_lines_and_a_placeholder_that_nothing_fills_are_refused_and_the_text_is_kept()
    {
        await EnterAsync("Ada", "Salt");
        var draft = await BeginAsync();

        var lines = await FinishAsync(draft, "Hello\r\nBcc: everybody@example.test", "Body");
        var unknown = await FinishAsync(draft, "About {title}", "Body");
        var kept = await batches.WriteAsync(organiser, draft, await VersionAsync(draft), new BatchText(MessageKind.Essential, "About {title}", ""), default);

        Assert.Equal((MessageRefusals.SubjectLines, new Refusal("Messages.PlaceholderUnknown", "{title}"), true), (lines.Refusal, unknown.Refusal, kept.Succeeded));
        Assert.Equal("About {title}", (await queries.FindAsync(organiser, edition.Id, draft, default))!.Subject);
        Assert.Empty(await MailsAsync());
    }

    [Fact]
    public async Task Those_who_do_not_get_it_come_first_with_the_reason_and_are_left_out()
    {
        await EnterAsync("Ada", "Aal");
        var gone = await EnterAsync("Gone", "Zebra");
        var quiet = await EnterAsync("Quiet", "Milk");
        await using (var db = world.Store.CreateDbContext())
        {
            await db.Users.Where(user => user.Id == gone.ArtistId).ExecuteUpdateAsync(user => user.SetProperty(u => u.Email, (string?)null));
        }

        await StopAsync(quiet.ArtistId);
        var draft = await BeginAsync();

        var shown = new List<(string Film, LeftOut? Why)>();
        for (var place = 1; place <= 3; place++)
        {
            var one = (await queries.RecipientAsync(organiser, draft, MessageKind.Announcement, place, default))!;
            Assert.Equal((place, 3, 2), (one.Place, one.Total, one.Problems));
            shown.Add((one.To.Film, one.To.Problem(MessageKind.Announcement)));
        }

        await FinishAsync(draft, "News", "Body", MessageKind.Announcement);

        Assert.Equal([("Milk", LeftOut.Unsubscribed), ("Zebra", LeftOut.NoAddress), ("Aal", null)], shown);
        Assert.Equal(["ada@mail.test"], (await MailsAsync()).Select(mail => mail.To));
        var view = (await queries.FindAsync(organiser, edition.Id, draft, default))!;
        Assert.Equal((3, 1, 1, 1), (view.Chosen, view.Mails, view.LeftOut[LeftOut.NoAddress], view.LeftOut[LeftOut.Unsubscribed]));
        Assert.Equal(1, (await queries.RecipientAsync(organiser, draft, MessageKind.Essential, 1, default))!.Problems);
    }

    [Fact]
    public async Task Nothing_leaves_before_somebody_releases_it_and_then_it_says_who_did()
    {
        await EnterAsync("Ada", "Salt");
        var colleague = await world.MemberAsync(edition, EditionRole.Organiser);
        var message = await FinishedAsync("News", "Body");

        Assert.Equal(0, await Delivery().RunAsync(default));
        await ReleasedAsync(message, colleague);

        Assert.Equal(1, await Delivery().RunAsync(default));
        var view = (await queries.FindAsync(organiser, edition.Id, message, default))!;
        Assert.Equal((BatchState.Released, colleague.Name, world.Now, 1), (view.State, view.Releaser, view.ReleasedAt!.Value, view.Counts[OutboxState.Sent]));
    }

    [Fact]
    public async Task Two_organisers_who_release_at_once_send_each_mail_once()
    {
        for (var number = 0; number < 12; number++) await EnterAsync($"Artist {number}", $"Film {number}", $"artist{number}@mail.test");
        var colleague = await world.MemberAsync(edition, EditionRole.Organiser);
        var message = await FinishedAsync("News", "Body");

        var released = await Task.WhenAll(new[] { organiser, colleague }.Select(actor => Task.Run(() => reviews.ReleaseAsync(actor, message, default))));
        await Task.WhenAll(Task.Run(() => Delivery().RunAsync(default)), Task.Run(() => Delivery().RunAsync(default)));

        Assert.Equal(1, released.Count(result => result.Succeeded));
        Assert.Contains(released.Single(result => !result.Succeeded).Refusal, new[] { MessageRefusals.ReleasedAlready, Refusals.Conflict });
        Assert.Equal(12, Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length);
        Assert.All(await MailsAsync(), mail => Assert.Equal((OutboxState.Sent, 1), (mail.State, mail.Attempts)));
    }

    [Fact]
    public async Task Two_who_finish_one_draft_at_once_write_each_mail_once()
    {
        await EnterAsync("Ada", "Salt");
        var draft = await BeginAsync();
        var version = await VersionAsync(draft);

        var finished = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            batches.FinishAsync(organiser, draft, version, new BatchText(MessageKind.Announcement, "News", "Body"), Site, default))));

        Assert.Equal(1, finished.Count(result => result.Succeeded));
        Assert.Single(await MailsAsync());
    }

    [Fact]
    public async Task One_mail_is_changed_one_held_and_one_dropped_and_the_others_leave_as_written()
    {
        foreach (var name in new[] { "Ada", "Bo", "Cy", "Di" }) await EnterAsync(name, name);
        var message = await FinishedAsync("News", "Dear {artist}");
        var mails = await MailsAsync();

        var changed = await reviews.RewriteAsync(organiser, mails[0].Id, mails[0].Version, "News for Ada\r\nBcc: x@example.test", "Dear Ada, see you.", default);
        var stale = await reviews.RewriteAsync(organiser, mails[0].Id, mails[0].Version, "Too late", "Text", default);
        await reviews.HoldAsync(organiser, mails[1].Id, mails[1].Version, default);
        await reviews.DropAsync(organiser, mails[2].Id, mails[2].Version, default);
        await ReleasedAsync(message);
        await Delivery().RunAsync(default);
        var late = await reviews.RewriteAsync(organiser, mails[3].Id, mails[3].Version, "Too late", "Text", default);

        var after = await MailsAsync();
        Assert.Equal((true, Refusals.Conflict, OutboxRefusals.LeftReview), (changed.Succeeded, stale.Refusal, late.Refusal));
        Assert.Equal([OutboxState.Sent, OutboxState.Held, OutboxState.Discarded, OutboxState.Sent], after.Select(mail => mail.State));
        Assert.Equal(("News for Ada Bcc: x@example.test", "Dear Ada, see you.", "Dear Di"), (after[0].Subject, after[0].Body, after[3].Body));

        await reviews.LetGoAsync(organiser, after[1].Id, after[1].Version, default);
        Assert.Equal(1, await Delivery().RunAsync(default));
    }

    [Fact]
    public async Task Whoever_unsubscribes_while_a_mail_waits_does_not_get_it()
    {
        var entry = await EnterAsync("Ada", "Salt");
        var message = await FinishedAsync("News", "Body", MessageKind.Announcement);
        var link = Assert.Single(await MailsAsync()).StopAddress!;
        await ReleasedAsync(message);

        Assert.StartsWith("https://festival.example/account/unsubscribe/one-click?code=", link, StringComparison.Ordinal);
        Assert.True(await new SubscriptionService(world.Store, stop, world.Clock).StopAsync(new Uri(link).Query["?code=".Length..], default));
        await Delivery().RunAsync(default);

        Assert.Equal(OutboxState.Discarded, Assert.Single(await MailsAsync()).State);
        Assert.False(Directory.Exists(Path.Combine(folder, "mail")));
        var mine = Assert.Single(await new SubscriptionQueries(world.Store).MineAsync(new Actor(entry.ArtistId, "Ada", IsAdministrator: false), default));
        Assert.Equal(new Subscription(edition.Id, edition.Name, IsWanted: false), mine);
    }

    [Fact]
    public async Task Where_the_edition_wants_no_review_it_leaves_at_once()
    {
        await EnterAsync("Ada", "Salt");
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync(e => e.Id == edition.Id)).ReviewMessages(isWanted: false);
            await db.SaveChangesAsync();
        }

        var message = await FinishedAsync("News", "Body");

        Assert.Equal(organiser.Name, (await queries.FindAsync(organiser, edition.Id, message, default))!.Releaser);
        Assert.Equal(1, await Delivery().RunAsync(default));
    }

    [Fact]
    public async Task A_discarded_message_never_leaves()
    {
        await EnterAsync("Ada", "Salt");
        var message = await FinishedAsync("News", "Body");

        Assert.True((await reviews.DiscardAsync(organiser, message, default)).Succeeded);

        Assert.Equal(MessageRefusals.NotInReview, (await reviews.ReleaseAsync(organiser, message, default)).Refusal);
        Assert.Equal(0, await Delivery().RunAsync(default));
    }

    [Fact]
    public async Task Others_neither_see_nor_touch_it()
    {
        await EnterAsync("Ada", "Salt");
        var message = await FinishedAsync("News", "Body");
        var mail = Assert.Single(await MailsAsync());
        var elsewhere = await world.EditionAsync("prague");
        foreach (var other in new[] { await world.MemberAsync(edition, EditionRole.Juror, EditionRole.Curator), await world.MemberAsync(elsewhere, EditionRole.Organiser) })
        {
            Assert.Equal(Refusals.NotFound, (await reviews.ReleaseAsync(other, message, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await reviews.RewriteAsync(other, mail.Id, mail.Version, "Mine", "Mine", default)).Refusal);
            Assert.Null(await queries.FindAsync(other, edition.Id, message, default));
            Assert.Null(await queries.RecipientAsync(other, message, MessageKind.Essential, 1, default));
            Assert.Null(await new OutboxQueries(world.Store).FindInEditionAsync(other, edition.Id, mail.Id, default));
            Assert.Equal(0, (await new OutboxQueries(world.Store).OfEditionAsync(other, edition.Id, null, null, null, 1, default)).Total);
            Assert.Equal(Refusals.Forbidden, (await batches.BeginAsync(other, edition.Id, [Guid.CreateVersion7()], null, default)).Refusal);
        }
    }

    [Fact]
    public async Task Organisers_read_mails_about_entries_and_no_others_of_the_edition()
    {
        await EnterAsync("Ada", "Salt");
        await FinishedAsync("News", "Body");
        await world.SaveAsync(OutboxMessage.Create(edition.Id, "new@mail.test", "Invitation", "https://festival.example/account/invitation?secret=abc", world.Now));

        var list = await new OutboxQueries(world.Store).OfEditionAsync(organiser, edition.Id, null, null, null, 1, default);

        Assert.Equal(["News"], list.Rows.Select(row => row.Subject));
    }

    [Fact]
    public async Task The_inbox_begins_one_for_all_that_a_filter_leaves_and_what_was_left_without_a_word_is_forgotten()
    {
        await EnterAsync("Ada", "Salt");
        await EnterAsync("Bo", "Sea");
        var compose = new ComposeService(world.Store, batches);

        var first = (await compose.BeginAsync(organiser, edition.Id, BulkSelection.All(new InboxFilter()), default)).Value;
        var second = (await compose.BeginAsync(organiser, edition.Id, BulkSelection.All(new InboxFilter(Search: "sea")), default)).Value;
        var juror = await compose.BeginAsync(await world.MemberAsync(edition, EditionRole.Juror), edition.Id, BulkSelection.All(new InboxFilter()), default);

        var list = await queries.ListAsync(organiser, edition.Id, BatchState.Draft, 1, default);
        Assert.Equal([second], list.Rows.Select(row => row.Id));
        Assert.NotEqual(first, second);
        var view = (await queries.FindAsync(organiser, edition.Id, second, default))!;
        Assert.Equal((1, "?search=sea"), (view.Chosen, view.Selection));
        Assert.Equal(BulkRefusals.NothingChosen, juror.Refusal);
    }

    private SmtpOptions Smtp() => new()
    {
        Host = "127.0.0.1", Port = server.Port, UserName = "showcase", Password = "secret", StartTls = false, From = "Festival <festival@example.test>",
    };

    private OutboxDelivery Delivery(SmtpOptions? options = null)
    {
        var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder });
        return new OutboxDelivery(world.Store, new MailTransport(Options.Create(options ?? new SmtpOptions()), data), world.Clock, NullLogger<OutboxDelivery>.Instance);
    }

    private async Task<Submission> EnterAsync(string artist, string title, string? email = null) =>
        await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync(artist, email ?? $"{artist.ToLowerInvariant()}@mail.test"), title));

    private async Task<Guid> BeginAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return (await batches.BeginAsync(organiser, edition.Id, await db.Submissions.Select(entry => entry.Id).ToListAsync(), selection: null, default)).Value;
    }

    private async Task<Result> FinishAsync(Guid draft, string subject, string body, MessageKind kind = MessageKind.Announcement) =>
        await batches.FinishAsync(organiser, draft, await VersionAsync(draft), new BatchText(kind, subject, body), Site, default);

    private async Task<Guid> FinishedAsync(string subject, string body, MessageKind kind = MessageKind.Announcement)
    {
        var draft = await BeginAsync();
        var finished = await FinishAsync(draft, subject, body, kind);
        Assert.True(finished.Succeeded, finished.Refusal?.ToString());
        return draft;
    }

    private async Task ReleasedAsync(Guid message, Actor? by = null)
    {
        var released = await reviews.ReleaseAsync(by ?? organiser, message, default);
        Assert.True(released.Succeeded, released.Refusal?.ToString());
    }

    private async Task StopAsync(Guid person) => Assert.True(await new SubscriptionService(world.Store, stop, world.Clock).StopAsync(stop.CodeFor(person, edition.Id), default));

    private async Task<Guid> VersionAsync(Guid batch)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.MessageBatches.Where(one => one.Id == batch).Select(one => one.Version).SingleAsync();
    }

    private async Task<List<OutboxMessage>> MailsAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return await db.OutboxMessages.AsNoTracking().OrderBy(mail => mail.To).ToListAsync();
    }
}
