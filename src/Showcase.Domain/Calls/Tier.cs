namespace Showcase.Domain.Calls;

/// <summary>The field's words for a call's deadlines, in the order in which they fall.</summary>
public enum TierName
{
    Early,
    Regular,
    Late,
    Extended,
}

/// <summary>A deadline, and the fee for what is sent in until then.</summary>
/// <param name="Name">What the field calls it; each at most once in a category.</param>
/// <param name="Until">The last moment of it; the server's clock decides.</param>
/// <param name="Fee">In the smallest coin of the call's currency; 0 is free.</param>
public sealed record Tier(TierName Name, DateTimeOffset Until, long Fee)
{
    /// <summary>The highest fee, in the smallest coin: 100,000.00 euro, or a million yen with much to spare.</summary>
    public const long MostFee = 10_000_000;

    /// <summary>What stands against these deadlines of one category, in the order given.</summary>
    public static Refusal? Check(IReadOnlyList<Tier> tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        if (tiers.Count == 0) return CallRefusals.DeadlineMissing;
        if (tiers.Any(tier => tier.Fee is < 0 or > MostFee)) return CallRefusals.FeeInvalid;

        var inOrder = tiers.Zip(tiers.Skip(1)).All(pair => pair.First.Name < pair.Second.Name && pair.First.Until < pair.Second.Until);
        return inOrder ? null : CallRefusals.DeadlineOrder;
    }
}
