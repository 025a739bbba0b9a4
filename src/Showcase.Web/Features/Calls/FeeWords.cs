using Showcase.Domain.Calls;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Calls;

/// <summary>Fees and limits of entries in words.</summary>
public static class FeeWords
{
    public static string Amount(SiteTexts texts, long fee, string currency)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return fee == 0 ? texts["Calls.NoFee"] : Amounts.OfMinor(fee, currency);
    }

    /// <summary>Such as: 25.00 EUR (Early).</summary>
    public static string Due(SiteTexts texts, FeeDue fee)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(fee);
        return fee.Amount == 0 ? texts["Calls.NoFee"] : $"{Amounts.OfMinor(fee.Amount, fee.Currency)} ({texts.Of("Calls", fee.Tier)})";
    }

    /// <summary>One sentence a limit; nothing where there is none.</summary>
    public static string Limits(SiteTexts texts, EntryLimits limits)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(limits);
        var sentences = new List<string>(2);
        if (limits.InCall is { } inCall) sentences.Add(inCall == 1 ? texts["Calls.LimitCallOne"] : texts["Calls.LimitCall", inCall]);
        if (limits.InCategory is { } inCategory) sentences.Add(inCategory == 1 ? texts["Calls.LimitCategoryOne"] : texts["Calls.LimitCategory", inCategory]);
        return string.Join(' ', sentences);
    }
}
