using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>
/// What a juror wrote for the artist, as an organiser has let it out: their copy, in which names may have been taken out. It is out once the
/// film was decided on, and bears no juror's name.
/// </summary>
public sealed class ReleasedComment : AggregateRoot
{
    private ReleasedComment()
    {
    }

    public Guid ScorecardId { get; private set; }

    public string Text { get; private set; } = "";

    public Guid ReleasedBy { get; private set; }

    public DateTimeOffset ReleasedAt { get; private set; }

    /// <param name="card">One that was handed in.</param>
    /// <param name="juror">Whose name must not stand in the text.</param>
    /// <param name="submission">The film's entry; decided on.</param>
    /// <param name="text">What the artist will read.</param>
    /// <param name="by">Who lets it out.</param>
    /// <param name="now">When.</param>
    public static Result<ReleasedComment> Release(Scorecard card, string juror, Submission submission, string? text, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(submission);
        if (card.ScoredAt is null || card.Recused) return JudgingRefusals.CommentNotHandedIn;
        if (submission.State is not (SubmissionState.Selected or SubmissionState.Waitlisted or SubmissionState.Declined)) return JudgingRefusals.CommentTooEarly;

        var released = new ReleasedComment { ScorecardId = card.Id };
        return released.Write(juror, text, by, now) is { Succeeded: false } refused ? refused.Refusal : released;
    }

    /// <summary>Lets another wording out in its place.</summary>
    public Result Write(string juror, string? text, Guid by, DateTimeOffset now)
    {
        if (Domain.Text.Check(text, "ToArtist", Scorecard.CommentLength) is { } bad) return bad;
        if (Names(text!, juror)) return JudgingRefusals.CommentNamesJuror;

        (Text, ReleasedBy, ReleasedAt) = (text!.Trim(), by, now);
        return Result.Ok;
    }

    private static bool Names(string text, string juror) =>
        !string.IsNullOrWhiteSpace(juror) && SearchText.Fold(text).Contains(SearchText.Fold(juror.Trim()), StringComparison.Ordinal);
}
