using Showcase.Domain.Fees;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Fees;

/// <summary>Codes in words.</summary>
internal static class CodeWords
{
    /// <summary>What a code does, in a sentence or three.</summary>
    public static string Does(SiteTexts texts, int percentOff, bool reopens, bool excusesRules)
    {
        var sentences = new List<string>(3);
        if (percentOff > 0) sentences.Add(percentOff == 100 ? texts["Fees.TakesAllOff"] : texts["Fees.TakesOff", percentOff]);
        if (reopens) sentences.Add(texts["Fees.OpensDoor"]);
        if (excusesRules) sentences.Add(texts["Fees.ExcusesRules"]);
        return string.Join(' ', sentences);
    }

    public static NoticeKind Kind(EntryCodeState state) => state switch
    {
        EntryCodeState.Active => NoticeKind.Good,
        EntryCodeState.UsedUp => NoticeKind.Info,
        _ => NoticeKind.Warn,
    };
}
