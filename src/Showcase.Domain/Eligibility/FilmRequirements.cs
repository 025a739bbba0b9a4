using Showcase.Domain.Films;

namespace Showcase.Domain.Eligibility;

/// <summary>The film was completed from the one day to the other, both included; null is without bound.</summary>
public sealed record CompletedBetween(DateOnly? From, DateOnly? Until) : Requirement
{
    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Profile.CompletedOn is { } day ? MetIf(!(day < From) && !(day > Until)) : RuleOutcome.NotSaid;
    }

    public override Refusal? Check()
    {
        if (From is null && Until is null) return EligibilityRefusals.DatesMissing;
        return From > Until ? EligibilityRefusals.DatesCrossed : null;
    }
}

/// <summary>The film's premiere status is one of these.</summary>
public sealed record PremiereAmong(IReadOnlyList<PremiereStatus> Statuses) : Requirement
{
    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Profile.Premiere == PremiereStatus.NotSaid ? RuleOutcome.NotSaid : MetIf(Statuses.Contains(facts.Profile.Premiere));
    }

    public override Refusal? Check() => Statuses.Count == 0 || Statuses.Contains(PremiereStatus.NotSaid) ? EligibilityRefusals.PremieresMissing : null;
}

/// <summary>One of the film's countries is among these; or, as an exclusion, none is. ISO 3166-1 alpha-2.</summary>
public sealed record CountryAmong(IReadOnlyList<string> Countries, bool IsExclusion) : Requirement
{
    public const int Most = 100;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return MetIf(facts.Countries.Any(country => Countries.Contains(country, StringComparer.OrdinalIgnoreCase)) != IsExclusion);
    }

    public override Refusal? Check() =>
        Countries.Count is 0 or > Most || Countries.Any(country => country is not { Length: 2 }) ? EligibilityRefusals.CountriesMissing : null;
}

/// <summary>What nothing here can prove is confirmed by the artist, word by word: an age, a school, where they live.</summary>
public sealed record Declaration(string Statement) : Requirement
{
    public const int StatementLength = 300;

    public override bool IsOfEntry => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Declared.Contains(Statement, StringComparer.Ordinal) ? RuleOutcome.Met : RuleOutcome.NotSaid;
    }

    public override Refusal? Check() => Text.Check(Statement, "Statement", StatementLength);
}

/// <summary>
/// A question of the call's form is answered with a file: a student card, a proof of age. An entry that is not asked the question, for its category or for an
/// earlier answer, has nothing to prove.
/// </summary>
/// <param name="QuestionId">A question for a file.</param>
/// <param name="Question">What it asked when the rule was written.</param>
public sealed record ProofByFile(Guid QuestionId, string Question) : Requirement
{
    public override bool IsOfEntry => true;

    public override RuleOutcome Judge(EntryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Proofs.GetValueOrDefault(QuestionId, true) ? RuleOutcome.Met : RuleOutcome.NotSaid;
    }

    public override Refusal? Check() => QuestionId == Guid.Empty || string.IsNullOrWhiteSpace(Question) ? EligibilityRefusals.QuestionMissing : null;
}
