namespace Showcase.Domain.Judging;

/// <summary>
/// What a juror thinks of one assigned film: marks, remarks, a recommendation and two comments that never mix, one for the committee
/// and one for the artist. A draft saves itself; it counts once it is scored.
/// </summary>
public sealed class Scorecard : AggregateRoot
{
    public const int CommentLength = 4_000;
    public const int ReasonLength = 500;

    private readonly List<Mark> marks = [];
    private readonly List<Remark> remarks = [];

    private Scorecard()
    {
    }

    public Guid AssignmentId { get; private set; }

    public IReadOnlyList<Mark> Marks => marks;

    /// <summary>Answers to the criteria that are not scored.</summary>
    public IReadOnlyList<Remark> Remarks => remarks;

    public Recommendation? Recommendation { get; private set; }

    /// <summary>For the organisers and the panel. The artist never sees it.</summary>
    public string ToCommittee { get; private set; } = "";

    /// <summary>For the artist, once an organiser has approved it.</summary>
    public string ToArtist { get; private set; } = "";

    /// <summary>When marks or comments were last kept; null while nothing was entered.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>When the marks were handed in; null while they are a draft and count for nothing.</summary>
    public DateTimeOffset? ScoredAt { get; private set; }

    public DateTimeOffset? RecusedAt { get; private set; }

    public string? RecusalReason { get; private set; }

    public bool Recused => RecusedAt is not null;

    public static Scorecard For(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return new Scorecard { AssignmentId = assignment.Id };
    }

    /// <summary>Keeps what was entered so far. A card that was handed in stays complete.</summary>
    public Result Draft(ScorecardEntry entry, JudgingRound round, DateTimeOffset now) => Write(entry, round, now, complete: ScoredAt is not null);

    /// <summary>Hands the card in, with all that the round asks. May be repeated until the round closes.</summary>
    public Result Score(ScorecardEntry entry, JudgingRound round, DateTimeOffset now)
    {
        var written = Write(entry, round, now, complete: true);
        if (written.Succeeded) ScoredAt = now;
        return written;
    }

    /// <summary>The juror must not judge this film. Marks and comments are removed; it cannot be taken back.</summary>
    public Result Recuse(string reason, JudgingWindow window, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (Recused) return JudgingRefusals.Recused;
        if (window.IsOverAt(now)) return JudgingRefusals.WindowClosed;
        if (Text.Check(reason, "Reason", ReasonLength) is { } bad) return bad;

        marks.Clear();
        remarks.Clear();
        (ToCommittee, ToArtist, Recommendation, ScoredAt, SavedAt) = ("", "", null, null, null);
        (RecusedAt, RecusalReason) = (now, reason.Trim());
        Touch();
        return Result.Ok;
    }

    private Result Write(ScorecardEntry entry, JudgingRound round, DateTimeOffset now, bool complete)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(round);
        if (Recused) return JudgingRefusals.Recused;
        if (round.Window.IsOverAt(now)) return JudgingRefusals.WindowClosed;
        if (!round.Window.IsOpenAt(now)) return JudgingRefusals.WindowNotOpen;
        if (round.Check(entry, complete) is { Succeeded: false } unfit) return unfit;
        if (Text.Check(entry.ToCommittee, "ToCommittee", CommentLength, required: false) is { } committee) return committee;
        if (Text.Check(entry.ToArtist, "ToArtist", CommentLength, required: false) is { } artist) return artist;

        marks.Clear();
        marks.AddRange(entry.Marks);
        remarks.Clear();
        remarks.AddRange(entry.Remarks.Where(remark => !string.IsNullOrWhiteSpace(remark.Text)));
        (ToCommittee, ToArtist, Recommendation, SavedAt) = (entry.ToCommittee ?? "", entry.ToArtist ?? "", entry.Recommendation, now);
        Touch();
        return Result.Ok;
    }
}

/// <summary>What a juror entered.</summary>
public sealed record ScorecardEntry(IReadOnlyCollection<Mark> Marks, string? ToCommittee, string? ToArtist)
{
    public IReadOnlyCollection<Remark> Remarks { get; init; } = [];

    public Recommendation? Recommendation { get; init; }
}
