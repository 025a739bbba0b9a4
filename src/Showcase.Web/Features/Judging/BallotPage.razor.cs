using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Showcase.Domain;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>A juror's film, with its scorecard. What is entered saves itself; only the save that hands it in moves on.</summary>
public sealed partial class BallotPage : EditionPage, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly CardEntry entry = new();
    private CancellationTokenSource? typing;
    private DotNetObjectReference<BallotPage>? self;
    private IJSObjectReference? script;
    private Kept? kept;
    private IReadOnlyList<DeskFilm> films = [];
    private Ballot? ballot;
    private PanelScores? panel;
    private PlaybackGrant? grant;
    private IReadOnlyList<ShownStill> stills = [];
    private string watermark = "";
    private string reason = "";
    private Guid version;
    private int place;
    private int generation;
    private bool dirty;
    private bool saving;
    private bool conflict;
    private bool recusing;
    private bool focusReason;
    private bool showKeys;

    [Parameter]
    public Guid AssignmentId { get; set; }

    [Inject]
    private DeskQueries Desks { get; set; } = default!;

    [Inject]
    private DeskService Desk { get; set; } = default!;

    [Inject]
    private PanelQueries Panels { get; set; } = default!;

    [Inject]
    private ScoringService Scoring { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private string Facts => string.Join(", ", new[] { Lengths.Text(ballot!.Runtime), Countries.Name(ballot.Country), Languages.Names(ballot.Languages) }.Where(fact => fact.Length > 0));

    private int Minutes => (int)Math.Ceiling(films.Where(film => film.IsOpen).Sum(film => film.Runtime.TotalMinutes));

    /// <summary>The first of the desk that is not this one: what was passed over is behind the others.</summary>
    private DeskFilm? Next => films.FirstOrDefault(film => film.IsOpen && film.AssignmentId != AssignmentId);

    private string NextAddress => Next is { } next ? $"/workspace/{Edition}/desk/{next.AssignmentId}" : $"/workspace/{Edition}/desk";

    private string Standing =>
        saving || dirty ? T["Judging.Saving"]
        : ballot!.ScoredAt is { } scored ? T["Judging.ScoredAt", At(scored), At(ballot.SavedAt ?? scored)]
        : ballot.SavedAt is { } saved ? T["Judging.DraftSavedAt", At(saved)]
        : T["Judging.NothingYet"];

    public async ValueTask DisposeAsync()
    {
        if (dirty && !conflict) await SaveAsync(final: false);
        Dispose();
        self?.Dispose();
        await RunningScript.EndAsync(script, module: null);
    }

    [JSInvokable]
    public async Task PressAsync(string key)
    {
        if (ballot is null) return;
        if (key == "?") showKeys = !showKeys;
        if (key == "s" && ballot.IsOpen) await SaveNextAsync();
        if (key == "k") await SkipAsync();
        if (key == "r" && ballot.IsOpen) AskReason();
        StateHasChanged();
    }

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        (Problem, Done, conflict, recusing, reason) = (null, null, false, false, "");
        films = await Desks.DeskAsync(Actor, Scope.Id, Token);
        place = films.Select((film, index) => (film, index)).FirstOrDefault(row => row.film.AssignmentId == AssignmentId).index + 1;
        Show(await Desks.BallotAsync(Actor, Scope.Id, AssignmentId, Token));
        panel = await Panels.ScoresAsync(Actor, Scope.Id, AssignmentId, Token);
    }

    /// <summary>
    /// The film may have been taken away, its file may be another one, or the card changed in another window. What is entered here and not
    /// yet saved stays: saving it tells of the conflict.
    /// </summary>
    protected override async Task RefreshAsync()
    {
        films = await Desks.DeskAsync(Actor, Scope.Id, Token);
        panel = await Panels.ScoresAsync(Actor, Scope.Id, AssignmentId, Token);
        generation++;
        await gate.WaitAsync(Token);
        try
        {
            var card = AssignmentId;
            var fresh = await Desks.BallotAsync(Actor, Scope.Id, card, Token);
            if (card != AssignmentId) return;

            if (fresh is not { IsOpen: true } || (!dirty && !conflict && (fresh.Version != version || fresh.VideoId != ballot?.VideoId))) Show(fresh);
        }
        finally
        {
            gate.Release();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", Token, "./Features/Judging/BallotPage.razor.js");
            script = await module.InvokeAsync<IJSObjectReference>("start", Token, self);
        }

        if (focusReason && script is not null)
        {
            focusReason = false;
            await script.InvokeVoidAsync("focus", Token, "recuse-reason");
        }
    }

    private string At(DateTimeOffset moment) => Scope.ToLocal(moment).ToString("d MMM HH:mm", CultureInfo.GetCultureInfo(Scope.Locale));

    private void Show(Ballot? shown)
    {
        ballot = shown;
        (grant, stills, dirty) = (null, [], false);
        entry.Show(shown);
        if (shown is null) return;

        stills = [.. shown.Stills.Select(still => still.For(Grants, Actor.UserId, PlaybackPurpose.Screener, Scope.Id))];
        version = shown.Version;
        if (shown.VideoId is not { } video) return;

        grant = Grants.Issue(Actor.UserId, video, PlaybackPurpose.Screener, Scope.Id);
        watermark = $"{Actor.Name} {At(Clock.GetUtcNow())}";
    }

    private Task MarkAsync(Guid criterion, decimal? value)
    {
        entry.Mark(criterion, value);
        return ChosenAsync();
    }

    private Task RecommendAsync(Recommendation recommendation)
    {
        entry.Recommendation = recommendation;
        return ChosenAsync();
    }

    private void Say(CriterionRow criterion, string? words)
    {
        entry.Say(criterion.Id, words);
        Typed();
    }

    /// <summary>What is chosen is saved at once.</summary>
    private async Task ChosenAsync()
    {
        dirty = true;
        if (!conflict) await SaveAsync(final: false);
    }

    /// <summary>Saves once the juror pauses.</summary>
    private void Typed()
    {
        dirty = true;
        typing?.Cancel();
        typing = CancellationTokenSource.CreateLinkedTokenSource(Token);
        if (!conflict) _ = SaveAfterPauseAsync(typing.Token);
    }

    private async Task SaveAfterPauseAsync(CancellationToken typedOn)
    {
        try
        {
            await Task.Delay(Pause, Clock, typedOn);
            await InvokeAsync(() => SaveAsync(final: false));
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left, which saves.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task<bool> SaveAsync(bool final)
    {
        await gate.WaitAsync();
        try
        {
            (saving, dirty) = (true, false);
            var (card, sent, reached) = (AssignmentId, entry.ToEntry(), kept?.Reached ?? 0);
            var result = final
                ? await Scoring.ScoreAsync(Actor, card, version, sent, CancellationToken.None)
                : await Scoring.SaveDraftAsync(Actor, card, version, sent, CancellationToken.None);
            if (!result.Succeeded)
            {
                (Problem, conflict, dirty) = (T.Of(result.Refusal), result.Refusal == JudgingRefusals.CardChanged, result.Refusal == JudgingRefusals.CardChanged);
                return false;
            }

            (version, Problem) = (result.Value, null);
            ballot = ballot! with { SavedAt = Clock.GetUtcNow(), ScoredAt = final ? Clock.GetUtcNow() : ballot.ScoredAt };
            kept?.Confirm(reached);
            return true;
        }
        finally
        {
            saving = false;
            gate.Release();
        }
    }

    private async Task SaveNextAsync()
    {
        if (IsBusy || conflict) return;

        typing?.Cancel();
        if (await SaveAsync(final: true)) Navigation.NavigateTo(NextAddress);
    }

    private async Task SkipAsync()
    {
        typing?.Cancel();
        if (dirty && !conflict && !await SaveAsync(final: false)) return;

        await Desk.SkipAsync(Actor, AssignmentId, CancellationToken.None);
        Navigation.NavigateTo(NextAddress);
    }

    /// <summary>The field is there after the next render, and takes the focus then.</summary>
    private void AskReason() => (recusing, focusReason) = (true, true);

    private async Task RecuseAsync()
    {
        typing?.Cancel();
        var card = AssignmentId;
        if (await DoAsync(async () => await Scoring.RecuseAsync(Actor, card, reason, CancellationToken.None)) && kept is not null) await kept.ForgetAsync();
    }

    /// <summary>Another window changed the card: what is in this one replaces it.</summary>
    private async Task KeepMineAsync()
    {
        if (await Desks.BallotAsync(Actor, Scope.Id, AssignmentId, Token) is not { } fresh) return;

        (version, conflict, Problem) = (fresh.Version, false, null);
        if (await SaveAsync(final: false)) Done = T["Common.Saved"];
    }

    private async Task TakeOtherAsync()
    {
        if (kept is not null) await kept.ForgetAsync();
        await LoadAsync();
    }
}
