namespace Showcase.Domain.Calls;

/// <summary>A category's deadlines with their fees, in the currency of its call.</summary>
public sealed record FeeSchedule(IReadOnlyList<Tier> Tiers, string Currency)
{
    public bool IsFree => Tiers.All(tier => tier.Fee == 0);

    /// <summary>The deadline that an entry sent in at that moment meets; after the last one, which a grace period may allow, the last.</summary>
    public Tier At(DateTimeOffset now) => Tiers.FirstOrDefault(tier => now <= tier.Until) ?? Tiers[^1];

    /// <summary>The next deadline after which an entry costs more, and what it costs then; null where the fee rises no more.</summary>
    public (DateTimeOffset At, long Fee)? NextRise(DateTimeOffset now) => Tiers.Zip(Tiers.Skip(1))
        .Where(pair => pair.First.Until >= now && pair.Second.Fee > pair.First.Fee)
        .Select(pair => ((DateTimeOffset, long)?)(pair.First.Until, pair.Second.Fee))
        .FirstOrDefault();

    /// <summary>What an entry sent in at that moment costs.</summary>
    public FeeDue DueAt(DateTimeOffset now)
    {
        var tier = At(now);
        return new FeeDue(tier.Name, tier.Fee, Currency);
    }
}

/// <summary>What an entry costs, as it was when it was sent in. <see cref="Amount"/> is in the smallest coin of <see cref="Currency"/> (ISO 4217).</summary>
public sealed record FeeDue(TierName Tier, long Amount, string Currency)
{
    /// <summary>Whether a person who agreed to <paramref name="other"/> agreed to this.</summary>
    public bool IsSameSum(FeeDue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Amount == other.Amount && (Amount == 0 || Currency == other.Currency);
    }
}
