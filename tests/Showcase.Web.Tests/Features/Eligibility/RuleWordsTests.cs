using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Web.Features.Eligibility;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Eligibility;

public sealed class RuleWordsTests
{
    private static readonly Guid StudentCard = Guid.CreateVersion7();

    public static TheoryData<Requirement, string> Rules() => new()
    {
        { new CompletedBetween(new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 31)), "Completed from 1 January 2025 to 31 March 2026" },
        { new CompletedBetween(new DateOnly(2025, 1, 1), null), "Completed on 1 January 2025 or later" },
        { new CompletedBetween(null, new DateOnly(2026, 3, 31)), "Completed by 31 March 2026" },
        { new PremiereAmong([PremiereStatus.World]), "Premiere status: World premiere" },
        { new PremiereAmong([PremiereStatus.World, PremiereStatus.International, PremiereStatus.National]), "Premiere status: World premiere, International premiere or National premiere" },
        { new CountryAmong(["DE", "FR"], IsExclusion: false), "Made in Germany or France" },
        { new CountryAmong(["DE"], IsExclusion: true), "Not made in Germany" },
        { new Declaration("I am 18."), "I am 18." },
        { new ProofByFile(StudentCard, "Student card"), "A file for “Student card”" },
        { new LeastFrame(1920, 1080), "The picture fills 1920 × 1080" },
        { new FrameRateAmong([25, 23.976]), "23.976 or 25 frames a second" },
        { new SoundNeeded(), "The film has sound" },
        { new LoudnessBetween(-24, -22.5), "Loudness from -24 to -22.5 LUFS" },
        { new LoudnessBetween(-24, null), "Loudness of -24 LUFS or more" },
        { new LoudnessBetween(null, -22), "Loudness of -22 LUFS or less" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_reads_as_a_line(Requirement requirement, string line) => Assert.Equal(line, RuleWords.Ask(TestTexts.Make(), requirement, "en-GB"));

    [Fact]
    public void Everything_that_a_rule_can_come_to_is_told_in_words()
    {
        var texts = TestTexts.Make();
        var all =
            from rule in Rules()
            from outcome in Enum.GetValues<RuleOutcome>()
            let verdict = new RuleVerdict(new EligibilityRule(Guid.CreateVersion7(), (Requirement)rule[0], "", []), outcome, IsOverridden: false)
            where verdict.Refusal is not null && CanBe((Requirement)rule[0], outcome)
            select verdict.Refusal!.Code;

        Assert.Empty(all.Distinct().Where(code => !texts.Has(code)));
        Assert.All(Enum.GetValues<RuleKind>(), kind => Assert.True(texts.Has(new RuleFields { Kind = kind }.UsualMessage) && texts.Has($"Eligibility.Hint_{kind}")));
    }

    [Fact]
    public void What_is_typed_of_a_rule_is_read_and_shown_again()
    {
        var texts = TestTexts.Make();
        foreach (var row in Rules())
        {
            var rule = new EligibilityRule(Guid.CreateVersion7(), (Requirement)row[0], "Sorry.", [Guid.CreateVersion7()]);

            var read = RuleFields.Of(rule).Read([new ProofQuestion(StudentCard, "Student card")]).Value;

            Assert.Equal((row[1], "Sorry.", rule.Categories[0]), (RuleWords.Ask(texts, read.Requirement, "en-GB"), read.Message, Assert.Single(read.Categories)));
        }
    }

    [Theory]
    [InlineData("-23", "−22,5", true)]
    [InlineData("loud", "", false)]
    public void Loudness_is_read_with_any_minus_and_any_point(string least, string most, bool isRead)
    {
        var read = new RuleFields { Kind = RuleKind.Loudness, LeastLoudness = least, MostLoudness = most }.Read([]);

        Assert.Equal(isRead ? new LoudnessBetween(-23, -22.5) : null, read.Succeeded ? read.Value.Requirement : null);
        Assert.Equal(isRead ? null : "Eligibility.LoudnessUnreadable", read.Refusal?.Code);
    }

    [Fact]
    public void A_proof_needs_a_question_that_the_form_asks()
    {
        var fields = new RuleFields { Kind = RuleKind.Proof, Question = StudentCard };

        Assert.Equal(EligibilityRefusals.QuestionMissing, fields.Read([]).Refusal);
        Assert.Equal(new ProofByFile(StudentCard, "Student card"), fields.Read([new ProofQuestion(StudentCard, "Student card")]).Value.Requirement);
    }

    private static bool CanBe(Requirement requirement, RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.NotSaid => requirement is CompletedBetween or PremiereAmong or Declaration or ProofByFile,
        RuleOutcome.NotMeasured => requirement is LeastFrame or FrameRateAmong or SoundNeeded or LoudnessBetween,
        _ => requirement is not (Declaration or ProofByFile),
    };
}
