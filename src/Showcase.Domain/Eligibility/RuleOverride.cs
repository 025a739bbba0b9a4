namespace Showcase.Domain.Eligibility;

/// <summary>An organiser lets one entry pass although it does not meet a rule, and says why. It is never taken back or deleted.</summary>
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
