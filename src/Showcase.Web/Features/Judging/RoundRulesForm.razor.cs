using Microsoft.AspNetCore.Components;
using Showcase.Domain;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>What is being chosen stays while colleagues change the round; saving it over an older round says so.</summary>
public sealed partial class RoundRulesForm : ComponentBase
{
    private readonly HashSet<Guid> categories = [];
    private readonly HashSet<SubmissionState> states = [];
    private readonly HashSet<string> tags = new(StringComparer.Ordinal);
    private IReadOnlyList<CategoryRow> categoryRows = [];
    private IReadOnlyList<string> tagRows = [];
    private FilmsTaken taken = new(0, 0);
    private RoundRules? shown;
    private Guid version;
    private RoundMode mode;
    private ScoresShown scores;
    private bool asksRecommendation;
    private bool names;
    private bool statistics;
    private bool isTouched;

    [Parameter, EditorRequired]
    public RoundView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid EditionId { get; set; }

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<Func<Task<Result>>, string?, Task<bool>> Run { get; set; } = default!;

    [Parameter]
    public bool IsBusy { get; set; }

    private FilmFilter Filter => new([.. categories.Order()], [.. states.Order()], [.. tags.Order(StringComparer.Ordinal)]);

    private RoundRules Typed => new(mode, Filter, mode != RoundMode.PassMaybeFail && asksRecommendation, new PanelVisibility(scores, names, statistics));

    protected override async Task OnParametersSetAsync()
    {
        // What is being chosen stays, with the version that it was chosen over: where a colleague was faster, the save says so.
        if (isTouched && View.Rules != shown && View.Rules != Typed) return;

        version = View.Version;
        if (View.Rules == shown) return;

        (shown, isTouched) = (View.Rules, false);
        (mode, asksRecommendation) = (View.Rules.Mode, View.Rules.AsksRecommendation);
        (scores, names, statistics) = (View.Rules.Visibility.Scores, View.Rules.Visibility.JurorNames, View.Rules.Visibility.Statistics);
        Replace(categories, View.Rules.Films.Categories);
        Replace(states, View.Rules.Films.States);
        Replace(tags, View.Rules.Films.Tags);
        categoryRows = await Queries.CategoriesAsync(Actor, EditionId, CancellationToken.None);
        tagRows = await Queries.TagsAsync(Actor, EditionId, CancellationToken.None);
        await CountAsync();
    }

    private static void Replace<T>(HashSet<T> old, IEnumerable<T> with)
    {
        old.Clear();
        old.UnionWith(with);
    }

    private void Set(Action change)
    {
        change();
        isTouched = true;
    }

    private void Toggle<T>(HashSet<T> chosen, T value)
    {
        if (!chosen.Remove(value)) chosen.Add(value);
        isTouched = true;
    }

    private async Task CountAsync() => taken = await Queries.CountFilmsAsync(Actor, EditionId, Filter, CancellationToken.None);

    private async Task SaveAsync()
    {
        if (await Run(() => Service.SetRulesAsync(Actor, View.Id, version, Typed, CancellationToken.None), T["Common.Saved"])) isTouched = false;
    }

    private Task TickAsync(Action toggle)
    {
        toggle();
        return CountAsync();
    }
}
