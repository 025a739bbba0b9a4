using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Features.Submissions.Reminders;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Reminders;

public sealed class DraftRemindersTests : IAsyncLifetime, IDisposable
{
    private readonly World world = new();
    private readonly MailStop stop = new(new EphemeralDataProtectionProvider());
    private readonly DraftReminders reminders;
    private Actor ada = default!;
    private Call call = default!;

    public DraftRemindersTests()
    {
        reminders = Reminders();
    }

    public async Task InitializeAsync()
    {
        ada = await world.PersonAsync("Ada", "ada@mail.test");
        var edition = await world.EditionAsync();
        call = Call.Create(edition.Id, "Call", "").Value;
        _ = call.AddCategory(new CategoryDetails(
            "Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), [new(TierName.Early, world.Now.AddDays(10), 10_00), new(TierName.Late, world.Now.AddDays(20), 20_00)]));
        _ = call.Open(world.Now);
        await world.SaveAsync(call);
        await DraftAsync(ada, "Salt");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_owner_of_a_draft_reads_what_it_is_until_when_and_what_it_costs_after()
    {
        Assert.Equal(0, await reminders.RunAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(1, await reminders.RunAsync(default));

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(("ada@mail.test", "Not sent in yet: Salt, Berlin Shorts 2026"), (mail.To, mail.Subject));
        Assert.Contains("“Salt” to Shorts, Berlin Shorts 2026, is still a draft", mail.Body, StringComparison.Ordinal);
        Assert.Contains("(Europe/Berlin)", mail.Body, StringComparison.Ordinal);
        Assert.Contains("10.00 EUR", mail.Body, StringComparison.Ordinal);
        Assert.Contains("After that it is: 20.00 EUR", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_deadline_is_told_of_once_however_often_one_looks()
    {
        foreach (var days in new[] { 7, 1, 9, 1 })
        {
            world.Clock.Advance(TimeSpan.FromDays(days));
            await reminders.RunAsync(default);
            await reminders.RunAsync(default);
        }

        Assert.Equal(2, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task Two_servers_that_look_at_the_same_moment_write_one_mail()
    {
        world.Clock.Advance(TimeSpan.FromDays(7));
        var other = Reminders();

        var written = await Task.WhenAll(Task.Run(() => reminders.RunAsync(default)), Task.Run(() => other.RunAsync(default)));

        Assert.Equal(1, written.Sum());
        Assert.Single(await MailsAsync());
    }

    [Fact]
    public async Task What_is_sent_in_and_calls_that_are_closed_are_left_alone()
    {
        await world.SubmissionAsync(call, await world.FilmAsync(ada, "Sent in"));
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Calls.SingleAsync()).Close(world.Now);
            await db.SaveChangesAsync();
        }

        world.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(0, await reminders.RunAsync(default));
    }

    [Fact]
    public async Task The_link_in_the_mail_ends_them_and_only_them()
    {
        await DraftAsync(await world.PersonAsync("Ben", "ben@mail.test"), "Ferry");
        world.Clock.Advance(TimeSpan.FromDays(7));
        await reminders.RunAsync(default);
        var mail = (await MailsAsync()).Single(one => one.To == "ada@mail.test");
        Assert.StartsWith("https://festival.example/account/unsubscribe/one-click?code=", mail.StopAddress, StringComparison.Ordinal);
        Assert.Contains("https://festival.example/account/unsubscribe?code=", mail.Footer, StringComparison.Ordinal);

        Assert.True(await new SubscriptionService(world.Store, stop, world.Clock).StopAsync(new Uri(mail.StopAddress!).Query["?code=".Length..], default));

        world.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal(1, await reminders.RunAsync(default));
        Assert.Equal("ben@mail.test", (await MailsAsync()).OrderBy(one => one.CreatedAt).Last().To);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 !")]
    public async Task A_link_that_was_made_up_ends_nothing(string? code) => Assert.False(await new SubscriptionService(world.Store, stop, world.Clock).StopAsync(code, default));

    private DraftReminders Reminders() => new(
        world.Store, stop, Options.Create(new SiteOptions { Address = "https://festival.example" }), TestTexts.Make(), world.Clock, NullLogger<DraftReminders>.Instance);

    private async Task DraftAsync(Actor artist, string title)
    {
        Film film = await world.FilmAsync(artist, title);
        var entry = Submission.Draft(call.EditionId, call.Categories[0].Id, film.Id, artist.UserId, world.Now);
        await world.SaveAsync(entry);
    }

    private async Task<List<OutboxMessage>> MailsAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return await db.OutboxMessages.AsNoTracking().ToListAsync();
    }
}
