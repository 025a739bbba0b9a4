using Microsoft.AspNetCore.Components;
using Showcase.Domain.Audience;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Audience;

/// <summary>One screening's vote before an organiser: how and when, the codes, the result.</summary>
public sealed partial class AudienceBallotPage : EditionPage
{
    private const int UsualCodes = 100;

    private BallotView? ballot;
    private int count = UsualCodes;
    private bool isCounted;

    [Parameter]
    public Guid BallotId { get; set; }

    [Inject]
    private AudienceQueries Queries { get; set; } = default!;

    [Inject]
    private AudienceService Service { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool IsStars => ballot!.Scale == AudienceScale.Stars;

    private bool IsOver => Clock.GetUtcNow() > ballot!.ClosesAt;

    protected override async Task LoadAsync()
    {
        Watch(BallotId);
        ballot = await Queries.FindAsync(Actor, Scope.Id, BallotId, Token);
        if (isCounted || ballot is null) return;

        // As many as there are seats, until somebody types another number.
        (count, isCounted) = (Math.Clamp(ballot.Seats ?? UsualCodes, 1, AudienceService.MostAtOnce), true);
    }

    private Task<bool> SaveAsync(BallotDetails details) => DoAsync(() => Service.ChangeAsync(Actor, BallotId, ballot!.Version, details, CancellationToken.None), T["Common.Saved"]);

    private Task PrintAsync() => DoAsync(async () => await Service.PrintAsync(Actor, BallotId, count, CancellationToken.None), T["Audience.CodesMade", count]);

    private Task CancelAsync(int sheet) => DoAsync(() => Service.CancelSheetAsync(Actor, BallotId, sheet, CancellationToken.None), T["Audience.SheetCancelled", sheet]);

    private Task PublishAsync() => DoAsync(() => Service.PublishAsync(Actor, BallotId, CancellationToken.None), T["Audience.PublishedDone"]);

    private Task HideAsync() => DoAsync(() => Service.HideAsync(Actor, BallotId, CancellationToken.None), T["Audience.HiddenDone"]);

    private async Task RemoveAsync()
    {
        // The page would find nothing to show: it is left instead.
        if ((await Service.RemoveAsync(Actor, BallotId, CancellationToken.None)).Refusal is { } refusal) Problem = T.Of(refusal);
        else Leave($"/workspace/{Edition}/audience");
    }
}
