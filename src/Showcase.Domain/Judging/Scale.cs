namespace Showcase.Domain.Judging;

/// <summary>The marks that a criterion takes: from the least to the most, in equal steps. Where organisers say nothing, 1 to 10.</summary>
public sealed record Scale(decimal Least, decimal Most, decimal Step)
{
    public const int Lowest = 0;
    public const int Highest = 100;

    /// <summary>So many marks fit beside each other, and nobody tells more of them apart.</summary>
    public const int MostValues = 21;

    public static readonly Scale Usual = new(1, 10, 1);

    /// <summary>The smallest step that is told apart: half points are common, hundredths are not.</summary>
    public static readonly decimal SmallestStep = 0.1m;

    /// <summary>All marks, the least first.</summary>
    public IEnumerable<decimal> Marks()
    {
        for (var value = Least; value <= Most; value += Step) yield return value;
    }

    /// <summary>What stands against a scale: ends in the wrong order, steps that miss the upper end, too many marks.</summary>
    public Refusal? Check()
    {
        if (Least < Lowest || Most > Highest) return Refusals.OutOfRange("Scale", Lowest, Highest);
        if (Least >= Most) return JudgingRefusals.ScaleEmpty;
        if (Step < SmallestStep || Step % SmallestStep != 0 || Least % SmallestStep != 0) return JudgingRefusals.StepTooSmall;
        if ((Most - Least) % Step != 0) return JudgingRefusals.StepsMissTheEnd;
        return (Most - Least) / Step >= MostValues ? JudgingRefusals.TooManySteps : null;
    }

    public bool Has(decimal value) => value >= Least && value <= Most && (value - Least) % Step == 0;
}

/// <summary>What one step of a scale stands for, in the organisers' words.</summary>
public sealed record Anchor(decimal At, string Text)
{
    public const int TextLength = 200;
}
