using Microsoft.AspNetCore.Components;
using Showcase.Domain.Programmes;
using Showcase.Web.Features.Audience;
using Showcase.Web.Features.Prizes;
using Showcase.Web.Features.Programmes;

namespace Showcase.Web.Features.Public;

public sealed partial class EditionHome
{
    private const int ShownFilms = 12;
    private const int ShownScreenings = 6;
    private const int ShownPrizes = 6;

    /// <summary>From so many letters on, a name is set smaller.</summary>
    private const int LongName = 40;

    private PublicEdition? edition;
    private PublicSchedule? schedule;
    private PublicFilms films = new([], 0);
    private PublicFilm? shown;
    private IReadOnlyList<OpenCall> calls = [];
    private bool hasAward;
    private PublicAwards awards = PublicAwards.None;
    private IReadOnlyList<ReleasedScreening> ahead = [];
    private DateTimeOffset now;

    [Parameter]
    public string Edition { get; set; } = "";

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Inject]
    private PublicQueries Public { get; set; } = default!;

    [Inject]
    private ReleaseQueries Releases { get; set; } = default!;

    [Inject]
    private AudienceQueries Audience { get; set; } = default!;

    [Inject]
    private PublicPrizeQueries Prizes { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Days => PublicWords.Days(edition!.Scope);

    private string About => edition!.Tagline.Length > 0 ? edition.Tagline : $"{edition.Scope.Name}, {Days}";

    /// <summary>Why there is no screening to go to.</summary>
    private string NoneAhead => schedule switch
    {
        _ when FestivalDay.Of(now, edition!.Scope.TimeZone) > edition.Scope.EndsOn => "Public.EditionOver",
        { Release: null } => "Public.ScheduleEmpty",
        _ => "Public.NoneAhead",
    };

    protected override async Task OnInitializedAsync()
    {
        var token = Context.RequestAborted;
        edition = await Public.EditionAsync(Edition, token);
        schedule = await Releases.FindAsync(Edition, token);
        if (edition is null || schedule is null)
        {
            Navigation.NotFound();
            return;
        }

        now = Clock.GetUtcNow();
        ahead = schedule.Release?.Ahead(now) ?? [];
        awards = await Prizes.OfEditionAsync(edition.Scope.Id, token);
        calls = await Public.OpenCallsAsync(edition.Scope.Id, token);
        hasAward = await Audience.HasPublishedAsync(edition.Scope.Id, token);
        films = await Public.FilmsAsync(schedule, search: null, page: 1, token);
        shown = films.Films.FirstOrDefault(film => film.Poster is not null);
    }
}
