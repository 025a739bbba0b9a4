using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;
using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Eligibility;

public sealed class RequirementTests
{
    private static readonly EntryFacts Nothing = new(new FilmProfile(), "CZ", File: null, Declared: []);
    private static readonly FileFacts FullHd = new(1920, 1080, 24, HasSound: true, IsListened: true, Loudness: -23);

    [Theory]
    [InlineData("2025-01-01", RuleOutcome.Met)]
    [InlineData("2026-03-31", RuleOutcome.Met)]
    [InlineData("2024-12-31", RuleOutcome.Broken)]
    [InlineData("2026-04-01", RuleOutcome.Broken)]
    [InlineData(null, RuleOutcome.NotSaid)]
    public void A_film_was_completed_from_the_first_day_to_the_last(string? day, RuleOutcome outcome)
    {
        var facts = Nothing with { Profile = new FilmProfile { CompletedOn = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) } };

        Assert.Equal(outcome, new CompletedBetween(new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 31)).Judge(facts));
    }

    [Fact]
    public void A_bound_that_was_left_open_bars_nothing()
    {
        var old = Nothing with { Profile = new FilmProfile { CompletedOn = new DateOnly(1902, 1, 1) } };

        Assert.Equal(RuleOutcome.Met, new CompletedBetween(null, new DateOnly(2026, 3, 31)).Judge(old));
        Assert.Equal(RuleOutcome.Broken, new CompletedBetween(new DateOnly(2026, 3, 31), null).Judge(old));
    }

    [Theory]
    [InlineData(PremiereStatus.World, RuleOutcome.Met)]
    [InlineData(PremiereStatus.National, RuleOutcome.Broken)]
    [InlineData(PremiereStatus.NotSaid, RuleOutcome.NotSaid)]
    public void Only_the_named_premieres_are_taken(PremiereStatus status, RuleOutcome outcome) => Assert.Equal(
        outcome, new PremiereAmong([PremiereStatus.World, PremiereStatus.International]).Judge(Nothing with { Profile = new FilmProfile { Premiere = status } }));

    [Theory]
    [InlineData("DE", "", RuleOutcome.Broken, RuleOutcome.Met)]
    [InlineData("CZ", "", RuleOutcome.Met, RuleOutcome.Broken)]
    [InlineData("DE", "FR, sk", RuleOutcome.Met, RuleOutcome.Broken)]
    public void One_country_of_a_co_production_counts(string country, string others, RuleOutcome among, RuleOutcome excluded)
    {
        var facts = Nothing with { Country = country, Profile = new FilmProfile { CoCountries = others } };

        Assert.Equal(among, new CountryAmong(["CZ", "SK"], IsExclusion: false).Judge(facts));
        Assert.Equal(excluded, new CountryAmong(["CZ", "SK"], IsExclusion: true).Judge(facts));
    }

    [Fact]
    public void A_statement_counts_word_by_word()
    {
        var student = new Declaration("I study at a film school.");

        Assert.Equal(RuleOutcome.NotSaid, student.Judge(Nothing));
        Assert.Equal(RuleOutcome.NotSaid, student.Judge(Nothing with { Declared = ["I studied at a film school."] }));
        Assert.Equal(RuleOutcome.Met, student.Judge(Nothing with { Declared = ["I study at a film school."] }));
    }

    [Theory]
    [InlineData(1920, 1080, RuleOutcome.Met)]
    [InlineData(1920, 804, RuleOutcome.Met)]
    [InlineData(1440, 1080, RuleOutcome.Met)]
    [InlineData(1080, 1920, RuleOutcome.Met)]
    [InlineData(3840, 2160, RuleOutcome.Met)]
    [InlineData(1280, 720, RuleOutcome.Broken)]
    [InlineData(720, 1280, RuleOutcome.Broken)]
    [InlineData(1918, 1078, RuleOutcome.Broken)]
    public void A_picture_that_fills_the_frame_in_one_direction_is_large_enough(int width, int height, RuleOutcome outcome) =>
        Assert.Equal(outcome, new LeastFrame(1920, 1080).Judge(Nothing with { File = FullHd with { Width = width, Height = height } }));

    [Theory]
    [InlineData(24000d / 1001, RuleOutcome.Met)]
    [InlineData(25, RuleOutcome.Met)]
    [InlineData(24, RuleOutcome.Broken)]
    [InlineData(29.97, RuleOutcome.Broken)]
    public void A_frame_rate_is_the_one_that_it_is_written_as(double rate, RuleOutcome outcome) =>
        Assert.Equal(outcome, new FrameRateAmong([23.976, 25]).Judge(Nothing with { File = FullHd with { FrameRate = rate } }));

    [Theory]
    [InlineData(true, true, -23.0, RuleOutcome.Met)]
    [InlineData(true, true, -24.0, RuleOutcome.Met)]
    [InlineData(true, true, -24.1, RuleOutcome.Broken)]
    [InlineData(true, true, -9.0, RuleOutcome.Broken)]
    [InlineData(true, true, null, RuleOutcome.Broken)]
    [InlineData(true, false, null, RuleOutcome.NotMeasured)]
    [InlineData(false, true, null, RuleOutcome.Met)]
    public void Loudness_is_asked_of_a_sound_that_was_measured(bool hasSound, bool isListened, double? loudness, RuleOutcome outcome) => Assert.Equal(
        outcome, new LoudnessBetween(-24, -22).Judge(Nothing with { File = FullHd with { HasSound = hasSound, IsListened = isListened, Loudness = loudness } }));

    [Fact]
    public void A_silent_film_breaks_the_rule_that_it_has_sound()
    {
        Assert.Equal(RuleOutcome.Met, new SoundNeeded().Judge(Nothing with { File = FullHd }));
        Assert.Equal(RuleOutcome.Broken, new SoundNeeded().Judge(Nothing with { File = FullHd with { HasSound = false } }));
    }

    [Fact]
    public void Nothing_is_said_of_a_file_that_was_not_read()
    {
        Requirement[] ofFiles = [new LeastFrame(1920, 1080), new FrameRateAmong([24]), new SoundNeeded(), new LoudnessBetween(-24, null)];

        Assert.All(ofFiles, requirement => Assert.Equal(RuleOutcome.NotMeasured, requirement.Judge(Nothing)));
    }

    [Fact]
    public void A_turned_picture_is_measured_as_it_is_seen_and_loudness_only_where_somebody_listened()
    {
        var facts = new MediaFacts(TimeSpan.FromMinutes(4), 1080, 1920, 24, "mov,mp4", "h264", "aac", 2, 5_000_000) { ShownWidth = 1920, ShownHeight = 1080 };
        MediaFinding[] findings = [new(FindingKind.Loudness, TimeSpan.Zero, TimeSpan.Zero, -18)];

        Assert.Equal(new FileFacts(1920, 1080, 24, true, true, -18), FileFacts.Of(facts, findings, isListened: true));
        Assert.Equal(new FileFacts(1920, 1080, 24, true, false, null), FileFacts.Of(facts, findings, isListened: false));
    }

    [Fact]
    public void A_requirement_that_asks_nothing_or_the_impossible_is_refused()
    {
        Assert.Equal(EligibilityRefusals.DatesMissing, new CompletedBetween(null, null).Check());
        Assert.Equal(EligibilityRefusals.DatesCrossed, new CompletedBetween(new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 1)).Check());
        Assert.Equal(EligibilityRefusals.PremieresMissing, new PremiereAmong([]).Check());
        Assert.Equal(EligibilityRefusals.PremieresMissing, new PremiereAmong([PremiereStatus.NotSaid]).Check());
        Assert.Equal(EligibilityRefusals.CountriesMissing, new CountryAmong([], IsExclusion: true).Check());
        Assert.Equal(EligibilityRefusals.RatesMissing, new FrameRateAmong([0]).Check());
        Assert.Equal(EligibilityRefusals.LoudnessMissing, new LoudnessBetween(null, null).Check());
        Assert.Equal(EligibilityRefusals.LoudnessCrossed, new LoudnessBetween(-20, -24).Check());
        Assert.Equal("Common.OutOfRange", new LoudnessBetween(null, 3).Check()?.Code);
        Assert.Equal("Common.OutOfRange", new LeastFrame(0, 1080).Check()?.Code);
        Assert.Equal(Refusals.Required("Statement"), new Declaration(" ").Check());
    }
}
