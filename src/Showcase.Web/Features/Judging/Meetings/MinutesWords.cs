using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>What minutes say, on the page and in the file.</summary>
internal static class MinutesWords
{
    public static string Of(VoteResult vote, SiteTexts texts)
    {
        if (!vote.IsShown) return texts["Meetings.ResultHidden", vote.Turnout, MeetingVote.LeastToShow];

        var counts = string.Join(", ", vote.Counts.Select(row => $"{OptionOf(row.Option, texts)}: {row.Count}"));
        return vote.Mean is { } mean ? $"{counts}; {texts["Meetings.VoteMean", mean.ToString("0.00")]}" : counts;
    }

    public static string OptionOf(string option, SiteTexts texts) => option is VoteOptions.Yes or VoteOptions.No or VoteOptions.Abstain ? texts[$"Meetings.Option_{option}"] : option;

    public static string OutcomeOf(MinutedItem item, SiteTexts texts) => item.Outcome is not { } outcome
        ? texts[item.IsCalled ? "Meetings.NoOutcome" : "Meetings.NotTalkedAbout"]
        : outcome == MeetingOutcome.Postponed ? texts.Of("Meetings", outcome)
        : $"{texts.Of("Meetings", outcome)} ({texts[item.IsStaged ? "Meetings.IsStaged" : "Meetings.IsProposed"]})";

    public static string Of(MinutedEvent line, SiteTexts texts)
    {
        var what = texts.Of("Meetings", line.Event);
        string[] parts = [line.About is null ? line.By : $"{line.By} → {line.About}", line.Title ?? "", line.Outcome is { } outcome ? texts.Of("Meetings", outcome) : "", line.Text];
        return $"{what}: {string.Join(" · ", parts.Where(part => part.Length > 0))}";
    }
}
