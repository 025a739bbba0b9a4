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

    private OutboxMessage()
    {
    }

    /// <summary>The edition whose organisers sent it; null for the installation's own mails.</summary>
    public Guid? EditionId { get; private set; }

    public string To { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Plain text.</summary>
    public string Body { get; private set; } = "";

    public OutboxState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Line breaks in address or subject would let a text write mail headers: they become blanks.</summary>
    public static OutboxMessage Create(Guid? editionId, string to, string subject, string body, DateTimeOffset now) => new()
    {
        EditionId = editionId,
        To = OneLine(to),
        Subject = OneLine(subject) is { Length: > SubjectLength } longer ? longer[..SubjectLength] : OneLine(subject),
        Body = body,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    public void MarkSent(DateTimeOffset now) => (State, SentAt, LastError) = (OutboxState.Sent, now, null);

    /// <summary>Tries again after 1, 2, 4, 8 minutes, then gives up and says so.</summary>
    public void MarkFailed(string error, DateTimeOffset now)
    {
        Attempts++;
        LastError = error;
        NextAttemptAt = now + TimeSpan.FromMinutes(Math.Pow(2, Attempts - 1));
        if (Attempts >= MostAttempts) State = OutboxState.Failed;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ').Trim();
}
