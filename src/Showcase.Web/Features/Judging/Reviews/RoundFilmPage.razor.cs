using System.Globalization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Reviews;

/// <summary>A film of a round before an organiser: the player, the jurors' notes to jump by, and what each gave.</summary>
public sealed partial class RoundFilmPage : EditionPage
{
    private RoundView? round;
    private RoundFilmView? film;
    private PlaybackGrant? grant;
    private Guid? granted;
    private string watermark = "";
    private IReadOnlyList<NoteRow> notes = [];
    private IReadOnlyList<JurorScore> scores = [];

    [Parameter]
    public Guid RoundId { get; set; }

    [Parameter]
    public Guid SubmissionId { get; set; }

    [Inject]
    private RoundFilmQueries Films { get; set; } = default!;

    [Inject]
    private JudgingQueries Judging { get; set; } = default!;

    [Inject]
    private NoteQueries Notes { get; set; } = default!;

    [Inject]
    private RankingQueries Ranks { get; set; } = default!;

    [Inject]
    private PlaybackGrants Grants { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        round = await Judging.RoundAsync(Actor, Scope.Id, RoundId, Token);
        film = await Films.FindAsync(Actor, Scope.Id, RoundId, SubmissionId, Token);
        if (film is null) return;

        notes = await Notes.NotesOfFilmAsync(Actor, RoundId, SubmissionId, Token);
        scores = await Ranks.ScoresOfAsync(Actor, Scope.Id, RoundId, SubmissionId, Token);
        if (granted == film.VideoId) return;

        // A grant is kept while the page is open, so that somebody's score does not restart the film.
        (grant, granted) = (film.VideoId is { } video ? Grants.Issue(Actor.UserId, video, PlaybackPurpose.Screener, Scope.Id) : null, film.VideoId);
        watermark = $"{Actor.Name} {Scope.ToLocal(Clock.GetUtcNow()).ToString("d MMM HH:mm", CultureInfo.GetCultureInfo(Scope.Locale))}";
    }
}
