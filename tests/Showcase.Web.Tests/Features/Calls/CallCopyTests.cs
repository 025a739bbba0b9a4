using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Features.Forms;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Calls;

/// <summary>Next year's call begins as this year's, a year later.</summary>
public sealed class CallCopyTests : IDisposable
{
    private readonly World world = new();
    private readonly CallService service;
    private readonly CallQueries queries;

    public CallCopyTests()
    {
        service = new CallService(world.Store, new EditionAccess(world.Store), world.Clock, new ChangeFeed(), NullLogger<CallService>.Instance);
        queries = new CallQueries(world.Store, world.Clock);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Last_years_call_is_copied_as_a_draft_of_this_year()
    {
        var (_, organiser, call) = await BeginAsync();
        var next = NextYear();
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
        var next = NextYear();
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
        var next = NextYear();
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

    private static Edition NextYear() => Edition.Create(
        new EditionDetails("Berlin Shorts 2027", EditionKind.Festival, "", "Berlin", new DateOnly(2027, 6, 13), new DateOnly(2027, 6, 19), "Europe/Berlin", "en-GB"), "berlin-2027").Value;

    private async Task<(Edition Edition, Actor Organiser, Call Call)> BeginAsync()
    {
        var edition = await world.EditionAsync();
        return (edition, await world.MemberAsync(edition, EditionRole.Organiser), await world.OpenCallAsync(edition));
    }
}
