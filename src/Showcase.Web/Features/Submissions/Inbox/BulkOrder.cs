using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>What the inbox can do to many at once.</summary>
public enum BulkAction
{
    Tag,
    Untag,
    Assign,
    Ask,
    Write,
    TurnAway,
}

/// <summary>An action with what was typed for it; only what it needs is set.</summary>
public sealed record BulkOrder(BulkAction Action)
{
    public string Tag { get; init; } = "";

    public Guid CategoryId { get; init; }

    public string Question { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>It opens a page where the message is written and looked at; nothing is done here.</summary>
    public bool IsWrittenElsewhere => Action == BulkAction.Write;

    /// <summary>Mails are on their way once it is done: it asks first and cannot be undone.</summary>
    public bool IsMailed => Action is BulkAction.Ask or BulkAction.TurnAway;

    public Task<Result<BulkReport>> RunAsync(BulkService service, Actor actor, Guid editionId, BulkSelection selection, Uri site)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Action switch
        {
            BulkAction.Tag => service.TagAsync(actor, editionId, selection, Tag, CancellationToken.None),
            BulkAction.Untag => service.UntagAsync(actor, editionId, selection, Tag, CancellationToken.None),
            BulkAction.Assign => service.AssignAsync(actor, editionId, selection, CategoryId, CancellationToken.None),
            BulkAction.Ask => service.AskAsync(actor, editionId, selection, Question, site, CancellationToken.None),
            BulkAction.TurnAway => service.TurnAwayAsync(actor, editionId, selection, Reason, CancellationToken.None),
            _ => throw new InvalidOperationException($"Nobody does {Action}."),
        };
    }

    /// <summary>What takes it back, for the rows that were done; null where nothing can.</summary>
    public Func<Task<Result<BulkReport>>>? Undo(BulkService service, Actor actor, Guid editionId, BulkReport report)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(report);
        var rows = BulkSelection.Of(report.Done.Select(row => row.SubmissionId));
        return Action switch
        {
            BulkAction.Tag => () => service.UntagAsync(actor, editionId, rows, Tag, CancellationToken.None),
            BulkAction.Untag => () => service.TagAsync(actor, editionId, rows, Tag, CancellationToken.None),
            BulkAction.Assign => () => service.PutBackAsync(actor, editionId, report.Done, CancellationToken.None),
            _ => null,
        };
    }
}
