using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;

namespace Showcase.Domain.Tests.Eligibility;

public sealed class EntryRulesTests
{
    private static readonly Guid Shorts = Guid.CreateVersion7();
    private static readonly Guid Loops = Guid.CreateVersion7();
    private static readonly EntryFacts German = new(new FilmProfile(), "DE", File: null, Declared: []);

    private readonly EntryRules rules = new(Guid.CreateVersion7());

    [Fact]
    public void A_rule_holds_for_the_categories_that_it_names_or_for_all()
    {
        var everywhere = rules.Add(new RuleDetails(new SoundNeeded(), null, [])).Value;
        var inLoops = rules.Add(new RuleDetails(new LeastFrame(1920, 1080), null, [Loops])).Value;

        Assert.Equal([everywhere], Judged(Shorts).Select(verdict => verdict.Rule.Id));
        Assert.Equal([everywhere, inLoops], Judged(Loops).Select(verdict => verdict.Rule.Id));
    }

    [Theory]
    [InlineData(0, 1, "bac")]
    [InlineData(2, -1, "acb")]
    [InlineData(0, int.MaxValue, "bca")]
    [InlineData(1, int.MinValue, "bac")]
    public void A_rule_is_moved_among_the_others_and_not_beyond_the_ends(int which, int places, string order)
    {
        var ids = new[] { "a", "b", "c" }.Select(name => rules.Add(new RuleDetails(new SoundNeeded(), name, [])).Value).ToArray();

        Assert.True(rules.Move(ids[which], places).Succeeded);

        Assert.Equal(order, string.Concat(rules.Rules.Select(rule => rule.Message)));
        Assert.Equal(Refusals.NotFound, rules.Move(Guid.CreateVersion7(), 1).Refusal);
    }

    [Fact]
    public void What_is_broken_or_not_said_bars_and_what_was_not_measured_does_not()
    {
        _ = rules.Add(new RuleDetails(new CountryAmong(["CZ"], IsExclusion: false), null, []));
        _ = rules.Add(new RuleDetails(new Declaration("I am 18."), null, []));
        _ = rules.Add(new RuleDetails(new SoundNeeded(), null, []));
        _ = rules.Add(new RuleDetails(new CountryAmong(["DE"], IsExclusion: false), null, []));

        Assert.Equal(
            [(RuleOutcome.Broken, true), (RuleOutcome.NotSaid, true), (RuleOutcome.NotMeasured, false), (RuleOutcome.Met, false)],
            Judged(Shorts).Select(verdict => (verdict.Outcome, verdict.Bars)));
    }

    [Fact]
    public void The_organisers_own_words_are_told_where_they_wrote_any()
    {
        _ = rules.Add(new RuleDetails(new CountryAmong(["CZ"], IsExclusion: false), " Bohemian films only, sorry. ", []));
        _ = rules.Add(new RuleDetails(new CountryAmong(["CZ"], IsExclusion: false), null, []));
        _ = rules.Add(new RuleDetails(new PremiereAmong([PremiereStatus.World]), "World premieres only.", []));

        Assert.Equal(
            [new Refusal("Eligibility.InTheirWords", "Bohemian films only, sorry."), new Refusal("Eligibility.Broken_CountryAmong"), new Refusal("Eligibility.NotSaid_PremiereAmong")],
            Judged(Shorts).Select(verdict => verdict.Refusal));
    }

    [Fact]
    public void A_rule_is_changed_and_removed_and_keeps_its_id()
    {
        var id = rules.Add(new RuleDetails(new SoundNeeded(), null, [])).Value;

        Assert.True(rules.Change(id, new RuleDetails(new LeastFrame(1280, 720), "Larger, please.", [Loops])).Succeeded);
        Assert.Equal(new LeastFrame(1280, 720), Assert.Single(rules.Rules, rule => rule.Id == id).Requirement);
        Assert.Equal(Refusals.NotFound, rules.Change(Guid.CreateVersion7(), new RuleDetails(new SoundNeeded(), null, [])).Refusal);
        Assert.Equal(EligibilityRefusals.RatesMissing, rules.Change(id, new RuleDetails(new FrameRateAmong([]), null, [])).Refusal);
        Assert.True(rules.Remove(id).Succeeded);
        Assert.Empty(rules.Rules);
        Assert.Equal(Refusals.NotFound, rules.Remove(id).Refusal);
    }

    [Fact]
    public void A_call_has_no_more_rules_than_anybody_reads()
    {
        for (var made = 0; made < EntryRules.MostRules; made++) Assert.True(rules.Add(new RuleDetails(new SoundNeeded(), null, [])).Succeeded);

        Assert.Equal(EligibilityRefusals.TooManyRules, rules.Add(new RuleDetails(new SoundNeeded(), null, [])).Refusal);
    }

    [Fact]
    public void A_copy_names_its_own_categories_and_its_days_move_with_the_edition()
    {
        _ = rules.Add(new RuleDetails(new CompletedBetween(new DateOnly(2025, 1, 1), null), "New ones.", [Shorts]));
        _ = rules.Add(new RuleDetails(new SoundNeeded(), null, []));
        _ = rules.Add(new RuleDetails(new SoundNeeded(), null, [Guid.CreateVersion7()]));
        var (next, twin) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        var copy = rules.CopyTo(next, new Dictionary<Guid, Guid> { [Shorts] = twin }, new Dictionary<Guid, Guid>(), day => day.AddYears(1));

        Assert.Equal((next, 2), (copy.CallId, copy.Rules.Count));
        Assert.Equal((new CompletedBetween(new DateOnly(2026, 1, 1), null), "New ones."), (copy.Rules[0].Requirement, copy.Rules[0].Message));
        Assert.Equal([twin], copy.Rules[0].Categories);
        Assert.Empty(copy.Rules[1].Categories);
        Assert.Empty(copy.Rules.Select(rule => rule.Id).Intersect(rules.Rules.Select(rule => rule.Id)));
    }

    [Fact]
    public void Proof_by_a_file_bars_where_the_question_is_asked_and_open_and_says_the_organisers_words()
    {
        var card = Guid.CreateVersion7();
        _ = rules.Add(new RuleDetails(new ProofByFile(card, "Student card"), "Students only.", []));

        var open = Assert.Single(Judged(new Dictionary<Guid, bool> { [card] = false }));
        Assert.Equal((RuleOutcome.NotSaid, true, new Refusal("Eligibility.InTheirWords", "Students only.")), (open.Outcome, open.Bars, open.Refusal));
        Assert.False(Assert.Single(Judged(new Dictionary<Guid, bool> { [card] = true })).Bars);
        Assert.False(Assert.Single(Judged([])).Bars);

        IReadOnlyList<RuleVerdict> Judged(Dictionary<Guid, bool> proofs) => EntryRules.Judge(rules.Rules, Shorts, German with { Proofs = proofs }, []);
    }

    [Fact]
    public void A_copy_asks_its_own_question_for_a_proof_and_drops_what_is_asked_no_more()
    {
        var (card, twin) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        _ = rules.Add(new RuleDetails(new ProofByFile(Guid.CreateVersion7(), "Gone"), null, []));
        _ = rules.Add(new RuleDetails(new ProofByFile(card, "Student card"), null, []));

        var copy = rules.CopyTo(Guid.CreateVersion7(), new Dictionary<Guid, Guid>(), new Dictionary<Guid, Guid> { [card] = twin }, day => day);

        Assert.Equal(new ProofByFile(twin, "Student card"), Assert.Single(copy.Rules).Requirement);
    }

    [Fact]
    public void A_rule_is_overridden_once_with_a_reason_where_it_bars()
    {
        var by = Guid.CreateVersion7();
        var entry = Guid.CreateVersion7();
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        _ = rules.Add(new RuleDetails(new CountryAmong(["CZ"], IsExclusion: false), null, []));
        var verdict = Judged(Shorts)[0];

        Assert.Equal(Refusals.Required("Reason"), RuleOverride.Make(entry, verdict, "  ", by, now).Refusal);
        Assert.Equal(EligibilityRefusals.OverriddenAlready, RuleOverride.Make(entry, verdict with { IsOverridden = true }, "Why not", by, now).Refusal);
        Assert.Equal(EligibilityRefusals.NothingToOverride, RuleOverride.Make(entry, verdict with { Outcome = RuleOutcome.Met }, "Why not", by, now).Refusal);
        var made = RuleOverride.Make(entry, verdict, " Made on both sides of the border. ", by, now).Value;
        Assert.Equal(("Made on both sides of the border.", by, now, verdict.Rule.Id), (made.Reason, made.By, made.At, made.RuleId));
        Assert.False(EntryRules.Judge(rules.Rules, Shorts, German, [made.RuleId])[0].Bars);
    }

    private IReadOnlyList<RuleVerdict> Judged(Guid category) => EntryRules.Judge(rules.Rules, category, German, []);
}
