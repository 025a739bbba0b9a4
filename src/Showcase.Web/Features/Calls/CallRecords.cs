using Showcase.Domain.Calls;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Features.Calls;

/// <summary>A call in its organisers' list. <see cref="NextDeadline"/> is the first one ahead.</summary>
public sealed record CallRow(Guid Id, string Name, CallState State, int Categories, DateTimeOffset? NextDeadline, int Entries);

/// <summary>A call as its organisers edit it; a change names <see cref="Version"/>.</summary>
public sealed record CallView(Guid Id, Guid Version, string Name, string Text, CallState State, IReadOnlyList<CategoryView> Categories);

/// <summary>A category with what was sent in to it; one that is in use, drafts included, cannot be removed.</summary>
public sealed record CategoryView(
    Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, int Entries, bool InUse);

/// <summary>What an organiser types of a category. The deadline is what a wall clock at the edition's place shows.</summary>
public sealed record CategoryInput(string Name, string? Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTime Deadline);

/// <summary>A category that films can be sent in to now.</summary>
public sealed record OpenCategory(
    Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, Guid CallId, string CallName, EditionScope Edition);

/// <summary>The calls of a public edition as visitors read them.</summary>
public sealed record PublicCalls(EditionScope Edition, string Tagline, string City, IReadOnlyList<PublicCall> Calls);

public sealed record PublicCall(Guid Id, string Name, string Text, CallState State, IReadOnlyList<PublicCategory> Categories);

public sealed record PublicCategory(Guid Id, string Name, string Description, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline);
