namespace Showcase.Domain.Judging.Auditing;

/// <summary>
/// A line of an edition's audit log: who did what, and when. It is added in the save that it tells of, and never changed. Marks and votes are not in it: what a
/// juror gave is read where the round lets it be read.
/// </summary>
public sealed class AuditEntry : Entity
{
    private AuditEntry()
    {
    }

    public Guid EditionId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null where nobody did it, but the clock.</summary>
    public Guid? ById { get; private set; }

    public AuditAct Act { get; private set; }

    public Guid? RoundId { get; private set; }

    /// <summary>The film; whoever is closed to it does not read the line.</summary>
    public Guid? SubmissionId { get; private set; }

    /// <summary>The person whom it is about, where that is not who did it.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>How many, of acts that are about many.</summary>
    public int? Count { get; private set; }

    /// <summary>Of a staged decision: which.</summary>
    public DecisionOutcome? Outcome { get; private set; }

    public static AuditEntry Of(
        Guid editionId, AuditAct act, Guid? by, DateTimeOffset now, Guid? roundId = null, Guid? submissionId = null, Guid? about = null, int? count = null, DecisionOutcome? outcome = null) =>
        new() { EditionId = editionId, Act = act, ById = by, At = now, RoundId = roundId, SubmissionId = submissionId, AboutId = about == by ? null : about, Count = count, Outcome = outcome };
}
