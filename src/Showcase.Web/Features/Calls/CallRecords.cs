using Showcase.Domain.Calls;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Features.Calls;

/// <summary>A call in its organisers' list. <see cref="NextDeadline"/> is the first one ahead.</summary>
public sealed record CallRow(Guid Id, string Name, CallState State, int Categories, DateTimeOffset? NextDeadline, int Entries);

/// <summary>A category with the call that it belongs to, and how many were sent in to it.</summary>
public sealed record CallInFile(
    string Call, CallState State, string Category, TimeSpan MinRuntime, TimeSpan MaxRuntime, string Currency, IReadOnlyList<Tier> Tiers, int Entries);

/// <summary>A call to begin a new one from.</summary>
public sealed record CopyableCall(Guid Id, string Name, string Edition);

/// <summary>A call as its organisers edit it; a change names <see cref="Version"/>.</summary>
public sealed record CallView(Guid Id, Guid Version, string Name, string Text, CallState State, CallRules Rules, IReadOnlyList<CategoryView> Categories)
{
    /// <summary>Until when artists may replace what they sent in.</summary>
    public ReplacementView Replacement { get; init; } = new(ReplacementRule.UntilDeadline, Until: null);

    /// <summary>From when on an open call takes films; null where it does already.</summary>
    public DateTimeOffset? OpensAt { get; init; }
}

/// <summary>What a call has besides its text and categories; <see cref="Terms"/> is the number of the version in force, 0 where there is none.</summary>
public sealed record CallParts(int Questions, int Rules, int Terms, int Codes);

/// <summary>Until when another file may take the place of one that was sent in; the moment is there where the rule names one.</summary>
public sealed record ReplacementView(ReplacementRule Rule, DateTimeOffset? Until);

/// <summary>What an organiser chooses of it; the moment is that of a wall clock at the edition's place.</summary>
public sealed record ReplacementInput(ReplacementRule Rule, DateTime? Until);

/// <summary>A category with what was sent in to it; one that is in use, drafts included, cannot be removed.</summary>
public sealed record CategoryView(
    Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, IReadOnlyList<Tier> Tiers, int? MostPerPerson, int Entries, bool InUse)
{
    public DateTimeOffset Deadline => Tiers[^1].Until;
}

/// <summary>What an organiser types of a category.</summary>
public sealed record CategoryInput(
    string Name, string? Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, IReadOnlyList<TierInput> Tiers, int? MostPerPerson = null);

/// <summary>A deadline as a wall clock at the edition's place shows it, and its fee in the smallest coin of the call's currency.</summary>
public sealed record TierInput(TierName Name, DateTime Until, long Fee = 0);

/// <summary>A category that films can be sent in to now.</summary>
public sealed record OpenCategory(
    Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, Guid CallId, string CallName, EditionScope Edition);

/// <summary>The calls of a public edition as visitors read them.</summary>
public sealed record PublicCalls(EditionScope Edition, string Tagline, string City, IReadOnlyList<PublicCall> Calls);

public sealed record PublicCall(
    Guid Id, string Name, string Text, CallState State, string Currency, int? MostPerPerson, IReadOnlyList<PublicCategory> Categories)
{
    /// <summary>From when on an open call takes films; null where it does already.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Until when another file may take the place of one that was sent in.</summary>
    public ReplacementView Replacement { get; init; } = new(ReplacementRule.UntilDeadline, Until: null);

    /// <summary>Whether it takes films of at least one category.</summary>
    public bool IsOpenAt(DateTimeOffset now) => State == CallState.Open && !(OpensAt > now) && Categories.Any(category => category.Deadline >= now);
}

public sealed record PublicCategory(
    Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, IReadOnlyList<Tier> Tiers, int? MostPerPerson);

/// <summary>A call that takes films now, with the categories that do and where they compete.</summary>
public sealed record OpenCallOf(EditionScope Edition, string Tagline, string City, PublicCall Call)
{
    /// <summary>The deadlines that are still ahead, the next one first.</summary>
    public IEnumerable<DateTimeOffset> DeadlinesAfter(DateTimeOffset now) =>
        Call.Categories.SelectMany(category => category.Tiers).Select(tier => tier.Until).Where(until => until >= now).Distinct().Order();
}
