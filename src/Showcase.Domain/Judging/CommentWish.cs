using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>An artist would like to have the jury's comments in case the film is not chosen. Without one nobody is sent any.</summary>
public sealed class CommentWish : Entity
{
    private CommentWish()
    {
    }

    public CommentWish(Guid submissionId, Guid by, DateTimeOffset now) => (SubmissionId, AskedBy, AskedAt) = (submissionId, by, now);

    public Guid SubmissionId { get; private set; }

    public Guid AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>It may be uttered and taken back until the film is decided on.</summary>
    public static bool MayChange(SubmissionState state) => state is not (
        SubmissionState.Selected or SubmissionState.Declined or SubmissionState.Ineligible or SubmissionState.Withdrawn or SubmissionState.Disqualified);
}
