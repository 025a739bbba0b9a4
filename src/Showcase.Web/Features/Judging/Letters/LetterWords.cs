using Showcase.Domain.Judging;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Letters;

internal static class LetterWords
{
    public static NoticeKind KindOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Selected => NoticeKind.Good,
        DecisionOutcome.Waitlisted => NoticeKind.Warn,
        DecisionOutcome.Declined => NoticeKind.Bad,
        _ => NoticeKind.Info,
    };

    public static NoticeKind KindOf(DecisionBatchState state) => state switch
    {
        DecisionBatchState.Released => NoticeKind.Good,
        DecisionBatchState.Waiting => NoticeKind.Warn,
        _ => NoticeKind.Info,
    };

    /// <summary>Those that somebody should look at; the built-in letter is a letter too.</summary>
    public static NoticeKind KindOf(LetterWarnings warning) => warning == LetterWarnings.BuiltIn ? NoticeKind.Info : NoticeKind.Warn;

    /// <summary>How many of each outcome.</summary>
    public static string Counts(BatchView batch, SiteTexts texts) => string.Join(", ", batch.Outcomes.OrderBy(count => count.Key).Select(count => $"{texts.Of("Judging", count.Key)} {count.Value}"));

    public static IEnumerable<LetterWarnings> Each(LetterWarnings warnings) => Enum.GetValues<LetterWarnings>().Where(warning => warning != LetterWarnings.None && warnings.HasFlag(warning));
}
