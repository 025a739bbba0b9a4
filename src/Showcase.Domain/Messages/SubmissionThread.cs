using Showcase.Domain.Submissions;

namespace Showcase.Domain.Messages;

public enum ThreadSide
{
    /// <summary>The artist and the film's co-authors.</summary>
    Artist,

    /// <summary>Whoever organises the edition.</summary>
    Organisers,
}

/// <summary>
/// What the artist's side and the organisers write to each other about one entry. Each side has read up to a moment, whoever of it
/// read. A question of the organisers waits until the other side writes next.
/// </summary>
public sealed class SubmissionThread : AggregateRoot
{
    /// <summary>How many messages one side may write in an hour.</summary>
    public const int MostAnHour = 20;

    private SubmissionThread()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public DateTimeOffset? LastFromArtistAt { get; private set; }

    public DateTimeOffset? LastFromOrganisersAt { get; private set; }

    public DateTimeOffset? ReadByArtistAt { get; private set; }

    public DateTimeOffset? ReadByOrganisersAt { get; private set; }

    /// <summary>When the last question was asked.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>When it was answered; null while it waits.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static SubmissionThread Of(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return new SubmissionThread { EditionId = submission.EditionId, SubmissionId = submission.Id };
    }

    public bool IsUnreadBy(ThreadSide side) => side == ThreadSide.Artist
        ? LastFromOrganisersAt is { } last && (ReadByArtistAt is not { } read || read < last)
        : LastFromArtistAt is { } artistLast && (ReadByOrganisersAt is not { } organisersRead || organisersRead < artistLast);

    /// <summary>Adds a message of one side. <paramref name="lastHour"/> is how many that side wrote here within the hour; the version guards the count.</summary>
    public Result<ThreadMessage> Write(Submission submission, ThreadSide side, Guid by, string? text, bool isQuestion, int lastHour, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (ThreadMessage.Check(text) is { } bad) return bad;
        if (submission.State == SubmissionState.Draft) return ThreadRefusals.NotSentIn;
        if (isQuestion && side == ThreadSide.Organisers && IsOver(submission.State)) return new Refusal("Submissions.OverForQuestions", submission.State);
        if (lastHour >= MostAnHour) return ThreadRefusals.TooManyAnHour;

        // Who writes has read what stands above.
        if (side == ThreadSide.Artist)
        {
            (LastFromArtistAt, ReadByArtistAt) = (now, now);
            if (AskedAt is not null) AnsweredAt ??= now;
        }
        else
        {
            (LastFromOrganisersAt, ReadByOrganisersAt) = (now, now);
            if (isQuestion) (AskedAt, AnsweredAt) = (now, null);
        }

        return new ThreadMessage(submission.Id, side, by, text!.Trim(), isQuestion && side == ThreadSide.Organisers, now);
    }

    public void MarkRead(ThreadSide side, DateTimeOffset now)
    {
        if (side == ThreadSide.Artist) ReadByArtistAt = now;
        else ReadByOrganisersAt = now;
    }

    private static bool IsOver(SubmissionState state) => state is SubmissionState.Declined or SubmissionState.Withdrawn or SubmissionState.Disqualified;
}

/// <summary>One message of a thread. It is never changed.</summary>
public sealed class ThreadMessage(Guid submissionId, ThreadSide side, Guid authorId, string text, bool isQuestion, DateTimeOffset at) : Entity
{
    public const int TextLength = 5_000;

    public Guid SubmissionId { get; private set; } = submissionId;

    public ThreadSide Side { get; private set; } = side;

    public Guid AuthorId { get; private set; } = authorId;

    public string Text { get; private set; } = text;

    /// <summary>The organisers wait for an answer.</summary>
    public bool IsQuestion { get; private set; } = isQuestion;

    public DateTimeOffset At { get; private set; } = at;

    public static Refusal? Check(string? text) => Domain.Text.Check(text, "Message", TextLength);
}

/// <summary>What somebody has typed for a thread and not sent yet: it survives a lost connection.</summary>
public sealed class ThreadDraft(Guid submissionId, Guid userId) : Entity
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid UserId { get; private set; } = userId;

    public string Text { get; private set; } = "";

    public DateTimeOffset SavedAt { get; private set; }

    public Result Write(string? text, DateTimeOffset now)
    {
        if (Domain.Text.Check(text, "Message", ThreadMessage.TextLength, required: false) is { } bad) return bad;

        (Text, SavedAt) = (text ?? "", now);
        return Result.Ok;
    }
}

public static class ThreadRefusals
{
    public static readonly Refusal NotSentIn = new("Threads.NotSentIn");
    public static readonly Refusal TooManyAnHour = new("Threads.TooManyAnHour", SubmissionThread.MostAnHour);
    public static readonly Refusal AskedAlready = new("Submissions.AskedAlready");
}
