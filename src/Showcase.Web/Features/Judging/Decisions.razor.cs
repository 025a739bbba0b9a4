using Microsoft.AspNetCore.Components;
using Showcase.Domain;
using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging.Letters;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging;

public sealed partial class Decisions : EditionPage
{
    private readonly HashSet<Guid> selected = [];
    private DecisionList list = new([], null, Paged<DecisionRow>.Empty, 0);
    private IReadOnlyList<CategoryRow> categories = [];
    private IReadOnlyList<LetterView> letters = [];
    private StagedReview review = new(new Dictionary<DecisionOutcome, int>(), []);
    private string words = "";
    private int refused;
    private IReadOnlyList<BatchView> batches = [];

    [SupplyParameterFromQuery(Name = "round")]
    private string? RoundId { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private DecisionQueries Queries { get; set; } = default!;

    [Inject]
    private JudgingQueries Judging { get; set; } = default!;

    [Inject]
    private DecisionService Service { get; set; } = default!;

    [Inject]
    private LetterQueries Applied { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Page => Math.Max(0, (PageNumber ?? 1) - 1);

    private DecisionShow Shown => Enum.TryParse<DecisionShow>(Show, out var show) && Enum.IsDefined(show) ? show : DecisionShow.All;

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        words = Words ?? "";
        await ReadAsync();
        review = await Queries.ReviewAsync(Actor, Scope.Id, Token);
        batches = await Applied.BatchesAsync(Actor, Scope.Id, Token);
    }

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    private async Task ReadAsync()
    {
        list = await Queries.DecisionsAsync(Actor, Scope.Id, new DecisionFilter(Id(RoundId), Id(Category), Words, Shown), Page, Token);
        categories = await Judging.CategoriesAsync(Actor, Scope.Id, Token);
        letters = await Queries.LettersAsync(Actor, Scope.Id, Token);
        selected.IntersectWith(list.Page.Rows.Select(row => row.SubmissionId));
    }


    private void Toggle(Guid submissionId)
    {
        if (!selected.Remove(submissionId)) selected.Add(submissionId);
    }

    private void TogglePage()
    {
        var all = list.Page.Rows.Select(row => row.SubmissionId).ToList();
        if (all.TrueForAll(selected.Contains)) selected.Clear();
        else selected.UnionWith(all);
    }

    private Task StageOneAsync(DecisionRow row, string? outcome) =>
        Enum.TryParse<DecisionOutcome>(outcome, out var chosen) ? StageAsync([row.SubmissionId], chosen) : UnstageAsync([row.SubmissionId]);

    private async Task StageAsync(IReadOnlyCollection<Guid> submissionIds, DecisionOutcome outcome)
    {
        var left = 0;
        var staged = await DoAsync(async () =>
        {
            var result = await Service.StageAsync(Actor, Scope.Id, submissionIds, outcome, CancellationToken.None);
            if (result.Succeeded) left = result.Value;
            return result;
        });
        if (!staged)
        {
            refused++;
            await LoadAsync();
            return;
        }

        selected.Clear();
        Done = left == 0 ? T["Judging.StagedDone", submissionIds.Count] : T["Judging.StagedSome", submissionIds.Count - left, left];
    }

    private async Task UnstageAsync(IReadOnlyCollection<Guid> submissionIds)
    {
        if (await DoAsync(() => Service.UnstageAsync(Actor, Scope.Id, submissionIds, CancellationToken.None), T["Judging.UnstagedDone"])) selected.Clear();
    }

    private Task<bool> WriteLetterAsync(LetterView letter) => DoAsync(
        () => Service.WriteLetterAsync(Actor, Scope.Id, letter.Outcome, letter.Version, letter.Subject, letter.Body, CancellationToken.None),
        T["Judging.LetterSaved", T.Of("Judging", letter.Outcome)]);

    private void Navigate(string? round, string? category, string? show, string? search) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["round"] = string.IsNullOrEmpty(round) ? null : round,
        ["category"] = string.IsNullOrEmpty(category) ? null : category,
        ["show"] = show is null or nameof(DecisionShow.All) ? null : show,
        ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        ["page"] = null,
    }));
}
