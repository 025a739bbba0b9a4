namespace Showcase.Domain.Judging.Reviews;

/// <summary>What an organiser thinks of a review, for the organisers alone.</summary>
public enum ReviewQuality
{
    Helpful,
    Thin,
    NeedsMore,

    /// <summary>Its words reach no artist.</summary>
    Inappropriate,
}

/// <summary>
/// An organiser's mark on a card that was handed in, and what they asked its juror. The card counts as before: a mark changes no score, and a request takes nothing back.
/// There is one for each card.
/// </summary>
public sealed class ReviewMark : AggregateRoot
{
    public const int RequestLength = 1_000;

    private ReviewMark()
    {
    }

    public Guid ScorecardId { get; private set; }

    public ReviewQuality? Quality { get; private set; }

    public Guid? MarkedBy { get; private set; }

    public DateTimeOffset? MarkedAt { get; private set; }

    /// <summary>What the juror is asked, in the organiser's words; empty where nothing was.</summary>
    public string Request { get; private set; } = "";

    public Guid? RequestedBy { get; private set; }

    public DateTimeOffset? RequestedAt { get; private set; }

    /// <summary>When the juror handed the card in again.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Whether the juror is still asked.</summary>
    public bool IsAsked => RequestedAt is not null && AnsweredAt is null;

    /// <summary>Nobody says anything any more: the row may go.</summary>
    public bool IsIdle => Quality is null && RequestedAt is null;

    public static Result<ReviewMark> On(Scorecard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.ScoredAt is null || card.Recused ? ReviewRefusals.NotHandedIn : new ReviewMark { ScorecardId = card.Id };
    }

    /// <summary>Marks the review; null takes the mark back.</summary>
    public void Mark(ReviewQuality? quality, Guid by, DateTimeOffset now)
    {
        Quality = quality;
        (MarkedBy, MarkedAt) = quality is null ? ((Guid?)null, (DateTimeOffset?)null) : (by, now);
    }

    /// <summary>Sends the review back with a request; another one takes its place. Refused once the round takes no more changes.</summary>
    public Result Ask(string? request, JudgingWindow window, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!window.IsOpenAt(now)) return ReviewRefusals.RoundTakesNone;
        if (Text.Check(request, "Request", RequestLength) is { } bad) return bad;

        (Request, RequestedBy, RequestedAt, AnsweredAt) = (request!.Trim(), by, now, null);
        return Result.Ok;
    }

    public void TakeRequestBack() => (Request, RequestedBy, RequestedAt, AnsweredAt) = ("", null, null, null);

    /// <summary>The juror handed the card in again.</summary>
    public void Answer(DateTimeOffset now)
    {
        if (IsAsked) AnsweredAt = now;
    }
}

public static class ReviewRefusals
{
    public static readonly Refusal NotHandedIn = new("Reviews.NotHandedIn");
    public static readonly Refusal RoundTakesNone = new("Reviews.RoundTakesNone");
    public static readonly Refusal OwnReview = new("Reviews.OwnReview");
    public static readonly Refusal NotForArtists = new("Reviews.NotForArtists");
}
