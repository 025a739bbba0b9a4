using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>Which submissions an action is for: those that were ticked, or all that a filter leaves at the moment of the action.</summary>
public sealed record BulkSelection
{
    private BulkSelection()
    {
    }

    public IReadOnlyCollection<Guid> Ids { get; private init; } = [];

    public InboxFilter? Matching { get; private init; }

    public static BulkSelection Of(IEnumerable<Guid> ids) => new() { Ids = [.. ids] };

    public static BulkSelection All(InboxFilter filter) => new() { Matching = filter };
}

/// <summary>What became of each row. <see cref="Refused"/> are the first ones of <see cref="RefusedCount"/>.</summary>
public sealed record BulkReport(IReadOnlyList<BulkDone> Done, IReadOnlyList<BulkRefused> Refused, int RefusedCount);

/// <summary>A row that was done, and the category that it was in before.</summary>
public sealed record BulkDone(Guid SubmissionId, Guid CategoryBefore);

/// <summary>A row that stayed as it was, and why. <see cref="Film"/> is empty where the actor may not see it.</summary>
public sealed record BulkRefused(Guid SubmissionId, string Film, Refusal Why);

/// <summary>An action, ready for the rows: <see cref="Act"/> changes one or says why not; <see cref="After"/> does what is left for those that were changed.</summary>
internal sealed record BulkStep(Func<Submission, Refusal?> Act, Func<IReadOnlyList<Submission>, Task>? After = null);

public static class BulkRefusals
{
    public static readonly Refusal NothingChosen = new("Submissions.NothingChosen");
    public static readonly Refusal TaggedAlready = new("Submissions.TaggedAlready");
    public static readonly Refusal NotTagged = new("Submissions.NotTagged");
    public static readonly Refusal NoAddress = new("Submissions.NoAddress");
}
