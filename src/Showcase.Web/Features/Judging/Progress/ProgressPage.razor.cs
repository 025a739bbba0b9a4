using Microsoft.AspNetCore.Components;
using Showcase.Domain.Judging.Progress;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>How far a round has come. What is filtered is part of the address; who is ticked stays while one pages.</summary>
public sealed partial class ProgressPage : EditionPage
{
    private const string Films = "films";
    private const int Size = Paged<JurorProgress>.Size;

    private readonly HashSet<Guid> chosen = [];
    private RoundPursuit? round;
    private IReadOnlyList<JurorProgress> jurors = [];
    private IReadOnlyList<FilmRow> films = [];
    private string words = "";
    private string? shownWords;

    [Parameter]
    public Guid RoundId { get; set; }

    [Inject]
    private ProgressQueries Queries { get; set; } = default!;

    [Inject]
    private PursuitService Pursuits { get; set; } = default!;

    [Inject]
    private BatchService Messages { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private bool IsByFilm => By == Films;

    private int Page => Math.Clamp((PageNumber ?? 1) - 1, 0, Math.Max(0, ((IsByFilm ? films.Count : jurors.Count) - 1) / Size));

    private IEnumerable<Enum> States => IsByFilm ? Enum.GetValues<FilmStanding>().Cast<Enum>() : Enum.GetValues<Pace>().Cast<Enum>();

    private string CsvAddress => Navigation.GetUriWithQueryParameters(
        $"/workspace/{Edition}/judging/{RoundId}/progress/{(IsByFilm ? "films" : "jurors")}.csv", new Dictionary<string, object?> { ["show"] = Show, ["q"] = Words });

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        if (shownWords != Words) (words, shownWords) = (Words ?? "", Words);
        round = await Queries.RoundAsync(Actor, Scope.Id, RoundId, Token);
        if (IsByFilm) films = await Queries.FilmsAsync(Actor, Scope.Id, RoundId, ProgressFilter.Read<FilmStanding>(Show), Words, Token);
        else jurors = await Queries.JurorsAsync(Actor, Scope.Id, RoundId, ProgressFilter.Read<Pace>(Show), Words, Token);
    }

    private string Address(string? by) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["by"] = by, ["show"] = null, ["q"] = null, ["page"] = null });

    private void Navigate(string? show, string? search) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["show"] = string.IsNullOrEmpty(show) ? null : show,
        ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
        ["page"] = null,
    }));

    private void Toggle(Guid juror)
    {
        if (!chosen.Remove(juror)) chosen.Add(juror);
    }

    /// <summary>All of the filtered list, on its other pages too.</summary>
    private void ChooseUnfinished()
    {
        foreach (var juror in jurors.Where(juror => juror is { Open: > 0, IsOnPanel: true })) chosen.Add(juror.JurorId);
    }

    private Task<bool> SaveAsync((int? Wanted, bool Reminds) wish) =>
        DoAsync(() => Pursuits.SetAsync(Actor, RoundId, round!.Version, wish.Wanted, wish.Reminds, CancellationToken.None), T["Common.Saved"]);

    private async Task WriteAsync()
    {
        Guid? begun = null;
        await DoAsync(async () =>
        {
            var batch = await Messages.BeginForJurorsAsync(Actor, RoundId, chosen, CancellationToken.None);
            if (batch.Succeeded) begun = batch.Value;
            return batch;
        });
        if (begun is { } id) Leave($"/workspace/{Edition}/messages/{id}");
    }
}
