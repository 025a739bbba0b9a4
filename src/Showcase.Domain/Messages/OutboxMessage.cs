namespace Showcase.Domain.Messages;

public enum OutboxState
{
    Pending,
    Sent,
    Failed,
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

    /// <summary>How long a run that took a message may need before another run takes it: longer than any sending lasts.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private OutboxMessage()
    {
    }

    /// <summary>The edition whose organisers sent it; null for the installation's own mails.</summary>
    public Guid? EditionId { get; private set; }

    public string To { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Plain text.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Where one click ends mails of this kind (RFC 8058); null for those that nobody can do without.</summary>
    public string? StopAddress { get; private set; }

    public OutboxState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Line breaks in address or subject would let a text write mail headers: they become blanks.</summary>
    public static OutboxMessage Create(Guid? editionId, string to, string subject, string body, DateTimeOffset now, string? stopAddress = null) => new()
    {
        EditionId = editionId,
        To = OneLine(to),
        Subject = OneLine(subject) is { Length: > SubjectLength } longer ? longer[..SubjectLength] : OneLine(subject),
        Body = body,
        StopAddress = stopAddress,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>Takes the message for one run. Only one of two runs can save this, because the version guards the message.</summary>
    public Result Claim(DateTimeOffset now)
    {
        if (State != OutboxState.Pending || NextAttemptAt > now) return OutboxRefusals.NotWaiting;

        NextAttemptAt = now + Lease;
        return Result.Ok;
    }

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

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ').Trim();
}

public static class OutboxRefusals
{
    public static readonly Refusal NotWaiting = new("Messages.NotWaiting");
    public static readonly Refusal NotFailed = new("Messages.NotFailed");
}
