namespace Showcase.Domain.Messages;

public enum OutboxState
{
    Pending,
    Sent,
    Failed,

    /// <summary>Part of a message to many that nobody has released yet.</summary>
    Review,

    /// <summary>Kept back while the others of its message may leave.</summary>
    Held,

    /// <summary>Never leaves.</summary>
    Discarded,

    /// <summary>The letter of a decision that was applied and may still be undone.</summary>
    Waiting,
}

/// <summary>
/// A mail on its way. It is written in the transaction of what it tells of, and sent after that; the sender may run twice
/// and sends each once, as far as mail allows.
/// </summary>
public sealed class OutboxMessage : AggregateRoot
{
    public const int SubjectLength = 200;
    public const int MostAttempts = 5;
    public const int ErrorLength = 500;
    public const int StopAddressLength = 1_000;
    public const int BodyLength = 16_000;
    public const int FooterLength = 1_500;

    /// <summary>How long a run that took a message may need before another run takes it: longer than any sending lasts.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private OutboxMessage()
    {
    }

    /// <summary>The edition whose organisers sent it; null for the installation's own mails.</summary>
    public Guid? EditionId { get; private set; }

    /// <summary>The message to many that it is part of.</summary>
    public Guid? BatchId { get; private set; }

    /// <summary>The decisions that it was written with.</summary>
    public Guid? DecisionBatchId { get; private set; }

    /// <summary>The entry that it is about; organisers of the edition read such mails.</summary>
    public Guid? SubmissionId { get; private set; }

    /// <summary>Whose account it is written to, where it can be unsubscribed from: it does not leave once that person has.</summary>
    public Guid? AnnouncedTo { get; private set; }

    public string To { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Plain text.</summary>
    public string Body { get; private set; } = "";

    /// <summary>What goes along below the text; plain text.</summary>
    public string? Enclosure { get; private set; }

    /// <summary>Below the text: why one gets it, and how to get no more of its kind.</summary>
    public string? Footer { get; private set; }

    /// <summary>Text, enclosure and footer, as they leave.</summary>
    public string Text => $"{Body}{(Enclosure is null ? "" : $"\n\n{Enclosure}")}{(Footer is null ? "" : $"\n\n-- \n{Footer}")}";

    /// <summary>Where one click ends mails of this kind (RFC 8058); null for those that nobody can do without.</summary>
    public string? StopAddress { get; private set; }

    public OutboxState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Line breaks in address or subject would let a text write mail headers: they become blanks.</summary>
    public static OutboxMessage Create(
        Guid? editionId, string to, string subject, string body, DateTimeOffset now, string? stopAddress = null, Guid? submissionId = null, string? footer = null) => new()
    {
        EditionId = editionId,
        SubmissionId = submissionId,
        To = OneLine(to),
        Subject = ShortLine(subject),
        Body = body,
        Footer = footer,
        StopAddress = stopAddress,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>One mail of a message to many; it waits where the message does.</summary>
    public static OutboxMessage Of(MessageBatch batch, BatchMail mail, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(mail);
        var message = Create(batch.EditionId, mail.To, mail.Subject, mail.Body, now, mail.StopAddress, mail.SubmissionId, mail.Footer);
        message.BatchId = batch.Id;
        if (batch.Kind == MessageKind.Announcement) message.AnnouncedTo = mail.RecipientId;
        if (batch.State != BatchState.Released) message.State = OutboxState.Review;
        return message;
    }

    /// <summary>The letter of a decision; it waits where the decisions do.</summary>
    public static OutboxMessage OfDecision(Guid decisionBatchId, Guid editionId, Guid submissionId, string to, string subject, string body, string? enclosure, string footer, DateTimeOffset now)
    {
        var letter = Create(editionId, to, subject, body, now, submissionId: submissionId, footer: footer);
        (letter.DecisionBatchId, letter.Enclosure, letter.State) = (decisionBatchId, enclosure, OutboxState.Waiting);
        return letter;
    }

    /// <summary>Lets the letter of a decision go, with what may go along by now.</summary>
    public void Release(string? enclosure, DateTimeOffset now)
    {
        if (State != OutboxState.Waiting) throw new InvalidOperationException("Only a letter that waits is released.");

        (State, Enclosure, NextAttemptAt) = (OutboxState.Pending, enclosure, now);
    }

    /// <summary>The decision that it tells of was taken back, or came to nothing.</summary>
    public void CallOff()
    {
        if (State != OutboxState.Waiting) throw new InvalidOperationException("A letter that has left is not called off.");

        State = OutboxState.Discarded;
    }

    /// <summary>Changes what this one says, before it leaves.</summary>
    public Result Rewrite(string? subject, string? body)
    {
        if (State is not (OutboxState.Review or OutboxState.Held)) return OutboxRefusals.LeftReview;
        if (Domain.Text.Check(subject, "Subject", SubjectLength) is { } badSubject) return badSubject;
        if (Domain.Text.Check(body, "Body", BodyLength) is { } badBody) return badBody;

        (Subject, Body) = (ShortLine(subject!), body!.Trim());
        return Result.Ok;
    }

    /// <summary>Keeps it back: it does not leave with the others.</summary>
    public Result Hold() => MoveFrom(OutboxState.Review, OutboxState.Held);

    /// <summary>Lets it take part again, or leave where the others have.</summary>
    public Result LetGo(BatchState batch, DateTimeOffset now)
    {
        if (batch == BatchState.Discarded) return OutboxRefusals.LeftReview;

        NextAttemptAt = now;
        return MoveFrom(OutboxState.Held, batch == BatchState.Released ? OutboxState.Pending : OutboxState.Review);
    }

    /// <summary>It never leaves.</summary>
    public Result Discard() => State is OutboxState.Review or OutboxState.Held or OutboxState.Failed ? MoveFrom(State, OutboxState.Discarded) : OutboxRefusals.LeftReview;

    /// <summary>Whoever it is for does not want announcements any more: a run that took it drops it.</summary>
    public void DropUnwanted() => State = OutboxState.Discarded;

    /// <summary>Takes the message for one run. Only one of two runs can save this, because the version guards the message.</summary>
    public Result Claim(DateTimeOffset now)
    {
        if (State != OutboxState.Pending || NextAttemptAt > now) return OutboxRefusals.NotWaiting;

        NextAttemptAt = now + Lease;
        return Result.Ok;
    }

    /// <summary>Gives it up after so many attempts that nobody knows the outcome of: something in it stops the server each time.</summary>
    public void GiveUp(string error) => (State, LastError) = (OutboxState.Failed, error);

    /// <summary>Puts a given-up message back in the queue, as new.</summary>
    public Result SendAgain(DateTimeOffset now)
    {
        if (State != OutboxState.Failed) return OutboxRefusals.NotFailed;

        (State, Attempts, NextAttemptAt) = (OutboxState.Pending, 0, now);
        return Result.Ok;
    }

    public void MarkSent(DateTimeOffset now) => (State, SentAt, LastError, Attempts) = (OutboxState.Sent, now, null, Attempts + 1);

    /// <summary>Tries again after 1, 2, 4, 8 minutes, then gives up and says so.</summary>
    public void MarkFailed(string error, DateTimeOffset now)
    {
        Attempts++;
        LastError = error is { Length: > ErrorLength } ? error[..ErrorLength] : error;
        NextAttemptAt = now + TimeSpan.FromMinutes(Math.Pow(2, Attempts - 1));
        if (Attempts >= MostAttempts) State = OutboxState.Failed;
    }

    private Result MoveFrom(OutboxState from, OutboxState to)
    {
        if (State != from) return OutboxRefusals.LeftReview;

        State = to;
        return Result.Ok;
    }

    private static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(sign => char.IsControl(sign) ? ' ' : sign)).Trim();

    /// <summary>Cut to the length, but never in the middle of a sign.</summary>
    private static string ShortLine(string subject)
    {
        var line = OneLine(subject);
        if (line.Length <= SubjectLength) return line;
        return char.IsHighSurrogate(line[SubjectLength - 1]) ? line[..(SubjectLength - 1)] : line[..SubjectLength];
    }
}

/// <summary>What one recipient of a message to many gets; <paramref name="SubmissionId"/> is null where it goes to a juror.</summary>
public sealed record BatchMail(Guid? SubmissionId, Guid RecipientId, string To, string Subject, string Body, string Footer, string? StopAddress);

public static class OutboxRefusals
{
    public static readonly Refusal NotWaiting = new("Messages.NotWaiting");
    public static readonly Refusal NotFailed = new("Messages.NotFailed");
    public static readonly Refusal LeftReview = new("Messages.LeftReview");
}
