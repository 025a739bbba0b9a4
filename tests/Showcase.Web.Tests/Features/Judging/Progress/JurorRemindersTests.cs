using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Judging.Progress;
using Showcase.Web.Features.Messages;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Judging.Progress;

/// <summary>Jurors with films left hear of the round's close, of themselves or from an organiser; the others hear nothing.</summary>
public sealed class JurorRemindersTests : IAsyncLifetime
{
    private static readonly Uri Site = new("https://festival.example/");

    private readonly MailStop stop = new(new EphemeralDataProtectionProvider());
    private Jury jury = default!;
    private JurorReminders reminders = default!;
    private BatchService messages = default!;
    private BatchQueries drafts = default!;

    public async Task InitializeAsync()
    {
        jury = await Jury.SitAsync();
        reminders = Reminders();
        messages = new BatchService(jury.World.Store, jury.Access, stop, jury.Texts, jury.World.Clock, new OutboxSignal(), jury.Feed, NullLogger<BatchService>.Instance);
        drafts = new BatchQueries(jury.World.Store);
    }

    public Task DisposeAsync()
    {
        jury.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Three_days_and_a_day_ahead_each_juror_with_films_left_reads_how_many_and_until_when()
    {
        await jury.GivenAsync("First");
        await jury.GivenAsync("Second");
        Assert.Equal(0, await reminders.RunAsync(default));
        jury.World.Clock.Advance(TimeSpan.FromDays(10.5));

        Assert.Equal(2, await reminders.RunAsync(default));
        Assert.Equal(0, await reminders.RunAsync(default));
        jury.World.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(2, await reminders.RunAsync(default));
        Assert.Equal(0, await reminders.RunAsync(default));

        var mail = (await MailsAsync())[0];
        Assert.Equal("Films to judge: First round, Berlin Shorts 2026", mail.Subject);
        Assert.Contains("Films left on your desk: 2, 9 minutes together.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", mail.Body, StringComparison.Ordinal);
        Assert.Contains("https://festival.example/workspace/berlin-2026/desk", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("First”", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_that_look_at_the_same_moment_write_one_mail_each()
    {
        await jury.GivenAsync();
        jury.World.Clock.Advance(TimeSpan.FromDays(10.5));
        var other = Reminders();

        var written = await Task.WhenAll(Task.Run(() => reminders.RunAsync(default)), Task.Run(() => other.RunAsync(default)));

        Assert.Equal(2, written.Sum());
        Assert.Equal(2, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task Those_who_finished_recused_left_the_panel_or_lost_the_role_hear_nothing()
    {
        var (mine, theirs, _) = await jury.GivenAsync();
        var (finished, removed) = (await MemberAsync("finished"), await MemberAsync("removed"));
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        Assert.True((await jury.Scoring.RecuseAsync(jury.Other, theirs, "A friend", default)).Succeeded);
        var given = await jury.SentInAsync("Second");
        Assert.True((await jury.Assignments.AssignAsync(jury.Organiser, jury.Round.Id, [given.Id], [finished, removed], default)).Succeeded);
        Assert.True((await jury.Rounds.RemoveJurorAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), removed, default)).Succeeded);
        await using (var db = jury.World.Store.CreateDbContext()) await db.EditionMembers.Where(member => member.UserId == finished).ExecuteDeleteAsync();

        jury.World.Clock.Advance(TimeSpan.FromDays(12.5));

        Assert.Equal(0, await reminders.RunAsync(default));
    }

    [Fact]
    public async Task A_film_in_conflict_is_nothing_left_to_do()
    {
        var (_, _, submission) = await jury.GivenAsync();
        var conflict = JurorConflict.Between(jury.Edition.Id, submission.Id, jury.Juror.UserId);
        conflict.Decide(ConflictPin.Conflict, jury.Organiser.UserId, jury.World.Now);
        await jury.World.SaveAsync(conflict);
        jury.World.Clock.Advance(TimeSpan.FromDays(12.5));

        Assert.Equal(1, await reminders.RunAsync(default));
    }

    [Fact]
    public async Task The_link_ends_reminders_and_an_organiser_can_switch_them_off()
    {
        await jury.GivenAsync();
        jury.World.Clock.Advance(TimeSpan.FromDays(10.5));
        await reminders.RunAsync(default);
        var mail = (await MailsAsync())[0];
        Assert.True(await new SubscriptionService(jury.World.Store, stop, jury.World.Clock).StopAsync(new Uri(mail.StopAddress!).Query["?code=".Length..], default));
        jury.World.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await reminders.RunAsync(default));

        await jury.Pursuits.SetAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), null, remindsJurors: false, default);
        await using (var db = jury.World.Store.CreateDbContext()) await db.RoundReminders.ExecuteDeleteAsync();
        Assert.Equal(0, await reminders.RunAsync(default));
    }

    [Fact]
    public async Task What_an_organiser_writes_to_jurors_waits_for_a_second_look_with_what_each_has_left()
    {
        var (mine, _, _) = await jury.GivenAsync("First");
        await jury.GivenAsync("Second");
        await jury.ScoreAsync(jury.Juror, mine, 8, 6);
        var batch = (await messages.BeginForJurorsAsync(jury.Organiser, jury.Round.Id, [jury.Juror.UserId, jury.Other.UserId, jury.Artist.UserId], default)).Value;
        var view = (await drafts.FindAsync(jury.Organiser, jury.Edition.Id, batch, default))!;
        Assert.Equal((2, MessageKind.Essential, jury.Round.Id), (view.Chosen, view.Kind, view.RoundId));
        Assert.Equal(2, (await drafts.RecipientAsync(jury.Organiser, batch, MessageKind.Essential, 1, default))!.Total);

        var text = new BatchText(MessageKind.Essential, "{round}: {left} left", "Dear {juror}, {left} films, {minutes} minutes, until {deadline}: {link}");
        var done = await messages.FinishAsync(jury.Organiser, batch, view.Version, text, Site, default);

        Assert.True(done.Succeeded, done.Refusal?.ToString());
        var mails = await MailsAsync();
        Assert.Equal(["First round: 1 left", "First round: 2 left"], mails.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.Equal((OutboxState.Review, null), (mail.State, mail.SubmissionId)));
        Assert.Contains("Dear Juror, 1 films, 5 minutes, until ", mails.Single(mail => mail.Subject.EndsWith("1 left", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Contains("needed for that and cannot be switched off", mails[0].Footer, StringComparison.Ordinal);
        Assert.Equal(2, (await new OutboxQueries(jury.World.Store).OfEditionAsync(jury.Organiser, jury.Edition.Id, batch, null, null, 1, default)).Total);
    }

    [Fact]
    public async Task News_to_jurors_leaves_out_who_unsubscribed()
    {
        await jury.GivenAsync();
        await jury.World.SaveAsync(new MailOptOut(jury.Other.UserId, jury.Edition.Id, jury.World.Now));
        var batch = (await messages.BeginForJurorsAsync(jury.Organiser, jury.Round.Id, [jury.Juror.UserId, jury.Other.UserId], default)).Value;
        var view = (await drafts.FindAsync(jury.Organiser, jury.Edition.Id, batch, default))!;

        Assert.True((await messages.FinishAsync(jury.Organiser, batch, view.Version, new BatchText(MessageKind.Announcement, "News", "Dear {juror}"), Site, default)).Succeeded);

        Assert.Equal(jury.Juror.UserId, Assert.Single(await MailsAsync()).AnnouncedTo);
        Assert.Equal(1, (await drafts.FindAsync(jury.Organiser, jury.Edition.Id, batch, default))!.LeftOut[LeftOut.Unsubscribed]);
    }

    [Fact]
    public async Task Placeholders_of_entries_and_strangers_are_refused()
    {
        await jury.GivenAsync();
        var batch = (await messages.BeginForJurorsAsync(jury.Organiser, jury.Round.Id, [jury.Juror.UserId], default)).Value;
        var view = (await drafts.FindAsync(jury.Organiser, jury.Edition.Id, batch, default))!;

        Assert.Equal(new Refusal("Messages.PlaceholderUnknown", "{film}"), (await messages.FinishAsync(jury.Organiser, batch, view.Version, new BatchText(MessageKind.Essential, "About {film}", "Text"), Site, default)).Refusal);
        Assert.Equal(MessageRefusals.NobodyGetsIt, (await messages.BeginForJurorsAsync(jury.Organiser, jury.Round.Id, [jury.Artist.UserId], default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await messages.BeginForJurorsAsync(jury.Juror, jury.Round.Id, [jury.Juror.UserId], default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await messages.BeginForJurorsAsync(jury.Organiser, Guid.CreateVersion7(), [jury.Juror.UserId], default)).Refusal);
    }

    private JurorReminders Reminders() =>
        new(jury.World.Store, stop, Options.Create(new SiteOptions { Address = Site.AbsoluteUri }), jury.Texts, jury.World.Clock, NullLogger<JurorReminders>.Instance);

    private async Task<Guid> MemberAsync(string name)
    {
        var person = await jury.World.MemberAsync(jury.Edition, EditionRole.Juror);
        Assert.True((await jury.Rounds.AddJurorAsync(jury.Organiser, jury.Round.Id, await jury.RoundVersionAsync(), person.UserId, default)).Succeeded, name);
        return person.UserId;
    }

    private async Task<List<OutboxMessage>> MailsAsync()
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.OutboxMessages.OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.To).ToListAsync();
    }
}
