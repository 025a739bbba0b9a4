using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>
/// A meeting as it goes on. The page shows the film that the chair is at, and goes with the chair when the store says that they went; whoever looks at another film
/// stays there until they follow again. It asks the store each time, so that whoever comes late or comes back is where the others are.
/// </summary>
public sealed partial class LivePage : EditionPage
{
    private LiveMeeting? live;
    private PlaybackGrant? grant;
    private IReadOnlyList<ShownStill> stills = [];
    private string watermark = "";
    private Guid? looking;
    private Guid? playing;
    private bool follows = true;
    private bool hasLeft;

    [Parameter]
    public Guid MeetingId { get; set; }

    [Inject]
    private LiveQueries Queries { get; set; } = default!;

    [Inject]
    private ChairService Chairs { get; set; } = default!;

    [Inject]
    private VoteService Votes { get; set; } = default!;

    [Inject]
    private AttendanceService Attendances { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Announcement => live!.MustLeave ? T["Meetings.Conflict"] : live.Film is { } film ? T["Meetings.NowAt", film.Title] : "";

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        await ReadAsync();
        if (live is not { State: MeetingState.Open, IsPresent: false } || hasLeft) return;

        await Attendances.ArriveAsync(Actor, MeetingId, CancellationToken.None);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        live = await Queries.LiveAsync(Actor, Scope.Id, MeetingId, follows ? null : looking, Token);
        var video = live?.Film?.VideoId;
        stills = [.. (live?.Film?.Stills ?? []).Select(still => still.For(Grants, Actor.UserId, PlaybackPurpose.Screener, Scope.Id))];
        if (video == playing) return;

        playing = video;
        grant = video is { } asset ? Grants.Issue(Actor.UserId, asset, PlaybackPurpose.Screener, Scope.Id) : null;
        watermark = $"{Actor.Name} {Scope.ToLocal(Clock.GetUtcNow()).ToString("d MMM HH:mm", CultureInfo.GetCultureInfo(Scope.Locale))}";
    }

    private async Task FollowAsync(ChangeEventArgs change)
    {
        (follows, looking) = (change.Value is true, live?.ShownItemId);
        await ReadAsync();
    }

    private async Task LookAsync(Guid itemId)
    {
        (follows, looking) = (itemId == live?.Current?.Id && follows, itemId);
        await ReadAsync();
    }

    private async Task GoToAsync(Guid itemId)
    {
        if (await SteerAsync(version => Chairs.GoToAsync(Actor, MeetingId, version, itemId, CancellationToken.None))) follows = true;
        await ReadAsync();
    }

    private Task OpenAsync() => SteerAsync(version => Chairs.OpenAsync(Actor, MeetingId, version, CancellationToken.None));

    private Task CloseAsync() => SteerAsync(version => Chairs.CloseAsync(Actor, MeetingId, version, CancellationToken.None));

    private Task AskAsync(VoteForm form) => SteerAsync(async version => await Votes.OpenAsync(Actor, MeetingId, version, form, CancellationToken.None));

    private Task CountAsync(Guid voteId) => SteerAsync(version => Votes.CloseAsync(Actor, MeetingId, version, voteId, CancellationToken.None));

    private async Task<bool> MinuteAsync(Minute minute)
    {
        Minuted? minuted = null;
        var item = live!.ShownItemId!.Value;
        var done = await SteerAsync(async version =>
        {
            var result = await Chairs.MinuteAsync(Actor, MeetingId, version, item, minute.Outcome, minute.Reason, CancellationToken.None);
            if (result.Succeeded) minuted = result.Value;
            return result;
        });
        if (minuted is null) return done;

        Done = minuted.IsStaged ? T["Meetings.MinutedStaged"] : T["Meetings.MinutedDone"];
        if (minuted.Refusal is { } why) Problem = T["Meetings.NotStaged", T.Of(why)];
        return done;
    }

    private Task GoAwayAsync()
    {
        hasLeft = true;
        return DoAsync(() => Attendances.LeaveAsync(Actor, MeetingId, CancellationToken.None), T["Meetings.YouLeft"]);
    }

    private Task ComeBackAsync()
    {
        hasLeft = false;
        return DoAsync(() => Attendances.ArriveAsync(Actor, MeetingId, CancellationToken.None));
    }

    private async Task VotedAsync() => await ReadAsync();

    /// <summary>Where another page steered meanwhile, this one shows where the meeting is by now; its person decides anew.</summary>
    private async Task<bool> SteerAsync(Func<Guid, Task<Result>> act)
    {
        var succeeded = await DoAsync(() => act(live!.Version));
        if (!succeeded) await ReadAsync();
        StateHasChanged();
        return succeeded;
    }
}

/// <summary>What the chair writes of a film.</summary>
public sealed record Minute(MeetingOutcome Outcome, string Reason);
