using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>Results of votes, for code that has checked who asks.</summary>
internal static class VoteReads
{
    public static async Task<IReadOnlyList<VoteResult>> ResultsAsync(ShowcaseDbContext db, Guid itemId, CancellationToken token) =>
        [.. (await db.MeetingVotes.AsNoTracking().Where(vote => vote.ItemId == itemId && vote.ClosedAt != null).OrderBy(vote => vote.Number).ToListAsync(token)).Select(Of)];

    public static VoteResult Of(MeetingVote vote) => new(
        vote.Number, vote.Form, vote.Turnout ?? 0, [.. vote.Options.Zip(vote.Counts, (option, count) => new OptionCount(option, count)).Where(row => row.Count > 0)], MeetingVote.MeanOf(vote.Options, vote.Counts));
}

/// <summary>A closed vote. Counts holds the options that were chosen; it is empty where too few voted for a result to be shown.</summary>
public sealed record VoteResult(int Number, VoteForm Form, int Turnout, IReadOnlyList<OptionCount> Counts, double? Mean)
{
    public bool IsShown => Counts.Count > 0;
}

public sealed record OptionCount(string Option, int Count);
