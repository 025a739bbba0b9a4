namespace Showcase.Domain.Eligibility;

/// <summary>
/// The picture fills a frame of that size in one direction at least, so that it is not enlarged when it is shown as large as fits: 1920 × 804
/// and 1440 × 1080 both fill 1920 × 1080. An upright picture is measured against the upright frame.
/// </summary>
public sealed record LeastFrame(int Width, int Height) : Requirement
{
    public const int Most = 16_384;

    public override bool IsOfFile => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.File is not { } file) return RuleOutcome.NotMeasured;

        var (longer, shorter) = (Math.Max(file.Width, file.Height), Math.Min(file.Width, file.Height));
        return MetIf(longer >= Math.Max(Width, Height) || shorter >= Math.Min(Width, Height));
    }

    public override Refusal? Check() => Width is < 16 or > Most || Height is < 16 or > Most ? Refusals.OutOfRange("FrameSize", 16, Most) : null;
}

/// <summary>The file runs at one of these rates, in frames a second. What differs by less than a hundredth is the same: 23.976 stands for 24000/1001.</summary>
public sealed record FrameRateAmong(IReadOnlyList<double> Rates) : Requirement
{
    private const double Tolerance = 0.01;

    public override bool IsOfFile => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.File is { } file ? MetIf(Rates.Any(rate => Math.Abs(rate - file.FrameRate) < Tolerance)) : RuleOutcome.NotMeasured;
    }

    public override Refusal? Check() => Rates.Count == 0 || Rates.Any(rate => rate is not (>= 1 and <= 240)) ? EligibilityRefusals.RatesMissing : null;
}

/// <summary>The file has a sound, be it silent.</summary>
public sealed record SoundNeeded : Requirement
{
    public override bool IsOfFile => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.File is { } file ? MetIf(file.HasSound) : RuleOutcome.NotMeasured;
    }

    public override Refusal? Check() => null;
}

/// <summary>The film as a whole is as loud as this, in LUFS (EBU R 128), both included; null is without bound. A film without sound is not asked.</summary>
public sealed record LoudnessBetween(double? Least, double? Most) : Requirement
{
    public const double Lowest = -70;
    public const double Highest = 0;

    public override bool IsOfFile => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.File is not { } file) return RuleOutcome.NotMeasured;
        if (!file.HasSound) return RuleOutcome.Met;
        if (!file.IsListened) return RuleOutcome.NotMeasured;

        // A sound that was measured and has no loudness is below what can be measured.
        var loudness = file.Loudness ?? double.NegativeInfinity;
        return MetIf(!(loudness < Least) && !(loudness > Most));
    }

    public override Refusal? Check()
    {
        if (Least is null && Most is null) return EligibilityRefusals.LoudnessMissing;
        if (Least is not (null or (>= Lowest and <= Highest)) || Most is not (null or (>= Lowest and <= Highest))) return Refusals.OutOfRange("Loudness", Lowest, Highest);
        return Least > Most ? EligibilityRefusals.LoudnessCrossed : null;
    }
}
