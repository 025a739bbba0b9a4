using Showcase.Domain.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Calls;

/// <summary>What is typed of one deadline: a wall clock's moment and a fee, both perhaps not there.</summary>
public sealed class TierRow(TierName name)
{
    public TierName Name { get; } = name;

    public DateTime? Until { get; set; }

    public string? Fee { get; set; }

    /// <summary>A row for each deadline that the field knows, filled with those that there are.</summary>
    public static IReadOnlyList<TierRow> Of(IReadOnlyList<Tier> tiers, EditionScope edition, string currency) =>
        [.. Enum.GetValues<TierName>().Select(name => tiers.FirstOrDefault(tier => tier.Name == name) is { } tier
            ? new TierRow(name) { Until = edition.ToLocal(tier.Until), Fee = Amounts.Field(Currencies.FromMinor(tier.Fee, currency), currency) }
            : new TierRow(name))];

    /// <summary>The deadlines that were typed.</summary>
    public static Result<IReadOnlyList<TierInput>> Read(IEnumerable<TierRow> rows, string currency)
    {
        var tiers = new List<TierInput>();
        foreach (var row in rows)
        {
            if (Amounts.Parse(row.Fee) is not { } fee || !Currencies.IsWritable(fee, currency)) return CallRefusals.FeeInvalid;
            if (row.Until is { } until) tiers.Add(new TierInput(row.Name, until, Currencies.ToMinor(fee, currency)));
            else if (fee > 0) return CallRefusals.FeeWithoutDeadline;
        }

        return tiers.Count == 0 ? CallRefusals.DeadlineMissing : Result.From<IReadOnlyList<TierInput>>(tiers);
    }
}
