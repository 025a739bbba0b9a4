namespace Showcase.Domain.Eligibility;

/// <summary>An organiser lets one entry pass although it does not meet a rule, and says why. It is never deleted: who takes it back says why as well.</summary>
public sealed class RuleOverride : Entity
{
    public const int ReasonLength = 1_000;

    private RuleOverride()
    {
    }

    public Guid SubmissionId { get; private set; }

    public Guid RuleId { get; private set; }

    /// <summary>What the rule asked then: rules are changed and removed, the record stays readable.</summary>
    public Requirement Requirement { get; private set; } = default!;

    public string Reason { get; private set; } = "";

    public Guid By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Since when it lets the entry pass no longer; null while it does.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    public Guid? TakenBackBy { get; private set; }

    public string TakenBackFor { get; private set; } = "";

    /// <summary>From now on the rule bars the entry again, where it does not meet it.</summary>
    public Result TakeBack(string? reason, Guid by, DateTimeOffset now)
    {
        if (TakenBackAt is not null) return EligibilityRefusals.TakenBackAlready;
        if (Text.Check(reason, "Reason", ReasonLength) is { } bad) return bad;

        (TakenBackFor, TakenBackBy, TakenBackAt) = (reason!.Trim(), by, now);
        return Result.Ok;
    }

    public static Result<RuleOverride> Make(Guid submissionId, RuleVerdict verdict, string? reason, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.IsOverridden) return EligibilityRefusals.OverriddenAlready;
        if (!verdict.Bars) return EligibilityRefusals.NothingToOverride;
        if (Text.Check(reason, "Reason", ReasonLength) is { } bad) return bad;

        return new RuleOverride
        {
            SubmissionId = submissionId, RuleId = verdict.Rule.Id, Requirement = verdict.Rule.Requirement, Reason = reason!.Trim(), By = by, At = now,
        };
    }
}
