using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Forms;
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
    public async Task Last_years_call_is_copied_as_a_draft_of_this_year()
    {
        var (_, organiser, call) = await BeginAsync();
        var next = Edition.Create(
            new EditionDetails("Berlin Shorts 2027", EditionKind.Festival, "", "Berlin", new DateOnly(2027, 6, 13), new DateOnly(2027, 6, 19), "Europe/Berlin", "en-GB"), "berlin-2027").Value;
        await world.SaveAsync(next, new EditionMember(next.Id, organiser.UserId, EditionRole.Organiser));
        Assert.Equal([("Call for entries", "Berlin Shorts 2026")], (await queries.CopyableAsync(organiser, default)).Select(copyable => (copyable.Name, copyable.Edition)));

        var id = (await service.CopyAsync(organiser, next.Id, call.Id, "Call for entries 2027", default)).Value;

        var copy = (await queries.FindAsync(organiser, next.Id, id, default))!;
        Assert.Equal(("Call for entries 2027", call.Text, CallState.Draft), (copy.Name, copy.Text, copy.State));
        Assert.Equal(("Shorts", 0), (Assert.Single(copy.Categories).Name, copy.Categories[0].Entries));
        Assert.Equal(call.Categories[0].Deadline.AddYears(1), copy.Categories[0].Deadline);
    }

    [Fact]
    public async Task A_copied_call_asks_what_the_old_one_asked()
    {
        var (edition, organiser, call) = await BeginAsync();
        var next = Edition.Create(
            new EditionDetails("Berlin Shorts 2027", EditionKind.Festival, "", "Berlin", new DateOnly(2027, 6, 13), new DateOnly(2027, 6, 19), "Europe/Berlin", "en-GB"), "berlin-2027").Value;
        var form = new EntryForm(call.Id);
        _ = form.AddSection(new SectionDetails("About", null));
        var wording = new Wording(QuestionKind.ShortText, "Why?", "", [], ShownToJurors: false);
        var midsummer = edition.AtLocal(new DateTime(2026, 6, 21, 18, 0, 0));
        Assert.True(form.AddQuestion(form.Sections[0].Id, new QuestionDetails(wording, new QuestionRules { FrozenFrom = midsummer, Categories = [call.Categories[0].Id] })).Succeeded);
        await world.SaveAsync(next, new EditionMember(next.Id, organiser.UserId, EditionRole.Organiser), form);

        var id = (await service.CopyAsync(organiser, next.Id, call.Id, "Call for entries 2027", default)).Value;

        var copy = (await new FormQueries(world.Store).FindAsync(organiser, next.Id, id, default))!;
        var question = Assert.Single(copy.Questionnaire.Questions);
        Assert.Equal(("Why?", midsummer.AddYears(1), Assert.Single(copy.Categories).Id), (question.Wording.Text, question.Rules.FrozenFrom!.Value, Assert.Single(question.Rules.Categories)));
    }

    [Fact]
    public async Task A_copied_call_has_the_rules_and_the_newest_terms_of_the_old_one()
    {
        var (edition, organiser, call) = await BeginAsync();
        var next = Edition.Create(
            new EditionDetails("Berlin Shorts 2027", EditionKind.Festival, "", "Berlin", new DateOnly(2027, 6, 13), new DateOnly(2027, 6, 19), "Europe/Berlin", "en-GB"), "berlin-2027").Value;
        var rules = new EntryRules(call.Id);
        Assert.True(rules.Add(new RuleDetails(new CompletedBetween(new DateOnly(2025, 1, 1), null), "New ones.", [call.Categories[0].Id])).Succeeded);
        var first = CallTerms.Next(call.Id, null, new TermsWording(["All rights"], ["Show it"], ""), organiser.UserId, world.Now).Value;
        var second = CallTerms.Next(call.Id, first, new TermsWording(["All rights"], ["Show it twice"], ""), organiser.UserId, world.Now).Value;
        await world.SaveAsync(next, new EditionMember(next.Id, organiser.UserId, EditionRole.Organiser), rules, first, second);

        var id = (await service.CopyAsync(organiser, next.Id, call.Id, "Call for entries 2027", default)).Value;

        var eligibility = new EligibilityQueries(world.Store, world.Clock);
        var copy = (await eligibility.RulesAsync(organiser, next.Id, id, default))!;
        var rule = Assert.Single(copy.Rules);
        Assert.Equal((new CompletedBetween(new DateOnly(2026, 1, 1), null), "New ones."), (rule.Requirement, rule.Message));
        Assert.Equal([Assert.Single(copy.Categories).Id], rule.Categories);
        var terms = Assert.Single((await eligibility.TermsAsync(organiser, next.Id, id, default))!.Versions).Terms;
        Assert.Equal((1, "Show it twice"), (terms.Number, Assert.Single(terms.Wording.FestivalMay)));
    }

    [Fact]
    public async Task Nobody_copies_a_call_that_they_do_not_organise_or_to_where_they_do_not()
    {
        var (edition, organiser, call) = await BeginAsync();
        var vienna = await world.EditionAsync("vienna");
        var stranger = await world.MemberAsync(vienna, EditionRole.Organiser);

        Assert.Empty(await queries.CopyableAsync(stranger, default));
        Assert.Equal(Refusals.NotFound, (await service.CopyAsync(stranger, vienna.Id, call.Id, "Mine", default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await service.CopyAsync(organiser, vienna.Id, call.Id, "Mine", default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await service.CopyAsync(stranger, edition.Id, call.Id, "Mine", default)).Refusal);
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
