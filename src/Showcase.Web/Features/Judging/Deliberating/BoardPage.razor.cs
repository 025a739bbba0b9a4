using Microsoft.AspNetCore.Components;
using Showcase.Domain.Accounts;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>
/// A round's films while they are decided. What is looked for lives in the address; the board itself is read once and then again when something changes, or after
/// some seconds, so that ticking and sorting cost no reading and a role that was lost is lost soon.
/// </summary>
public sealed partial class BoardPage : EditionPage
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private Board? board;
    private (Guid Edition, Guid Round, DateTimeOffset At, TimeSpan Took) read;
    private bool isWaiting;
    private BoardFilter filter = new();
    private IReadOnlyList<BoardFilm> found = [];
    private IReadOnlyList<BoardFilm> shown = [];
    private IReadOnlyList<CategoryRow> categories = [];
    private IReadOnlyDictionary<Gender, int>? genders;
    private IReadOnlyList<Guid> staged = [];
    private DrawnLine? line;
    private int page;
    private int linePage;

    [Parameter]
    public Guid RoundId { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? CategoryInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "flag")]
    private string? FlagInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")]
    private string? OutcomeInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "country")]
    private string? CountryInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "tool")]
    private string? ToolInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "group")]
    private string? GroupInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "pick")]
    private string? PickedInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "slots")]
    private string? SlotsInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "minutes")]
    private string? MinutesInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? ByInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "stage")]
    private string? StageInAddress { get; set; }

    [Inject]
    private BoardQueries Queries { get; set; } = default!;

    [Inject]
    private JudgingQueries Judging { get; set; } = default!;

    [Inject]
    private DecisionService Decisions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        filter = BoardFilter.From(new BoardAddress
        {
            Category = CategoryInAddress, Flag = FlagInAddress, Outcome = OutcomeInAddress, Search = SearchInAddress, Country = CountryInAddress, Tool = ToolInAddress, Group = GroupInAddress,
            Sort = SortInAddress, Page = PageInAddress, Picked = PickedInAddress, Slots = SlotsInAddress, Minutes = MinutesInAddress, By = ByInAddress, Stage = StageInAddress,
        });
        var now = Clock.GetUtcNow();
        if (board is null || read.Edition != Scope.Id || read.Round != RoundId || now - read.At > Freshness)
        {
            board = await Queries.BoardAsync(Actor, Scope.Id, RoundId, Token);
            categories = await Judging.CategoriesAsync(Actor, Scope.Id, Token);
            read = (Scope.Id, RoundId, now, Clock.GetUtcNow() - now);
        }

        if (board is not null) await ShowAsync(board);
    }

    /// <summary>While a whole jury hands in, a board spends no more than a tenth of the time on reading.</summary>
    protected override async Task RefreshAsync()
    {
        if (isWaiting) return;

        isWaiting = true;
        try
        {
            var rest = read.At + (10 * read.Took) - Clock.GetUtcNow();
            if (rest > TimeSpan.Zero) await Task.Delay(rest, Clock, Token);
        }
        finally
        {
            isWaiting = false;
        }

        read = default;
        await LoadAsync();
    }

    private async Task ShowAsync(Board all)
    {
        const int Size = Paged<BoardFilm>.Size;
        found = filter.Sorted(filter.Find(all));
        page = Math.Clamp(filter.Page - 1, 0, Math.Max(0, (found.Count - 1) / Size));
        shown = [.. found.Skip(page * Size).Take(Size)];
        line = LineDraw.Draw(filter, all);
        linePage = line?.Last is { } last ? (found.Select((film, at) => (film.SubmissionId, at)).First(row => row.SubmissionId == last).at / Size) + 1 : 1;
        genders = line is { Films.Count: > 0 } ? await Queries.GendersAsync(Actor, Scope.Id, [.. line.Films.Select(film => film.SubmissionId)], Token) : null;
    }

    private string Address(BoardFilter next) => $"/workspace/{Edition}/judging/{RoundId}/board{next.ToQuery()}";

    /// <summary>To the first page of what the changed filter leaves.</summary>
    private void Go(BoardFilter next) => Navigation.NavigateTo(Address(next with { Page = 1 }));

    private void Pick(Guid submissionId) => Navigation.NavigateTo(
        Address(filter with { Picked = filter.Picked.Contains(submissionId) ? [.. filter.Picked.Where(id => id != submissionId)] : [.. filter.Picked, submissionId] }),
        new NavigationOptions { ReplaceHistoryEntry = true });

    private async Task StageAsync()
    {
        if (line is not { Cut.In.Count: > 0 } drawn) return;

        var outcome = filter.Stage;
        Guid[] fresh = [.. drawn.Films.Where(film => drawn.Has(film.SubmissionId) && film.Staged is null).Select(film => film.SubmissionId)];
        var left = 0;
        var done = await RunAsync(async () =>
        {
            var result = await Decisions.StageAsync(Actor, Scope.Id, drawn.Cut.In, outcome, CancellationToken.None);
            if (result.Succeeded) left = result.Value;
            return result;
        });
        if (!done) return;

        staged = fresh;
        Done = left == 0 ? T["Board.Staged", drawn.Cut.In.Count, T.Of("Judging", outcome)] : T["Judging.StagedSome", drawn.Cut.In.Count - left, left];
    }

    private async Task TakeBackAsync()
    {
        if (await RunAsync(async () => await Decisions.UnstageAsync(Actor, Scope.Id, staged, CancellationToken.None))) (staged, Done) = ([], T["Judging.UnstagedDone"]);
    }

    /// <summary>Does it and reads the board anew, whatever came of it: where somebody else was faster the page shows what they did.</summary>
    private async Task<bool> RunAsync(Func<Task<Result>> act)
    {
        read = default;
        var done = await DoAsync(act);
        if (!done) await LoadAsync();
        return done;
    }
}
