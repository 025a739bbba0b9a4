namespace Showcase.Domain.Eligibility;

/// <summary>A rule of a call, for all its entries or those of some categories. It is replaced as a whole, never changed in place.</summary>
/// <param name="Id">Stays the same when the rule is changed.</param>
/// <param name="Requirement">What it asks.</param>
/// <param name="Message">What the organisers say to an artist whose entry breaks it; empty where the usual words will do.</param>
/// <param name="Categories">The categories that it holds for; none named is all of them.</param>
public sealed record EligibilityRule(Guid Id, Requirement Requirement, string Message, IReadOnlyList<Guid> Categories)
{
    public const int MessageLength = 500;

    public bool AppliesTo(Guid categoryId) => Categories.Count == 0 || Categories.Contains(categoryId);
}

/// <summary>What organisers say of a rule.</summary>
public sealed record RuleDetails(Requirement Requirement, string? Message, IReadOnlyList<Guid> Categories)
{
    public Refusal? Check() => Requirement.Check() ?? Text.Check(Message, "Message", EligibilityRule.MessageLength, required: false);
}

/// <summary>How an entry stands to one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="IsOverridden">Whether organisers let the entry pass although it does not meet the rule.</param>
public sealed record RuleVerdict(EligibilityRule Rule, RuleOutcome Outcome, bool IsOverridden)
{
    /// <summary>Whether the entry cannot be sent in because of it. What was not measured yet is no fault of the artist's, and bars nothing.</summary>
    public bool Bars => !IsOverridden && Outcome is (RuleOutcome.Broken or RuleOutcome.NotSaid);

    /// <summary>What to tell the artist; null where there is nothing to tell.</summary>
    public Refusal? Refusal
    {
        get
        {
            if (Outcome == RuleOutcome.Met) return null;

            var isOwn = Rule.Message.Length > 0 && (Outcome == RuleOutcome.Broken || Rule.Requirement.IsOfEntry);
            return isOwn ? new Refusal("Eligibility.InTheirWords", Rule.Message) : new Refusal($"Eligibility.{Outcome}_{Rule.Requirement.GetType().Name}");
        }
    }
}
