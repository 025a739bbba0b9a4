using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Messages;
using Showcase.Web.Features.Forms.Needed;
using Showcase.Web.Features.Messages;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>Who is told of answers that became needed after an entry was sent in, when, and how often.</summary>
public sealed class NeededAnswersTests : IAsyncLifetime, IDisposable
{
    private FormsWorld world = default!;
    private NeededAnswers needed = default!;

    private QuestionRules UntilLater => new() { IsRequired = true, FrozenFrom = world.World.Now.AddDays(20) };

    public async Task InitializeAsync()
    {
        world = await FormsWorld.BeginAsync();
        needed = new NeededAnswers(
            world.World.Store, Options.Create(new SiteOptions { Address = "https://festival.test" }), TestTexts.Make(), world.World.Clock, new OutboxSignal(), new ChangeFeed(), NullLogger<NeededAnswers>.Instance);
        Assert.Null((await world.SendInAsync()).Refusal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_question_that_is_added_is_told_once_with_its_end_and_the_way_there()
    {
        await world.AskAsync("Who drives the print?", rules: UntilLater);
        await world.AskAsync("May we subtitle it?", rules: UntilLater);

        Assert.Equal(0, await needed.RunAsync(default));
        world.World.Clock.Advance(NeededAnswer.Settles);
        Assert.Equal(1, await needed.RunAsync(default));
        world.World.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await needed.RunAsync(default));

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal($"Answers needed: {world.Film.Title}, Berlin Shorts 2026", mail.Subject);
        var until = TestClock.Start.AddDays(20).AddHours(1).ToString("f", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        Assert.Contains($"“{world.Film.Title}”\n– Who drives the print? (until {until} (Europe/Berlin))\n– May we subtitle it?", mail.Body, StringComparison.Ordinal);
        Assert.Contains($"https://festival.test/workspace/submissions/{world.EntryId}", mail.Body, StringComparison.Ordinal);
        Assert.Contains("cannot be switched off", mail.Footer, StringComparison.Ordinal);
        Assert.Equal([(world.Artist.UserId, $"/workspace/submissions/{world.EntryId}")], (await NoticesAsync()).Select(notice => (notice.UserId, notice.Link)));
    }

    [Fact]
    public async Task What_is_taken_back_or_answered_within_the_hour_is_not_told()
    {
        var mistake = await world.AskAsync("By mistake", rules: UntilLater);
        var quick = await world.AskAsync("Quick one", rules: UntilLater);
        await needed.RunAsync(default);
        await world.ChangeAsync(mistake, details => details with { Rules = details.Rules with { IsRequired = false } });
        Assert.True((await world.AnswerAsync((quick, "Done"))).Succeeded);
        world.World.Clock.Advance(NeededAnswer.Settles);

        Assert.Equal(0, await needed.RunAsync(default));

        Assert.Empty(await NoticesAsync());
        await using var db = world.World.Store.CreateDbContext();
        Assert.Empty(await db.NeededAnswers.ToListAsync());
    }

    [Fact]
    public async Task A_date_that_passes_makes_an_answer_needed_and_one_that_fits_no_more_is_told_anew()
    {
        var country = await world.AskAsync("Which print?", QuestionKind.Choice, new QuestionRules { IsRequired = true, RequiredFrom = world.World.Now.AddDays(5) }, options: ["DCP", "File"]);
        world.World.Clock.Advance(TimeSpan.FromDays(4));
        await SettleAsync();
        Assert.Empty(await MailsAsync());

        world.World.Clock.Advance(TimeSpan.FromDays(2));
        await SettleAsync();
        Assert.Contains("– Which print?\n", Assert.Single(await MailsAsync()).Body, StringComparison.Ordinal);

        Assert.True((await world.AnswerAsync((country, "DCP"))).Succeeded);
        await SettleAsync();
        await world.ChangeAsync(country, details => details with { Wording = details.Wording with { Options = ["4K DCP", "File"] } });
        await SettleAsync();
        Assert.Equal(2, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task What_cannot_be_answered_any_more_drafts_and_other_categories_are_left_alone()
    {
        await world.AskAsync("Needed to send in", rules: new QuestionRules { IsRequired = true });
        await world.AskAsync("Closed already", rules: new QuestionRules { IsRequired = true, FrozenFrom = world.World.Now.AddMinutes(1) });
        await world.AskAsync("Of loops", rules: UntilLater with { Categories = [Guid.CreateVersion7()] });
        world.World.Clock.Advance(TimeSpan.FromHours(1));

        await SettleAsync();

        Assert.Empty(await MailsAsync());
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task Each_person_of_an_artist_gets_one_mail_for_all_their_entries_and_nobody_who_only_looks()
    {
        var second = await world.World.FilmAsync(world.Artist, "Second Film");
        await world.World.SubmissionAsync(world.Call, second);
        var editor = await world.World.CoAuthorAsync(world.Film, CoAuthorRole.Edit);
        await world.World.CoAuthorAsync(world.Film, CoAuthorRole.View);
        await world.AskAsync("Who drives the print?", rules: UntilLater);

        await SettleAsync();

        var mails = await MailsAsync();
        Assert.Equal(2, mails.Count);
        Assert.Single(mails, mail => mail.Body.Contains("Second Film", StringComparison.Ordinal) && mail.Body.Contains(world.Film.Title, StringComparison.Ordinal));
        Assert.Equal([world.Artist.UserId, world.Artist.UserId, editor.UserId], (await NoticesAsync()).Select(notice => notice.UserId).OrderBy(id => id == editor.UserId));
    }

    [Fact]
    public async Task An_address_that_nobody_confirmed_gets_no_mail_and_its_person_a_notice()
    {
        await using (var db = world.World.Store.CreateDbContext()) await db.Users.Where(user => user.Id == world.Artist.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.EmailConfirmed, false));
        await world.AskAsync("Who drives the print?", rules: UntilLater);

        await SettleAsync();

        Assert.Empty(await MailsAsync());
        Assert.Single(await NoticesAsync());
    }

    private async Task SettleAsync()
    {
        await needed.RunAsync(default);
        world.World.Clock.Advance(NeededAnswer.Settles);
        await needed.RunAsync(default);
    }

    private async Task<List<OutboxMessage>> MailsAsync()
    {
        await using var db = world.World.Store.CreateDbContext();
        return await db.OutboxMessages.AsNoTracking().Where(mail => mail.Subject.StartsWith("Answers needed")).ToListAsync();
    }

    private async Task<List<InAppNotice>> NoticesAsync()
    {
        await using var db = world.World.Store.CreateDbContext();
        return await db.InAppNotices.AsNoTracking().Where(notice => notice.Topic == NoticeTopic.AnswersNeeded).ToListAsync();
    }
}
