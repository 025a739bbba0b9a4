using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Showcase.Domain.Judging;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

/// <summary>A juror puts their films in order: by dragging, by keys, by buttons, or as text. Each step saves itself; handing in makes it count.</summary>
public sealed partial class OrderPage : EditionPage
{
    private readonly List<Placed> order = [];
    private readonly List<int> ranks = [];
    private OrderView? view;
    private Guid? version;
    private string text = "";
    private bool asText;
    private bool conflict;
    private int? dragged;
    private int? over;

    [Parameter]
    public Guid RoundId { get; set; }

    [Inject]
    private OrderQueries Orders { get; set; } = default!;

    [Inject]
    private OrderService Service { get; set; } = default!;

    private List<OrderFilm> Left => [.. view!.Films.Where(film => !order.Exists(placed => placed.Film.SubmissionId == film.SubmissionId))];

    private string Standing =>
        view!.HandedInAt is { } handedIn ? T["Desk.OrderHandedIn", At(handedIn)]
        : view.SavedAt is { } saved ? T["Desk.OrderSaved", At(saved)]
        : T["Judging.NothingYet"];

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        view = await Orders.OrderAsync(Actor, Scope.Id, RoundId, Token);
        (version, conflict) = (view?.Version, false);
        Show(view?.Placed ?? []);
    }

    /// <summary>Another window's order shows at once; what stands here unsaved after a conflict, or as text, stays.</summary>
    protected override async Task RefreshAsync()
    {
        var fresh = await Orders.OrderAsync(Actor, Scope.Id, RoundId, Token);
        if (conflict || asText || (fresh?.Version == version && fresh?.Films.Count == view?.Films.Count && fresh?.IsOpen == view?.IsOpen)) return;

        (view, version) = (fresh, fresh?.Version);
        Show(fresh?.Placed ?? []);
    }

    private string At(DateTimeOffset moment) => Scope.ToLocal(moment).ToString("d MMM HH:mm", CultureInfo.GetCultureInfo(Scope.Locale));

    private void Show(IEnumerable<PlacedFilm> placed)
    {
        order.Clear();
        var rank = 0;
        foreach (var place in placed.OrderBy(place => place.Rank).ThenBy(place => place.SubmissionId))
        {
            if (view!.Films.FirstOrDefault(film => film.SubmissionId == place.SubmissionId) is { } film) order.Add(new Placed(film, rank == place.Rank, rank > 0 && place.Rank > rank + 1));
            rank = place.Rank;
        }

        Number();
    }

    /// <summary>A tie has the rank of the film above, a gap leaves one out.</summary>
    private void Number()
    {
        ranks.Clear();
        var rank = 0;
        foreach (var (placed, place) in order.Select((placed, place) => (placed, place)))
        {
            if (place == 0) order[0] = placed with { TiesAbove = false, GapBefore = false };
            rank += place > 0 && placed.TiesAbove ? 0 : place > 0 && placed.GapBefore ? 2 : 1;
            ranks.Add(rank);
        }
    }

    private List<PlacedFilm> ToPlaced() => [.. order.Select((placed, place) => new PlacedFilm(placed.Film.SubmissionId, ranks[place]))];

    private async Task SaveAsync(bool handIn = false)
    {
        (Problem, Done) = (null, null);
        var result = await Service.SaveAsync(Actor, RoundId, version, ToPlaced(), handIn, CancellationToken.None);
        if (!result.Succeeded)
        {
            (Problem, conflict) = (T.Of(result.Refusal), result.Refusal == JudgingRefusals.OrderChanged);
            return;
        }

        version = result.Value;
        var fresh = await Orders.OrderAsync(Actor, Scope.Id, RoundId, Token);
        if (fresh is not null) view = view! with { SavedAt = fresh.SavedAt, HandedInAt = fresh.HandedInAt };
        if (handIn) Done = T["Desk.OrderThanks"];
    }

    private Task HandInAsync() => SaveAsync(handIn: true);

    private async Task MoveAsync(int from, int to)
    {
        if (!view!.IsOpen || conflict || from == to || to < 0 || to >= order.Count) return;

        var moved = order[from] with { TiesAbove = false, GapBefore = false };
        // Whatever was tied to the film that leaves is now the first of its rank.
        if (from + 1 < order.Count && order[from + 1].TiesAbove) order[from + 1] = order[from + 1] with { TiesAbove = order[from].TiesAbove, GapBefore = order[from].GapBefore };
        order.RemoveAt(from);
        order.Insert(to, moved);
        Number();
        await SaveAsync();
    }

    private async Task DropAsync(int to)
    {
        var from = dragged;
        (dragged, over) = (null, null);
        if (from is { } place) await MoveAsync(place, to);
    }

    private Task PressAsync(KeyboardEventArgs key, int place) => key switch
    {
        { AltKey: true, Key: "ArrowUp" } => MoveAsync(place, place - 1),
        { AltKey: true, Key: "ArrowDown" } => MoveAsync(place, place + 1),
        { Key: "=" } when place > 0 => TieAsync(place),
        { Key: ">" } when place > 0 => GapAsync(place),
        { Key: "Delete" } => LeaveOutAsync(place),
        _ => Task.CompletedTask,
    };

    private Task TieAsync(int place) => ChangeAsync(() => order[place] = order[place] with { TiesAbove = !order[place].TiesAbove, GapBefore = false });

    private Task GapAsync(int place) => ChangeAsync(() => order[place] = order[place] with { GapBefore = !order[place].GapBefore, TiesAbove = false });

    private Task LeaveOutAsync(int place) => ChangeAsync(() => order.RemoveAt(place));

    private Task AppendAsync(OrderFilm film) => ChangeAsync(() => order.Add(new Placed(film, TiesAbove: false, GapBefore: false)));

    private async Task ChangeAsync(Action change)
    {
        if (!view!.IsOpen || conflict) return;

        change();
        Number();
        await SaveAsync();
    }

    private void ShowText(bool shown)
    {
        if (shown && !asText) text = OrderText.Write([.. view!.Films.Select(film => (film.SubmissionId, film.Title))], ToPlaced());
        asText = shown;
    }

    private async Task ReadTextAsync()
    {
        var read = OrderText.Read(text, [.. view!.Films.Select(film => film.SubmissionId)]);
        if (!read.Succeeded)
        {
            (Problem, Done) = (T.Of(read.Refusal), null);
            return;
        }

        Show(read.Value);
        await SaveAsync();
        if (Problem is null) asText = false;
    }

    private Task TakeOtherAsync()
    {
        (Problem, asText) = (null, false);
        return LoadAsync();
    }

    private sealed record Placed(OrderFilm Film, bool TiesAbove, bool GapBefore);
}
