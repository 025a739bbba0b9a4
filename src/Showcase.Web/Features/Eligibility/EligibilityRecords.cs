using Showcase.Domain.Calls;
using Showcase.Domain.Eligibility;
using Showcase.Web.Features.Submissions;

namespace Showcase.Web.Features.Eligibility;

/// <summary>A call's rules before its organisers; a change names <see cref="Of"/>.</summary>
public sealed record RulesView(RulesOf Of, string Call, IReadOnlyList<CategoryName> Categories, IReadOnlyList<EligibilityRule> Rules)
{
    /// <summary>What the form asks a file for.</summary>
    public IReadOnlyList<ProofQuestion> Questions { get; init; } = [];
}

/// <summary>A question that is answered with a file.</summary>
public sealed record ProofQuestion(Guid Id, string Text);

/// <summary>A version of a call's terms.</summary>
public sealed record TermsView(Guid Id, int Number, TermsWording Wording, DateTimeOffset PublishedAt);

/// <summary>A version with who published it, and how many entries were sent in under it.</summary>
public sealed record PublishedTerms(TermsView Terms, string By, int Entries)
{
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>A call's terms before its organisers, the newest version first.</summary>
public sealed record TermsHistory(string Call, IReadOnlyList<PublishedTerms> Versions);

/// <summary>What visitors read of a call beside its text.</summary>
public sealed record CallConditions(IReadOnlyList<EligibilityRule> Rules, TermsView? Terms);

/// <summary>The version of the terms that an entry's artist accepted.</summary>
public sealed record AcceptedTerms(TermsView Terms, DateTimeOffset At);

/// <summary>A rule that organisers let an entry pass without meeting it; <see cref="By"/> is empty where its reader is not told.</summary>
public sealed record MadeOverride(Guid RuleId, Requirement Requirement, string Reason, DateTimeOffset At, string By)
{
    public Guid Id { get; init; }

    /// <summary>Since when it holds no longer; null while it does.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }

    public string TakenBackFor { get; init; } = "";

    public string TakenBackBy { get; init; } = "";
}

/// <summary>How an entry stands to rules and terms. <see cref="Terms"/> are those to accept, of a draft only.</summary>
public sealed record EntryStanding(IReadOnlyList<RuleVerdict> Verdicts, TermsView? Terms, AcceptedTerms? Accepted, IReadOnlyList<MadeOverride> Overrides)
{
    /// <summary>Whether the entry does not meet a rule.</summary>
    public bool Bars => Verdicts.Any(verdict => verdict.Bars);

    public bool AreTermsAccepted => Terms is null || Accepted?.Terms.Id == Terms.Id;

    /// <summary>Whether the artist accepted terms that read otherwise by now.</summary>
    public bool HaveTermsChanged => Accepted is not null && !AreTermsAccepted;
}
