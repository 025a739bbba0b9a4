using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>One submission before an organiser: the film, its facts, what happened, and the next step.</summary>
public sealed partial class SubmissionPage : EditionPage
{
    private InboxEntry? entry;
    private LedgerView? ledger;
    private PlaybackGrant? grant;
    private Guid granted;
    private IReadOnlyList<SubmissionState> next = [];
    private SubmissionState chosen;
    private string? reason;

    [Parameter]
    public Guid SubmissionId { get; set; }

    [Inject]
    private InboxQueries Inbox { get; set; } = default!;

    [Inject]
    private EligibilityService Eligibility { get; set; } = default!;

    [Inject]
    private LedgerService Ledgers { get; set; } = default!;

    [Inject]
    private LedgerQueries LedgerQueries { get; set; } = default!;

    [Inject]
    private RefundService Refunds { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Watermark => $"{Actor.Name} {Scope.ToLocal(Clock.GetUtcNow()).ToString("d MMM HH:mm", CultureInfo.GetCultureInfo(Scope.Locale))}";

    private IEnumerable<HistoryStep> Steps => entry!.History.Select(step => new HistoryStep(step.State, step.At, step.By, step.Reason));

    protected override async Task LoadAsync()
    {
        entry = await Inbox.FindAsync(Actor, Scope.Id, SubmissionId, Token);
        ledger = await LedgerQueries.FindAsync(Actor, Scope.Id, SubmissionId, Token);
        next = entry is null ? [] : [.. EligibilityService.Steps.Where(state => Submission.CanMove(entry.State, state))];
        if (next.Count > 0 && !next.Contains(chosen)) chosen = next[0];

        // A grant is kept while the page is open, so that a step taken does not restart the film.
        if (entry?.Video is not { State: MediaState.Ready, AssetId: var assetId }) (grant, granted) = (null, Guid.Empty);
        else if (granted != assetId) (grant, granted) = (Grants.Issue(Actor.UserId, assetId, PlaybackPurpose.Screener, Scope.Id), assetId);
    }

    private PlaybackGrant PlayEarlier(Guid assetId) => Grants.Issue(Actor.UserId, assetId, PlaybackPurpose.Screener, Scope.Id);

    private async Task MoveAsync()
    {
        if (entry is not { } shown) return;

        var to = chosen;
        var moved = await DoAsync(() => Eligibility.MoveAsync(Actor, SubmissionId, shown.Version, to, reason, CancellationToken.None), T["Submissions.StepTaken", T.Of("Submissions", to)]);
        if (moved) reason = null;
    }

    private Task<bool> RecordAsync(FeeRecord record) => DoAsync(() => Ledgers.RecordAsync(Actor, SubmissionId, record, CancellationToken.None), T["Fees.Recorded"]);

    private Task<bool> RefundAsync(RefundWish wish) => DoAsync(() => Refunds.RefundAsync(Actor, SubmissionId, wish, CancellationToken.None), T["Fees.GivenBack"]);
}
