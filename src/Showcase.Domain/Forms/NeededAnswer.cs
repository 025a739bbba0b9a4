namespace Showcase.Domain.Forms;

/// <summary>
/// That an entry that was sent in lacks an answer which is needed by now. It is there for as long as that is so, and remembers whether its people
/// were told: once, whoever looks how often.
/// </summary>
public sealed class NeededAnswer(Guid submissionId, Guid questionId, DateTimeOffset seenAt) : AggregateRoot
{
    /// <summary>How long a form has to stand before anybody is told: a question that is taken back within the hour was never asked, and what is added in that hour is told together.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromHours(1);

    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid QuestionId { get; private set; } = questionId;

    public DateTimeOffset SeenAt { get; private set; } = seenAt;

    public DateTimeOffset? ToldAt { get; private set; }

    public void Tell(DateTimeOffset now) => ToldAt ??= now;

    /// <summary>Whether what is untold is old enough to be told; then all of it is.</summary>
    public static bool IsDue(IEnumerable<NeededAnswer> untold, DateTimeOffset now) => untold.Any(needed => now - needed.SeenAt >= Settles);
}
