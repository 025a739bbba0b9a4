namespace Showcase.Domain.Messages;

public enum AttemptOutcome
{
    /// <summary>Begun, and nothing is known since: it is under way, or the server stopped in the middle and the mail may be out.</summary>
    Begun,
    Sent,
    Failed,
}

/// <summary>One attempt to send a mail: a line of the send log.</summary>
public sealed class OutboxAttempt : Entity
{
    private OutboxAttempt()
    {
    }

    public OutboxAttempt(Guid messageId, DateTimeOffset now) => (MessageId, BegunAt) = (messageId, now);

    public Guid MessageId { get; private set; }

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public AttemptOutcome Outcome { get; private set; }

    /// <summary>What the mail server said, where it did not take the mail.</summary>
    public string? Error { get; private set; }

    public void MarkSent(DateTimeOffset now) => (Outcome, EndedAt) = (AttemptOutcome.Sent, now);

    public void MarkFailed(string error, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(error);
        (Outcome, EndedAt, Error) = (AttemptOutcome.Failed, now, error.Length > OutboxMessage.ErrorLength ? error[..OutboxMessage.ErrorLength] : error);
    }
}
