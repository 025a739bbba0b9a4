using Microsoft.AspNetCore.Components;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>Choose a film and a category among the open ones; says before anything is sent what would be refused.</summary>
public sealed partial class NewSubmissionPage : WorkspacePage
{
    private IReadOnlyList<FilmToEnter> films = [];
    private IReadOnlyList<OpenCategory> doors = [];
    private Guid? filmId;
    private Guid? categoryId;
    private bool isNamedClosed;

    /// <summary>The code that opened doors besides those that are open to all, and these doors.</summary>
    private Guid? codeId;
    private IReadOnlyList<OpenCategory> reopened = [];

    [SupplyParameterFromQuery(Name = "film")]
    private Guid? NamedFilm { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private Guid? NamedCategory { get; set; }

    [Inject]
    private SubmissionQueries Queries { get; set; } = default!;

    [Inject]
    private SubmissionService Submissions { get; set; } = default!;

    [Inject]
    private CodeUseService Codes { get; set; } = default!;

    private FilmToEnter? Film => films.FirstOrDefault(film => film.Id == filmId);

    private OpenCategory? Category => doors.FirstOrDefault(door => door.Id == categoryId);

    /// <summary>What sending in would say to the choice as it stands.</summary>
    private Refusal? Refused => (Film, Category) switch
    {
        ({ } film, { } category) when film.EnteredIn.Contains(category.Id) => SubmissionRefusals.AlreadyEntered,
        ({ } film, { } category) => category.Terms.Runtime(film.Runtime),
        _ => null,
    };

    protected override async Task LoadAsync()
    {
        films = await Queries.FilmsToEnterAsync(Actor, Token);
        var open = await Queries.OpenAsync(NamedCategory, Token);
        doors = [.. reopened, .. open.Where(door => reopened.All(other => other.Id != door.Id))];
        filmId ??= films.FirstOrDefault(film => film.Id == NamedFilm)?.Id ?? (films.Count == 1 ? films[0].Id : null);
        categoryId ??= doors.FirstOrDefault(door => door.Id == NamedCategory)?.Id ?? (doors.Count == 1 ? doors[0].Id : null);
        isNamedClosed = NamedCategory is { } named && doors.All(door => door.Id != named);
    }

    private Task<bool> BeginAsync() => DoAsync(async () =>
    {
        if (Film is not { } film || Category is not { } category) return Refusals.NotFound;

        var code = reopened.Any(door => door.Id == category.Id) ? codeId : null;
        var drafted = await Submissions.DraftAsync(Actor, category.Id, film.Id, code, CancellationToken.None);
        if (drafted.Succeeded) Leave($"/workspace/submissions/{drafted.Value}", replace: true);
        return drafted;
    });

    private Task OpenDoorsAsync(string? typed) => DoAsync(
        async () =>
        {
            var opened = await Codes.OpenDoorsAsync(Actor, typed, CancellationToken.None);
            if (opened.Succeeded) (codeId, reopened) = (opened.Value.CodeId, opened.Value.Doors);
            return opened;
        },
        T["Fees.DoorsOpened"]);
}
