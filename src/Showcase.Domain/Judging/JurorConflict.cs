namespace Showcase.Domain.Judging;

/// <summary>What suggests that somebody is too near to a film, found by comparing what both say.</summary>
[Flags]
public enum ConflictClues
{
    None = 0,

    /// <summary>Their name stands in the credits, or among those who hold rights or are shown.</summary>
    Credited = 1,

    /// <summary>So does a school or a studio that they name.</summary>
    Organisation = 2,

    /// <summary>Their mail and an artist's come from the same house.</summary>
    MailDomain = 4,

    /// <summary>Somebody whom they name as close (a mentor, a student, family) is an artist of the film, or stands in its credits.</summary>
    Close = 8,

    /// <summary>They are of the house that makes a tool by which the film was generated.</summary>
    ToolMaker = 16,

    /// <summary>One of the film's artists was awarded a grant by them, or they by the artist.</summary>
    Grant = 32,
}

/// <summary>What an organiser decided, whatever was declared or found.</summary>
public enum ConflictPin
{
    None,
    Conflict,
    NoConflict,
}

/// <summary>
/// A juror or an organiser who must not judge a film, or who was thought to be one. While it is in force the case is closed to them: they cannot
/// see or touch its scores, comments and decision. There is one for each submission and person.
/// </summary>
public sealed class JurorConflict : Entity
{
    public const int ReasonLength = 500;

    private JurorConflict()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public Guid UserId { get; private set; }

    public DateTimeOffset? DeclaredAt { get; private set; }

    /// <summary>In their words; organisers read it.</summary>
    public string? Reason { get; private set; }

    public ConflictClues Clues { get; private set; }

    public ConflictPin Pin { get; private set; }

    public Guid? PinnedBy { get; private set; }

    public DateTimeOffset? PinnedAt { get; private set; }

    public bool InForce { get; private set; }

    /// <summary>Nobody says anything any more: the row may go.</summary>
    public bool IsIdle => DeclaredAt is null && Clues == ConflictClues.None && Pin == ConflictPin.None;

    public static JurorConflict Between(Guid editionId, Guid submissionId, Guid userId) => new() { EditionId = editionId, SubmissionId = submissionId, UserId = userId };

    public Result Declare(string? reason, DateTimeOffset now)
    {
        if (Text.Check(reason, "Reason", ReasonLength, required: false) is { } bad) return bad;

        (DeclaredAt, Reason) = (now, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        Settle();
        return Result.Ok;
    }

    public void TakeBack()
    {
        (DeclaredAt, Reason) = (null, null);
        Settle();
    }

    public void Find(ConflictClues clues)
    {
        Clues = clues;
        Settle();
    }

    public void Decide(ConflictPin pin, Guid by, DateTimeOffset now)
    {
        Pin = pin;
        (PinnedBy, PinnedAt) = pin == ConflictPin.None ? ((Guid?)null, (DateTimeOffset?)null) : (by, now);
        Settle();
    }

    private void Settle() => InForce = Pin == ConflictPin.Conflict || (Pin == ConflictPin.None && (DeclaredAt is not null || Clues != ConflictClues.None));
}
