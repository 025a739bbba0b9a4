using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Judging;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Letters;

/// <summary>Every letter as it will leave, before the decisions are applied. What was read here is what is applied: the page does not change by itself.</summary>
public sealed partial class ReviewPage : EditionPage
{
    private static readonly LetterFilter Everything = new(null, LetterWarnings.None, null);

    /// <summary>Minutes that letters can wait; 0 for not at all, and until somebody lets them go.</summary>
    private static readonly string[] Holds = ["0", "10", "30", "120", "1440", "Released"];

    private LetterReview review = LetterReview.Empty;
    private IReadOnlyList<string> movedOn = [];
    private IReadOnlyList<BatchView> batches = [];
    private string hold = "30";
    private string? words;

    [SupplyParameterFromQuery(Name = "outcome")]
    private string? OutcomeInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "warning")]
    private string? WarningInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageInAddress { get; set; }

    [Inject]
    private LetterQueries Queries { get; set; } = default!;

    [Inject]
    private DecisionService Service { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Page => Math.Max(0, (PageInAddress ?? 1) - 1);

    private LetterFilter Filter => new(
        Enum.TryParse<DecisionOutcome>(OutcomeInAddress, out var outcome) && Enum.IsDefined(outcome) ? outcome : null,
        Enum.TryParse<LetterWarnings>(WarningInAddress, out var warning) && Enum.IsDefined(warning) ? warning : LetterWarnings.None,
        string.IsNullOrWhiteSpace(Search) ? null : Search);

    private IEnumerable<LetterWarnings> Warned => Enum.GetValues<LetterWarnings>().Where(warning => review.Warnings.GetValueOrDefault(warning) > 0);

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        words = Search;
        review = await Queries.ReviewAsync(Actor, Scope.Id, Filter, Page, Token);
        batches = await Queries.BatchesAsync(Actor, Scope.Id, Token);
    }

    /// <summary>What the organiser looks at stays: where it changed, applying says so.</summary>
    protected override async Task RefreshAsync() => batches = await Queries.BatchesAsync(Actor, Scope.Id, Token);

    private string Address(string? outcome = null, LetterWarnings warning = LetterWarnings.None, string? search = null) => Navigation.GetUriWithQueryParameters(
        $"/workspace/{Edition}/decisions/review",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["outcome"] = string.IsNullOrEmpty(outcome) ? null : outcome,
            ["warning"] = warning == LetterWarnings.None ? null : warning.ToString(),
            ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        });

    private async Task ApplyAsync()
    {
        DecisionsApplied? applied = null;
        var waits = int.TryParse(hold, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? new LetterHold(TimeSpan.FromMinutes(minutes)) : LetterHold.UntilReleased;
        var succeeded = await DoAsync(async () =>
        {
            var result = await Service.ApplyAsync(Actor, Scope.Id, review.Seals, waits, CancellationToken.None);
            if (result.Succeeded) applied = result.Value;
            return result;
        });
        if (!succeeded)
        {
            var told = Problem;
            await LoadAsync();
            Problem = told;
            return;
        }

        movedOn = applied!.MovedOn;
        Done = T[waits.IsOff ? "Judging.AppliedDone" : "Letters.AppliedWaiting", applied.Count];
    }
}
