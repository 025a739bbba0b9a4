namespace Showcase.Domain.Judging.Meetings;

public enum VoteForm
{
    YesOrNo,

    /// <summary>On the scale of the round's overall score.</summary>
    Scale,
}

/// <summary>
/// A secret vote on a film of a meeting. While it is open it holds how often each option was chosen as a sealed text that only the server opens; beside it
/// stands who has voted (<see cref="VoteTaken"/>), and nothing joins the two. When it is closed the counts are opened, if there are enough to hide one
/// vote among the others, and who has voted is forgotten.
/// </summary>
public sealed class MeetingVote : AggregateRoot
{
    /// <summary>Below this many votes a result would tell who voted what.</summary>
    public const int LeastToShow = 3;

    public const int BoxLength = 1_000;

    private MeetingVote()
    {
    }

    public Guid MeetingId { get; private set; }

    public Guid ItemId { get; private set; }

    /// <summary>The first vote on a film is 1.</summary>
    public int Number { get; private set; }

    public VoteForm Form { get; private set; }

    public IReadOnlyList<string> Options { get; private set; } = [];

    /// <summary>The sealed counts; empty once the vote is closed.</summary>
    public string Box { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>How many voted; known when the vote is closed.</summary>
    public int? Turnout { get; private set; }

    /// <summary>By option; empty while the vote is open, and where fewer than <see cref="LeastToShow"/> voted.</summary>
    public IReadOnlyList<int> Counts { get; private set; } = [];

    public bool IsOpen => ClosedAt is null;

    public static MeetingVote Open(MeetingItem item, int number, VoteForm form, IReadOnlyList<string> options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new MeetingVote { MeetingId = item.MeetingId, ItemId = item.Id, Number = number, Form = form, Options = options, OpenedAt = now };
    }

    /// <summary>Puts the counts back, with one vote more or one changed.</summary>
    public Result Put(string box)
    {
        ArgumentException.ThrowIfNullOrEmpty(box);
        if (!IsOpen) return MeetingRefusals.VoteIsClosed;

        Box = box;
        return Result.Ok;
    }

    /// <summary>Ends the vote. Too few votes are not kept by option at all.</summary>
    public Result Close(VoteCounts counts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (!IsOpen) return MeetingRefusals.VoteIsClosed;

        (ClosedAt, Turnout, Box) = (now, counts.Total, "");
        Counts = counts.Total < LeastToShow ? [] : [.. Enumerable.Range(0, Options.Count).Select(option => counts[option])];
        return Result.Ok;
    }

    /// <summary>
    /// Mean of the marks that were given; null where the vote is no scale, is not shown, or where all abstained.
    /// </summary>
    public static double? MeanOf(IReadOnlyList<string> options, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(counts);
        var marks = options.Zip(counts)
            .Select(pair => (IsMark: double.TryParse(pair.First, System.Globalization.CultureInfo.InvariantCulture, out var mark), Mark: mark, Count: pair.Second))
            .Where(row => row.IsMark && row.Count > 0)
            .ToList();
        return marks.Count == 0 ? null : marks.Sum(row => row.Mark * row.Count) / marks.Sum(row => row.Count);
    }
}

/// <summary>
/// That a juror has voted, so that they vote once. It has no time and no id. The digest is of a random number that only their browser has: with it they
/// may choose anew. The row is deleted when the vote is closed.
/// </summary>
public sealed class VoteTaken(Guid voteId, Guid jurorId, string receiptDigest)
{
    public const int DigestLength = 64;

    public Guid VoteId { get; private set; } = voteId;

    public Guid JurorId { get; private set; } = jurorId;

    public string ReceiptDigest { get; private set; } = receiptDigest;

    public void Replace(string digest) => ReceiptDigest = digest;
}
