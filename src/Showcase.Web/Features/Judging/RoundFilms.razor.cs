using Microsoft.AspNetCore.Components;
using Showcase.Domain;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

public sealed partial class RoundFilms : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();
    private readonly HashSet<Guid> selected = [];
    private readonly HashSet<Guid> jurors = [];
    private IReadOnlyList<CategoryRow> categories = [];
    private IReadOnlyList<RefusedPair> refused = [];
    private Paged<RoundFilm> films = Paged<RoundFilm>.Empty;
    private string words = "";
    private (string?, string?, string?, int?, int) shown;

    [Parameter, EditorRequired]
    public RoundView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid EditionId { get; set; }

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<Func<Task<Result>>, string?, Task<bool>> Run { get; set; } = default!;

    /// <summary>Grows when the round was read again.</summary>
    [Parameter, EditorRequired]
    public int Generation { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    /// <summary>Whose films are listed; everybody's where it is empty.</summary>
    [SupplyParameterFromQuery(Name = "juror")]
    private string? Juror { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private SiteTexts T { get; set; } = default!;

    [Inject]
    private JudgingQueries Judging { get; set; } = default!;

    [Inject]
    private AssignmentService Assignments { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Page => Math.Max(0, (PageNumber ?? 1) - 1);

    private Guid? CategoryId => Guid.TryParse(Category, out var id) ? id : null;

    private Guid? JurorId => Guid.TryParse(Juror, out var id) ? id : null;

    private List<PanelRow> OnPanel => [.. View.Panel.Where(juror => juror.OnPanel)];

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Category, Words, Juror, PageNumber, Generation)) return;

        if (shown.Item2 != Words) words = Words ?? "";
        shown = (Category, Words, Juror, PageNumber, Generation);
        if (categories.Count == 0) categories = await Judging.CategoriesAsync(Actor, EditionId, left.Token);
        films = await Judging.FilmsAsync(Actor, View.Id, CategoryId, JurorId, Words, Page, left.Token);
        selected.IntersectWith(films.Rows.Select(film => film.SubmissionId));
        jurors.IntersectWith(OnPanel.Select(juror => juror.UserId));
    }

    private static void Toggle(HashSet<Guid> chosen, Guid id)
    {
        if (!chosen.Remove(id)) chosen.Add(id);
    }

    private void TogglePage()
    {
        var all = films.Rows.Select(film => film.SubmissionId).ToList();
        if (all.TrueForAll(selected.Contains)) selected.Clear();
        else selected.UnionWith(all);
    }

    private void Search() => Navigate(Category, Juror, words);

    private void Navigate(string? category, string? juror, string? search) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["category"] = string.IsNullOrEmpty(category) ? null : category,
        ["juror"] = string.IsNullOrEmpty(juror) ? null : juror,
        ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        ["page"] = null,
    }));

    private string Standing(GivenTo given) =>
        given.Recused ? T["Judging.DeskState_Recused"] : given.Scored ? T["Judging.DeskState_Scored"] : given.Started ? T["Judging.DeskState_Draft"] : T["Judging.DeskState_ToDo"];

    private Task<bool> AssignAllAsync() => AssignAsync(() => Assignments.AssignCategoryAsync(Actor, View.Id, CategoryId, CancellationToken.None));

    private async Task AssignSelectedAsync()
    {
        if (await AssignAsync(() => Assignments.AssignAsync(Actor, View.Id, [.. selected], [.. jurors], CancellationToken.None))) selected.Clear();
    }

    private Task<bool> AssignAsync(Func<Task<Result<Assigned>>> assign)
    {
        refused = [];
        return Run(
            async () =>
            {
                var result = await assign();
                if (!result.Succeeded) return result.Refusal;
                refused = result.Value.Refused;
                return Result.Ok;
            },
            T["Judging.AssignedDone"]);
    }

    private Task<bool> RemoveAsync(RoundFilm film, GivenTo given) =>
        Run(() => Assignments.RemoveAsync(Actor, View.Id, given.AssignmentId, CancellationToken.None), T["Judging.TakenBack", film.Title, given.Juror]);
}
