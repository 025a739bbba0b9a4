using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Fees;

/// <summary>Ledgers in words.</summary>
internal static class LedgerWords
{
    /// <summary>Where a ledger stands.</summary>
    public static string State(SiteTexts texts, FeeSums sums) => texts[sums switch
    {
        { Open: > 0 } => "Fees.StateOpen",
        { Open: < 0 } => "Fees.StateTooMuch",
        { Due: 0 } => "Fees.StateNothing",
        { Asked: 0 } => "Fees.StateWaived",
        _ => "Fees.StatePaid",
    }];

    /// <summary>An amount with the sign that it has in what is still to be paid.</summary>
    public static string Signed(FeeEntryKind kind, long amount, string currency) =>
        (kind is FeeEntryKind.Due or FeeEntryKind.Refunded ? "" : "−") + Amounts.OfMinor(amount, currency);

    /// <summary>By what a line is found again; of a fee, the deadline that set it.</summary>
    public static string Reference(SiteTexts texts, LedgerLine line) =>
        line.Kind == FeeEntryKind.Due && Enum.TryParse<TierName>(line.Reference, out var tier)
            ? texts["Fees.DueFor", texts.Of("Calls", tier)]
            : texts["Fees.ReferenceIs", line.Reference];
}
