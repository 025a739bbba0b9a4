using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Calls;

public sealed class CallServiceTests : IDisposable
{
    private static readonly CategoryInput Shorts =
        new("Shorts", "Up to ten minutes", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), [new(TierName.Regular, new DateTime(2026, 6, 1, 23, 59, 0))]);

    private readonly World world = new();
    private readonly CallService service;
    private readonly CallQueries queries;

    public CallServiceTests()
    {
        service = new CallService(world.Store, new EditionAccess(world.Store), world.Clock, new ChangeFeed(), NullLogger<CallService>.Instance);
        queries = new CallQueries(world.Store, world.Clock);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_organiser_writes_a_call_and_opens_it()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var id = (await service.CreateAsync(organiser, edition.Id, "Call for entries", default)).Value;

        await DoneAsync(call => service.ChangeAsync(organiser, edition.Id, id, call.Version, "Open call 2026", "Send *shorts*.", default));
        await DoneAsync(call => service.AddCategoryAsync(organiser, edition.Id, id, call.Version, Shorts, default));
        await DoneAsync(call => service.AddCategoryAsync(organiser, edition.Id, id, call.Version, Shorts with { Name = "Loops" }, default));
        await DoneAsync(call => service.MoveCategoryAsync(organiser, edition.Id, id, call.Version, call.Categories[1].Id, -1, default));
        await DoneAsync(call => service.ChangeCategoryAsync(organiser, edition.Id, id, call.Version, call.Categories[0].Id, Shorts with { Name = "Short loops" }, default));
        await DoneAsync(call => service.OpenAsync(organiser, edition.Id, id, call.Version, default));

        var call = await queries.FindAsync(organiser, edition.Id, id, default);
        Assert.Equal(("Open call 2026", "Send *shorts*.", CallState.Open), (call!.Name, call.Text, call.State));
        Assert.Equal(["Short loops", "Shorts"], call.Categories.Select(category => category.Name));

        async Task DoneAsync(Func<CallView, Task<Result>> change)
        {
            var result = await change((await queries.FindAsync(organiser, edition.Id, id, default))!);
            Assert.True(result.Succeeded, result.Refusal?.ToString());
        }
    }

    [Fact]
    public async Task A_deadline_is_typed_as_the_editions_clocks_show_it()
    {
        var (edition, organiser, call) = await BeginAsync();

        await service.AddCategoryAsync(organiser, edition.Id, call.Id, call.Version, Shorts, default);

        var categories = (await queries.FindAsync(organiser, edition.Id, call.Id, default))!.Categories;
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 21, 59, 0, TimeSpan.Zero), categories[1].Deadline);
    }

    [Fact]
    public async Task The_rules_of_a_call_and_its_deadlines_with_their_fees_are_kept()
    {
        var (edition, organiser, call) = await BeginAsync();
        var rules = new CallRules("CZK", TimeSpan.FromMinutes(15), MostPerPerson: 2);
        var tiers = new[] { new TierInput(TierName.Early, new DateTime(2026, 5, 1, 23, 59, 0), 250_00), new TierInput(TierName.Late, new DateTime(2026, 6, 1, 23, 59, 0), 500_00) };

        Assert.True((await service.ChangeRulesAsync(organiser, edition.Id, call.Id, call.Version, rules, default)).Succeeded);
        var read = (await queries.FindAsync(organiser, edition.Id, call.Id, default))!;
        var added = await service.AddCategoryAsync(organiser, edition.Id, call.Id, read.Version, Shorts with { Tiers = tiers, MostPerPerson = 1 }, default);

        Assert.True(added.Succeeded, added.Refusal?.ToString());
        read = (await queries.FindAsync(organiser, edition.Id, call.Id, default))!;
        Assert.Equal((rules, 1), (read.Rules, read.Categories[1].MostPerPerson));
        Assert.Equal(
            [new Tier(TierName.Early, new DateTimeOffset(2026, 5, 1, 21, 59, 0, TimeSpan.Zero), 250_00), new Tier(TierName.Late, new DateTimeOffset(2026, 6, 1, 21, 59, 0, TimeSpan.Zero), 500_00)],
            read.Categories[1].Tiers);
    }

    [Fact]
    public async Task A_deadline_in_the_hour_that_spring_skips_is_kept_an_hour_later()
    {
        var (edition, organiser, call) = await BeginAsync();
        var skipped = Shorts with { Tiers = [new(TierName.Regular, new DateTime(2026, 3, 29, 2, 30, 0))] };

        await service.AddCategoryAsync(organiser, edition.Id, call.Id, call.Version, skipped, default);

        var categories = (await queries.FindAsync(organiser, edition.Id, call.Id, default))!.Categories;
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), categories[1].Deadline);
    }

    [Fact]
    public async Task A_call_whose_deadlines_have_passed_does_not_open_again()
    {
        var (edition, organiser, call) = await BeginAsync();
        _ = await service.CloseAsync(organiser, edition.Id, call.Id, call.Version, default);
        world.Clock.Advance(TimeSpan.FromDays(31));
        var closed = await queries.FindAsync(organiser, edition.Id, call.Id, default);

        var opened = await service.OpenAsync(organiser, edition.Id, call.Id, closed!.Version, default);

        Assert.Equal(CallRefusals.DeadlinesPassed, opened.Refusal);
        Assert.Equal(CallState.Closed, closed.State);
    }

    [Fact]
    public async Task A_call_that_opens_later_takes_films_from_that_moment_on_the_editions_clock()
    {
        var (edition, organiser, call) = await BeginAsync();
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Editions.SingleAsync()).Publish();
            await db.SaveChangesAsync();
        }

        _ = await service.CloseAsync(organiser, edition.Id, call.Id, call.Version, default);
        var closed = (await queries.FindAsync(organiser, edition.Id, call.Id, default))!;
        var opens = world.Now.AddDays(2);

        Assert.Equal(CallRefusals.NotAhead, (await service.OpenLaterAsync(organiser, edition.Id, call.Id, closed.Version, edition.ToLocal(world.Now.AddMinutes(-1)), default)).Refusal);
        Assert.True((await service.OpenLaterAsync(organiser, edition.Id, call.Id, closed.Version, edition.ToLocal(opens), default)).Succeeded);

        var shown = Assert.Single((await queries.PublicAsync(edition.Slug, default))!.Calls);
        Assert.Equal((opens, false, true), (shown.OpensAt, shown.IsOpenAt(world.Now), shown.IsOpenAt(opens)));
        Assert.Empty(await queries.OpenAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Single(await queries.OpenAsync(default));
    }

    [Fact]
    public async Task Organisers_preview_a_call_that_nobody_else_sees_yet()
    {
        var (edition, organiser, call) = await BeginAsync();
        _ = await service.CloseAsync(organiser, edition.Id, call.Id, call.Version, default);
        var stranger = await world.PersonAsync("Eve");

        Assert.Equal(call.Categories[0].Name, Assert.Single((await queries.PreviewAsync(organiser, edition.Id, call.Id, default))!.Categories).Name);
        Assert.Null(await queries.PreviewAsync(stranger, edition.Id, call.Id, default));
    }

    [Fact]
    public async Task Two_organisers_who_edit_one_call_collide_visibly_also_over_a_category()
    {
        var (edition, organiser, call) = await BeginAsync();
        _ = await service.ChangeCategoryAsync(organiser, edition.Id, call.Id, call.Version, call.Categories[0].Id, Shorts with { Name = "Mine" }, default);

        var text = await service.ChangeAsync(organiser, edition.Id, call.Id, call.Version, "Lost", "Lost", default);
        var category = await service.ChangeCategoryAsync(organiser, edition.Id, call.Id, call.Version, call.Categories[0].Id, Shorts with { Name = "Lost" }, default);

        Assert.Equal((Refusals.Conflict, Refusals.Conflict), (text.Refusal, category.Refusal));
        var kept = await queries.FindAsync(organiser, edition.Id, call.Id, default);
        Assert.Equal(("Call for entries", "Mine"), (kept!.Name, kept.Categories[0].Name));
    }

    [Fact]
    public async Task A_category_with_a_draft_in_it_stays()
    {
        var (edition, organiser, call) = await BeginAsync();
        var film = await world.FilmAsync(await world.PersonAsync());
        await world.SaveAsync(Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, film.OwnerId, world.Now));
        _ = await service.AddCategoryAsync(organiser, edition.Id, call.Id, call.Version, Shorts, default);
        var read = await queries.FindAsync(organiser, edition.Id, call.Id, default);

        var used = await service.RemoveCategoryAsync(organiser, edition.Id, call.Id, read!.Version, read.Categories[0].Id, default);
        var unused = await service.RemoveCategoryAsync(organiser, edition.Id, call.Id, read.Version, read.Categories[1].Id, default);

        Assert.Equal((true, 0), (read.Categories[0].InUse, read.Categories[0].Entries));
        Assert.Equal(CallRefusals.CategoryInUse, used.Refusal);
        Assert.True(unused.Succeeded);
        Assert.Single((await queries.FindAsync(organiser, edition.Id, call.Id, default))!.Categories);
    }

    [Fact]
    public async Task Nobody_but_the_editions_organisers_reads_or_changes_a_call()
    {
        var (edition, _, call) = await BeginAsync();
        var juror = await world.MemberAsync(edition, EditionRole.Juror, EditionRole.Curator);
        var artist = await world.PersonAsync() with { IsAdministrator = true };

        foreach (var actor in new[] { juror, artist })
        {
            Assert.Equal(Refusals.Forbidden, (await service.CreateAsync(actor, edition.Id, "Mine", default)).Refusal);
            foreach (var change in Changes(actor, edition, call)) Assert.Equal(Refusals.Forbidden, (await change).Refusal);
            Assert.Empty(await queries.ListAsync(actor, edition.Id, null, default));
            Assert.Null(await queries.FindAsync(actor, edition.Id, call.Id, default));
        }
    }

    [Fact]
    public async Task Another_editions_call_is_not_found_under_ones_own()
    {
        var (_, _, call) = await BeginAsync();
        var vienna = await world.EditionAsync("vienna");
        var stranger = await world.MemberAsync(vienna, EditionRole.Organiser);

        foreach (var change in Changes(stranger, vienna, call)) Assert.Equal(Refusals.NotFound, (await change).Refusal);
        Assert.Null(await queries.FindAsync(stranger, vienna.Id, call.Id, default));
    }

    [Fact]
    public async Task Until_when_files_may_be_replaced_is_typed_as_the_editions_clocks_show_it()
    {
        var (edition, organiser, call) = await BeginAsync();
        Assert.Equal(new ReplacementView(ReplacementRule.UntilDeadline, null), (await queries.FindAsync(organiser, edition.Id, call.Id, default))!.Replacement);

        var changed = await service.ChangeReplacementAsync(
            organiser, edition.Id, call.Id, call.Version, new ReplacementInput(ReplacementRule.UntilMoment, new DateTime(2026, 6, 1, 23, 59, 0)), default);

        Assert.True(changed.Succeeded, changed.Refusal?.ToString());
        Assert.Equal(
            new ReplacementView(ReplacementRule.UntilMoment, new DateTimeOffset(2026, 6, 1, 21, 59, 0, TimeSpan.Zero)),
            (await queries.FindAsync(organiser, edition.Id, call.Id, default))!.Replacement);
        Assert.Equal(ReplacementRule.UntilMoment, (await queries.PreviewAsync(organiser, edition.Id, call.Id, default))!.Replacement.Rule);
    }

    private IEnumerable<Task<Result>> Changes(Actor actor, Edition edition, Call call)
    {
        var category = call.Categories[0].Id;
        yield return service.ChangeAsync(actor, edition.Id, call.Id, call.Version, "Mine", "Mine", default);
        yield return service.ChangeRulesAsync(actor, edition.Id, call.Id, call.Version, new CallRules("EUR", TimeSpan.Zero, null), default);
        yield return service.ChangeReplacementAsync(actor, edition.Id, call.Id, call.Version, new ReplacementInput(ReplacementRule.Never, null), default);
        yield return service.AddCategoryAsync(actor, edition.Id, call.Id, call.Version, Shorts, default);
        yield return service.ChangeCategoryAsync(actor, edition.Id, call.Id, call.Version, category, Shorts, default);
        yield return service.MoveCategoryAsync(actor, edition.Id, call.Id, call.Version, category, 1, default);
        yield return service.RemoveCategoryAsync(actor, edition.Id, call.Id, call.Version, category, default);
        yield return service.OpenAsync(actor, edition.Id, call.Id, call.Version, default);
        yield return service.CloseAsync(actor, edition.Id, call.Id, call.Version, default);
    }

    private async Task<(Edition Edition, Actor Organiser, Call Call)> BeginAsync()
    {
        var edition = await world.EditionAsync();
        return (edition, await world.MemberAsync(edition, EditionRole.Organiser), await world.OpenCallAsync(edition));
    }
}
