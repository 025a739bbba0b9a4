using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions;

public sealed class SubmissionServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly FeeDue NoFee = new(TierName.Regular, 0, "EUR");

    private readonly World world = new();
    private readonly SubmissionService service;
    private readonly SubmissionQueries queries;
    private Actor ada = default!;
    private Call call = default!;

    public SubmissionServiceTests()
    {
        service = new SubmissionService(world.Store, new SubmissionMails(TestTexts.Make()), world.Clock, new ChangeFeed(), world.Revocations, NullLogger<SubmissionService>.Instance);
        queries = new SubmissionQueries(world.Store, world.Clock);
    }

    public async Task InitializeAsync()
    {
        ada = await world.PersonAsync(email: "ada@example.test");
        call = await world.OpenCallAsync(await world.EditionAsync());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_film_is_drafted_sent_in_and_acknowledged_by_mail()
    {
        var entry = await DraftAsync(await world.FilmAsync(ada));
        var version = (await service.WriteCoverLetterAsync(ada, entry.Id, entry.Version, "Dear all", default)).Value;

        var sent = await service.SubmitAsync(ada, entry.Id, version, NoFee, default);

        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        await using var db = world.Store.CreateDbContext();
        var mail = await db.OutboxMessages.SingleAsync();
        Assert.Equal(("ada@example.test", "Salt Index has reached Berlin Shorts 2026"), (mail.To, mail.Subject));
        Assert.Contains("2 March 2026", mail.Body, StringComparison.Ordinal);
        Assert.Contains("13:00 (Europe/Berlin)", mail.Body, StringComparison.Ordinal);
        Assert.Equal([SubmissionState.Draft, SubmissionState.Submitted], (await FindAsync(entry.Id)).History.Select(step => step.State));
    }

    [Fact]
    public async Task A_film_that_was_withdrawn_may_be_entered_anew_and_its_history_stays()
    {
        var film = await world.FilmAsync(ada);
        var first = await DraftAsync(film);
        Assert.True((await service.SubmitAsync(ada, first.Id, first.Version, NoFee, default)).Succeeded);
        var sent = await FindAsync(first.Id);
        Assert.Equal(SubmissionRefusals.AlreadyEntered, (await service.DraftAsync(ada, call.Categories[0].Id, film.Id, default)).Refusal);
        Assert.True((await service.WithdrawAsync(ada, first.Id, sent.Version, default)).Succeeded);
        Assert.Empty(Assert.Single(await queries.FilmsToEnterAsync(ada, default)).EnteredIn);

        var second = await DraftAsync(film);

        Assert.True((await service.SubmitAsync(ada, second.Id, second.Version, NoFee, default)).Succeeded);
        Assert.Equal([SubmissionState.Draft, SubmissionState.Submitted, SubmissionState.Withdrawn], (await FindAsync(first.Id)).History.Select(step => step.State));
        Assert.Equal(SubmissionRefusals.AlreadyEntered, (await service.DraftAsync(ada, call.Categories[0].Id, film.Id, default)).Refusal);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_somebody_types_shuts_the_door_and_keeps_the_draft()
    {
        var entry = await DraftAsync(await world.FilmAsync(ada));
        world.Clock.Advance(TimeSpan.FromDays(31));

        var letter = await service.WriteCoverLetterAsync(ada, entry.Id, entry.Version, "Typed to the last second", default);
        var sent = await service.SubmitAsync(ada, entry.Id, letter.Value, NoFee, default);

        Assert.Equal(SubmissionRefusals.DeadlinePassed, sent.Refusal);
        Assert.Equal((SubmissionState.Draft, "Typed to the last second"), ((await FindAsync(entry.Id)).State, (await FindAsync(entry.Id)).CoverLetter));
        await using var db = world.Store.CreateDbContext();
        Assert.False(await db.OutboxMessages.AnyAsync());
    }

    [Theory]
    [InlineData(59)]
    [InlineData(601)]
    public async Task A_film_outside_the_runtime_limits_is_refused_with_the_figures(int seconds)
    {
        var runtime = TimeSpan.FromSeconds(seconds);
        var entry = await DraftAsync(await world.FilmAsync(ada, runtime: runtime));

        var sent = await service.SubmitAsync(ada, entry.Id, entry.Version, NoFee, default);

        Assert.Equal(new Refusal("Submissions.RuntimeOutside", runtime, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), sent.Refusal);
    }

    [Fact]
    public async Task A_film_whose_video_is_still_on_its_way_is_refused()
    {
        var film = Film.Create(ada.UserId, new FilmDetails("Bare", null, TimeSpan.FromMinutes(4), 2026, "DE", "", [], []), world.Now).Value;
        await world.SaveAsync(film);
        var entry = await DraftAsync(film);

        Assert.Equal(SubmissionRefusals.VideoNotReady, (await service.SubmitAsync(ada, entry.Id, entry.Version, NoFee, default)).Refusal);
    }

    [Fact]
    public async Task Somebody_elses_film_and_entry_do_not_exist()
    {
        var eve = await world.PersonAsync("Eve");
        var film = await world.FilmAsync(ada);
        var entry = await DraftAsync(film);

        Assert.Equal(Refusals.NotFound, (await service.DraftAsync(eve, call.Categories[0].Id, film.Id, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.WriteCoverLetterAsync(eve, entry.Id, entry.Version, "x", default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.SubmitAsync(eve, entry.Id, entry.Version, NoFee, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.WithdrawAsync(eve, entry.Id, entry.Version, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.DiscardAsync(eve, entry.Id, default)).Refusal);
        Assert.Null(await queries.FindMineAsync(eve, entry.Id, default));
    }

    [Fact]
    public async Task Two_windows_that_begin_the_same_entry_make_one()
    {
        var film = await world.FilmAsync(ada);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => service.DraftAsync(ada, call.Categories[0].Id, film.Id, default))));

        Assert.Equal(SubmissionRefusals.AlreadyEntered, Assert.Single(both, result => !result.Succeeded).Refusal);
    }

    [Fact]
    public async Task Two_windows_that_send_in_at_once_send_in_once()
    {
        var entry = await DraftAsync(await world.FilmAsync(ada));

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => service.SubmitAsync(ada, entry.Id, entry.Version, NoFee, default))));

        Assert.Equal(SubmissionRefusals.AlreadySubmitted, Assert.Single(both, result => !result.Succeeded).Refusal);
        Assert.Equal(2, (await FindAsync(entry.Id)).History.Count);
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(1, await db.OutboxMessages.CountAsync());
    }

    [Fact]
    public async Task A_letter_typed_over_a_newer_one_is_refused()
    {
        var entry = await DraftAsync(await world.FilmAsync(ada));
        _ = await service.WriteCoverLetterAsync(ada, entry.Id, entry.Version, "Newer", default);

        Assert.Equal(Refusals.Conflict, (await service.WriteCoverLetterAsync(ada, entry.Id, entry.Version, "Older", default)).Refusal);
        Assert.Equal("Newer", (await FindAsync(entry.Id)).CoverLetter);
    }

    [Fact]
    public async Task What_was_sent_in_can_be_withdrawn_until_it_is_declined()
    {
        var first = await world.SubmissionAsync(call, await world.FilmAsync(ada, "First"));
        var declined = await world.SubmissionAsync(call, await world.FilmAsync(ada, "Declined"));
        await using (var db = world.Store.CreateDbContext())
        {
            _ = (await db.Submissions.SingleAsync(s => s.Id == declined.Id)).Move(SubmissionState.Declined, world.Now, ada.UserId);
            await db.SaveChangesAsync();
        }

        Assert.True((await service.WithdrawAsync(ada, first.Id, first.Version, default)).Succeeded);
        var refused = await service.WithdrawAsync(ada, declined.Id, (await FindAsync(declined.Id)).Version, default);

        Assert.Equal(new Refusal("Submissions.StepNotAllowed", SubmissionState.Declined, SubmissionState.Withdrawn), refused.Refusal);
    }

    [Fact]
    public async Task A_draft_can_be_thrown_away_and_what_was_sent_in_cannot()
    {
        var draft = await DraftAsync(await world.FilmAsync(ada, "One"));
        var sent = await world.SubmissionAsync(call, await world.FilmAsync(ada, "Two"));

        Assert.True((await service.DiscardAsync(ada, draft.Id, default)).Succeeded);
        Assert.Equal(SubmissionRefusals.AlreadySubmitted, (await service.DiscardAsync(ada, sent.Id, default)).Refusal);
        Assert.Equal([sent.Id], (await queries.MineAsync(ada, default)).Select(line => line.Id));
    }

    [Fact]
    public async Task A_draft_changes_to_an_open_category_of_its_own_edition_only()
    {
        var elsewhere = await world.OpenCallAsync(await world.EditionAsync("prague"));
        var entry = await DraftAsync(await world.FilmAsync(ada));

        Assert.Equal(Refusals.NotFound, (await service.ChangeCategoryAsync(ada, entry.Id, entry.Version, elsewhere.Categories[0].Id, default)).Refusal);
        Assert.True((await service.ChangeCategoryAsync(ada, entry.Id, entry.Version, call.Categories[0].Id, default)).Succeeded);
    }

    [Fact]
    public async Task Open_doors_are_those_of_public_editions_and_the_one_whose_address_is_known()
    {
        var edition = await world.EditionAsync("public");
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync(e => e.Id == edition.Id)).Publish();
            await db.SaveChangesAsync();
        }

        var shown = await world.OpenCallAsync(edition);

        Assert.Equal([shown.Categories[0].Id], (await queries.OpenAsync(null, default)).Select(door => door.Id));
        Assert.Equal(2, (await queries.OpenAsync(call.Categories[0].Id, default)).Count);
        world.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await queries.OpenAsync(null, default));
    }

    private async Task<MyEntry> DraftAsync(Film film) => await FindAsync((await service.DraftAsync(ada, call.Categories[0].Id, film.Id, default)).Value);

    private async Task<MyEntry> FindAsync(Guid id) => (await queries.FindMineAsync(ada, id, default))!;
}
