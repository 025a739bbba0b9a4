namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>Rows that were ticked, or no longer are.</summary>
public sealed record InboxTick(IReadOnlyCollection<Guid> Ids, bool IsOn);

/// <summary>A name for what the inbox shows now.</summary>
public sealed record ViewToSave(string Name, bool IsShared);
