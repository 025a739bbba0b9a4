namespace Showcase.Domain.Messages;

/// <summary>Whether one may do without a message.</summary>
public enum MessageKind
{
    /// <summary>News; whoever unsubscribed from the edition's announcements does not get it.</summary>
    Announcement,

    /// <summary>Needed for the entry; it reaches everybody.</summary>
    Essential,
}

public enum BatchState
{
    Draft,
    Review,
    Released,
    Discarded,
}

/// <summary>
/// A message to many of an edition's entries, as it was written, and what became of it. While it is a draft its text saves itself; then it becomes
/// one mail for each entry, and these leave when somebody releases them.
/// </summary>
public sealed class MessageBatch : AggregateRoot
{
    public const int SelectionLength = 1_000;

    private MessageBatch()
    {
    }

    public Guid EditionId { get; private set; }

    /// <summary>The round to whose jurors it is written; null where it is written to entries.</summary>
    public Guid? RoundId { get; private set; }

    public MessageKind Kind { get; private set; }

    public BatchState State { get; private set; }

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>The inbox's query that chose the entries; null where they were ticked.</summary>
    public string? Selection { get; private set; }

    /// <summary>How many entries were chosen.</summary>
    public int Chosen { get; private set; }

    /// <summary>How many mails it became: those that nobody could or wanted to get are left out.</summary>
    public int Mails { get; private set; }

    public Guid WrittenBy { get; private set; }

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset? WrittenAt { get; private set; }

    /// <summary>Who let it go; the writer where the edition does not review.</summary>
    public Guid? ReleasedBy { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    public static MessageBatch Begin(Guid editionId, int chosen, string? selection, Guid by, DateTimeOffset now) => new()
    {
        EditionId = editionId, Chosen = chosen, Selection = selection is { Length: > SelectionLength } ? selection[..SelectionLength] : selection, WrittenBy = by, BegunAt = now,
    };

    /// <summary>A message to jurors of a round. It is needed for their task, unless its writer says that it is news.</summary>
    public static MessageBatch BeginForJurors(Guid editionId, Guid roundId, int chosen, Guid by, DateTimeOffset now) => new()
    {
        EditionId = editionId, RoundId = roundId, Kind = MessageKind.Essential, Chosen = chosen, WrittenBy = by, BegunAt = now,
    };

    /// <summary>What may stand in braces.</summary>
    public IReadOnlyList<string> Known => RoundId is null ? Placeholders.OfEntries : Placeholders.OfJurors;

    /// <summary>Keeps what is typed; it need not be finished.</summary>
    public Result Write(MessageKind kind, string? subject, string? body)
    {
        if (State != BatchState.Draft) return MessageRefusals.NoLongerDraft;
        if (MessageText.CheckUnfinished(subject, body) is { } bad) return bad;

        (Kind, Subject, Body) = (kind, subject ?? "", body ?? "");
        return Result.Ok;
    }

    /// <summary>Becomes <paramref name="mails"/> mails. They wait for a review, or leave at once where the edition wants none.</summary>
    public Result Finish(int mails, bool isReviewed, Guid by, DateTimeOffset now)
    {
        if (State != BatchState.Draft) return MessageRefusals.NoLongerDraft;
        if (MessageText.Check(Subject, Body, Known) is { } bad) return bad;
        if (mails == 0) return MessageRefusals.NobodyGetsIt;

        (State, Mails, WrittenBy, WrittenAt) = (BatchState.Review, mails, by, now);
        return isReviewed ? Result.Ok : Release(by, now);
    }

    /// <summary>Lets all its mails go. Of two who do it at once, one does: the version guards it.</summary>
    public Result Release(Guid by, DateTimeOffset now)
    {
        if (State == BatchState.Released) return MessageRefusals.ReleasedAlready;
        if (State != BatchState.Review) return MessageRefusals.NotInReview;

        (State, ReleasedBy, ReleasedAt) = (BatchState.Released, by, now);
        return Result.Ok;
    }

    /// <summary>None of its mails will leave.</summary>
    public Result Discard()
    {
        if (State == BatchState.Released) return MessageRefusals.ReleasedAlready;
        if (State != BatchState.Review) return MessageRefusals.NotInReview;

        State = BatchState.Discarded;
        return Result.Ok;
    }
}

/// <summary>Why somebody who was chosen gets no mail.</summary>
public enum LeftOut
{
    NoAddress,
    Unsubscribed,
}

/// <summary>An entry that a message was written to.</summary>
public sealed class MessageRecipient(Guid batchId, Guid submissionId) : Entity
{
    public Guid BatchId { get; private set; } = batchId;

    public Guid SubmissionId { get; private set; } = submissionId;

    /// <summary>Set where no mail was written.</summary>
    public LeftOut? LeftOut { get; private set; }

    public void LeaveOut(LeftOut why) => LeftOut = why;
}

/// <summary>A juror that a message was written to.</summary>
public sealed class JurorRecipient(Guid batchId, Guid jurorId) : Entity
{
    public Guid BatchId { get; private set; } = batchId;

    public Guid JurorId { get; private set; } = jurorId;

    /// <summary>Set where no mail was written.</summary>
    public LeftOut? LeftOut { get; private set; }

    public void LeaveOut(LeftOut why) => LeftOut = why;
}

/// <summary>Somebody does not want an edition's announcements.</summary>
public sealed class MailOptOut(Guid userId, Guid editionId, DateTimeOffset since) : Entity
{
    public Guid UserId { get; private set; } = userId;

    public Guid EditionId { get; private set; } = editionId;

    public DateTimeOffset Since { get; private set; } = since;
}
