using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Films.CoAuthors;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Notices;

public sealed class NoticeServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly World world = new();
    private readonly ChangeFeed feed = new();
    private readonly NoticeService notices;
    private readonly NoticeQueries queries;
    private Edition edition = default!;
    private Actor organiser = default!;
    private Actor ada = default!;
    private Film film = default!;
    private Submission entry = default!;

    public NoticeServiceTests()
    {
        notices = new NoticeService(world.Store, world.Clock, feed);
        queries = new NoticeQueries(world.Store);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        ada = await world.PersonAsync("Ada");
        film = await world.FilmAsync(ada, "Salt");
        Call call = await world.OpenCallAsync(edition);
        entry = await world.SubmissionAsync(call, film);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_message_in_a_thread_is_news_for_the_other_side_alone_and_open_pages_count_anew()
    {
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        var heard = 0;
        using var listening = feed.Listen(organiser.UserId, () => heard++);

        await SayAsync(ada, ThreadSide.Artist);

        Assert.Equal((1, 0, 0), (await CountAsync(organiser), await CountAsync(ada), await CountAsync(juror)));
        Assert.Equal(1, heard);
        var line = Assert.Single((await queries.ListAsync(organiser, isUnread: true, 1, default)).Lines);
        Assert.Equal((NoticeTopic.Wrote, "Salt", $"/workspace/{edition.Slug}/submissions/{entry.Id}#thread"), (line.Topic, line.About, line.Link));
    }

    [Fact]
    public async Task One_is_read_then_all_and_nobody_reads_anothers()
    {
        await SayAsync(organiser, ThreadSide.Organisers);
        await world.SaveAsync(new InAppNotice(ada.UserId, NoticeTopic.Decided, "Salt", "/workspace", world.Now));
        var first = (await queries.ListAsync(ada, isUnread: false, 1, default)).Lines[0];

        await notices.ReadAsync(organiser, first.Id, default);
        await notices.ReadAllAsync(organiser, default);
        Assert.Equal(2, await CountAsync(ada));
        Assert.Empty((await queries.ListAsync(organiser, isUnread: false, 1, default)).Lines);

        await notices.ReadAsync(ada, first.Id, default);
        Assert.Equal(1, await CountAsync(ada));
        await notices.ReadAllAsync(ada, default);
        Assert.Equal((0, 2), (await CountAsync(ada), (await queries.ListAsync(ada, isUnread: false, 1, default)).Total));
    }

    [Fact]
    public async Task They_are_kept_for_ninety_days()
    {
        await SayAsync(organiser, ThreadSide.Organisers);
        world.Clock.Advance(InAppNotice.Kept);
        await world.SaveAsync(new InAppNotice(ada.UserId, NoticeTopic.Decided, "Salt", "/workspace", world.Now));

        Assert.Equal(0, await notices.SweepAsync(default));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await notices.SweepAsync(default));
        Assert.Equal(NoticeTopic.Decided, Assert.Single((await queries.ListAsync(ada, isUnread: false, 1, default)).Lines).Topic);
    }

    [Fact]
    public async Task Whoever_accepts_an_invitation_is_news_for_those_who_organise_and_for_a_films_owner()
    {
        var texts = TestTexts.Make();
        var invitations = new InvitationService(world.Store, new EditionAccess(world.Store), texts, world.Clock, feed, NullLogger<InvitationService>.Instance);
        var authors = new CoAuthorService(world.Store, texts, world.Revocations, world.Clock, feed, NullLogger<CoAuthorService>.Instance);
        var bo = await world.PersonAsync("Bo", "bo@mail.test");
        await invitations.InviteAsync(organiser, edition.Id, "bo@mail.test", EditionRole.Juror, Site, default);
        await authors.InviteAsync(ada, film.Id, "bo@mail.test", CoAuthorRole.View, Site, default);

        foreach (var secret in await SecretsAsync())
        {
            _ = await invitations.AcceptAsync(bo, secret, default);
            _ = await authors.AcceptAsync(bo, secret, default);
        }

        Assert.Equal((NoticeTopic.InvitationAccepted, "Bo", $"/workspace/{edition.Slug}/members"), await OnlyAsync(organiser));
        Assert.Equal((NoticeTopic.InvitationAccepted, "Bo", $"/workspace/films/{film.Id}"), await OnlyAsync(ada));
        Assert.Equal(0, await CountAsync(bo));
    }

    [Fact]
    public async Task Opening_the_thread_reads_what_the_bell_says_of_it_and_nothing_else()
    {
        var threads = new ThreadService(world.Store, new ThreadMails(TestTexts.Make()), world.Clock, new OutboxSignal(), feed, NullLogger<ThreadService>.Instance);
        var other = await world.MemberAsync(edition, EditionRole.Organiser);
        await SayAsync(organiser, ThreadSide.Organisers);
        await SayAsync(ada, ThreadSide.Artist);
        await world.SaveAsync(new InAppNotice(ada.UserId, NoticeTopic.Decided, "Salt", $"/workspace/submissions/{entry.Id}", world.Now));
        var rung = 0;
        using var bell = feed.Listen(ada.UserId, () => rung++);

        await threads.MarkReadAsync(ada, entry.Id, ThreadSide.Artist, default);
        await threads.MarkReadAsync(organiser, entry.Id, ThreadSide.Organisers, default);

        Assert.Equal(NoticeTopic.Decided, (await OnlyAsync(ada)).Topic);
        Assert.Equal(1, rung);
        Assert.Equal((0, 1), (await CountAsync(organiser), await CountAsync(other)));
        await threads.MarkReadAsync(other, entry.Id, ThreadSide.Organisers, default);
        Assert.Equal(0, await CountAsync(other));
    }

    private async Task SayAsync(Actor actor, ThreadSide side)
    {
        var threads = new ThreadService(world.Store, new ThreadMails(TestTexts.Make()), world.Clock, new OutboxSignal(), feed, NullLogger<ThreadService>.Instance);
        Assert.True((await threads.WriteAsync(actor, entry.Id, side, "Hello", isQuestion: false, Site, default)).Succeeded);
    }

    private Task<int> CountAsync(Actor actor) => queries.CountUnreadAsync(actor, default);

    private async Task<(NoticeTopic Topic, string About, string Link)> OnlyAsync(Actor actor)
    {
        var line = Assert.Single((await queries.ListAsync(actor, isUnread: true, 1, default)).Lines);
        return (line.Topic, line.About, line.Link);
    }

    private async Task<List<string>> SecretsAsync()
    {
        await using var db = world.Store.CreateDbContext();
        var bodies = await db.OutboxMessages.Select(mail => mail.Body).ToListAsync();
        return bodies.ConvertAll(body => body.Split("secret=")[1].Split(' ', '\n', '\r')[0]);
    }
}
