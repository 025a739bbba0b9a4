using Microsoft.AspNetCore.Components;
using Showcase.Domain;
using Showcase.Domain.Judging.Assigning;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Planning;

/// <summary>A plan of who judges what: settings, what would happen, why, and its one button. Nothing happens before.</summary>
public sealed partial class PlanPage : EditionPage
{
    private RoundView? view;
    private IReadOnlyList<CategoryRow> categories = [];
    private IReadOnlyList<TopicTag> tags = [];
    private PlanPreview? preview;
    private PairReading? reading;
    private int reviews = 3;
    private int? most;
    private Guid? category;
    private AssigningMode? chosenMode;
    private LoadBalance balance = LoadBalance.Fair;
    private bool isPlanning;

    [Parameter]
    public Guid RoundId { get; set; }

    /// <summary>A link from where a juror left opens the page ready to adjust.</summary>
    [SupplyParameterFromQuery(Name = "mode")]
    private string? Mode { get; set; }

    [Inject]
    private JudgingQueries Judging { get; set; } = default!;

    [Inject]
    private PlanQueries Plans { get; set; } = default!;

    [Inject]
    private PlanService Service { get; set; } = default!;

    [Inject]
    private TopicService Topics { get; set; } = default!;

    private AssigningMode mode
    {
        get => chosenMode ?? (Mode == "adjust" ? AssigningMode.Adjust : AssigningMode.EnsureMinimum);
        set => chosenMode = value;
    }

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        view = await Judging.RoundAsync(Actor, Scope.Id, RoundId, Token);
        categories = await Judging.CategoriesAsync(Actor, Scope.Id, Token);
        tags = await Plans.TagsAsync(Actor, Scope.Id, Token);
    }

    private async Task PlanAsync()
    {
        (preview, reading, isPlanning) = (null, null, true);
        await DoAsync(async () =>
        {
            var made = await Service.PreviewAsync(Actor, RoundId, new PlanRequest(new PlanSettings(reviews, most, mode, balance), category), Token);
            if (made.Succeeded) preview = made.Value;
            return made;
        });
        isPlanning = false;
    }

    private async Task ApplyAsync()
    {
        if (preview is not { } looked) return;

        var given = 0;
        var done = await DoAsync(async () =>
        {
            var applied = await Service.ApplyAsync(Actor, RoundId, looked.Request, looked.Fingerprint, CancellationToken.None);
            if (applied.Succeeded) given = applied.Value;
            return applied;
        });
        if (!done) return;

        (preview, reading) = (null, null);
        Done = T["Judging.PlanApplied", given];
    }

    private async Task WhyAsync((Guid Film, Guid Juror) pair)
    {
        if (preview is not { } looked || !looked.Facts.Titles.ContainsKey(pair.Film)) return;

        await DoAsync(async () =>
        {
            reading = await Task.Run(() => looked.Planner.Explain(looked.Plan, pair.Film, pair.Juror, Token), Token);
            return Result.Ok;
        });
    }

    private Task OpenAsync(TopicTag tag) => DoAsync(() => Topics.OpenAsync(Actor, Scope.Id, tag.Name, !tag.IsOpen, CancellationToken.None), T["Common.Saved"]);
}
