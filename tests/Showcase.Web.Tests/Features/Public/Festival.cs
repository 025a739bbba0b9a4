using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Public;

/// <summary>An edition in Berlin with one film, whose submission is in the state that the test needs, and what was released of it.</summary>
internal sealed class Festival
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly WebFixture web;
    private readonly Schedule schedule;
    private ReleaseContent? released;

    private Festival(WebFixture web, Edition edition) => (this.web, Edition, schedule) = (web, edition, Schedule.For(edition.Id));

    public Edition Edition { get; }

    public Call Call { get; private set; } = default!;

    public Film Film { get; private set; } = default!;

    public Submission Submission { get; private set; } = default!;

    public Guid Programme { get; } = Guid.CreateVersion7();

    public string Root => $"/editions/{Edition.Slug}";

    public string FilmPage => $"{Root}/films/{Film.Id}";

    public string ProgrammePage => $"{Root}/programmes/{Programme}";

    /// <summary>Every page of it that visitors may open.</summary>
    public IReadOnlyList<string> Pages => [Root, $"{Root}/films", FilmPage, $"{Root}/schedule", ProgrammePage, $"{Root}/walls", $"{Root}/call", $"{Root}/audience"];

    public static async Task<Festival> OpenAsync(
        WebFixture web, bool isPublic = true, SubmissionState state = SubmissionState.Selected, DateOnly? startsOn = null, DateTimeOffset? deadline = null, string title = "Salt Index", string? name = null)
    {
        var slug = $"festival-{Guid.CreateVersion7():N}";
        var first = startsOn ?? new DateOnly(2026, 6, 14);
        var edition = Edition.Create(new EditionDetails(name ?? $"Festival of {slug}", EditionKind.Festival, "Forty shorts", "Berlin", first, first.AddDays(6), "Europe/Berlin", "en-GB"), slug).Value;
        if (isPublic) edition.Publish();
        var owner = await web.PersonAsync($"owner-{Guid.CreateVersion7():N}@owner.test");
        var it = new Festival(web, edition) { Call = Call.Create(edition.Id, "Call", "").Value };
        var category = it.Call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), deadline ?? Now.AddDays(30))).Value;
        _ = it.Call.Open(Now);
        await web.SaveAsync(edition, it.Call, it.schedule);
        it.Film = NewFilm(owner, title, out var video);
        await web.SaveAsync(it.Film, video);
        it.Submission = Submission.Draft(edition.Id, category.Id, it.Film.Id, owner.UserId, Now);
        _ = it.Submission.WriteCoverLetter("A secret letter");
        _ = it.Submission.Submit(it.Call, category, TimeSpan.FromMinutes(4), Now);
        if (state != SubmissionState.Submitted) _ = it.Submission.Move(state, Now, owner.UserId, "A secret letter");
        await web.SaveAsync(it.Submission);
        return it;
    }

    /// <summary>Releases the film: a screening at that moment, or at 19:30 on the first day, and a wall for the edition's days.</summary>
    public async Task<Festival> ReleaseAsync(DateTimeOffset? startsAt = null, bool withFilm = true)
    {
        var start = startsAt ?? Edition.AtLocal(Edition.StartsOn.ToDateTime(new TimeOnly(19, 30)));
        var work = new ReleasedWork(Submission.Id, Film.Id, Film.VideoId, Film.Title, "Marek Dvořák", "CZ", 2026, new TimeSpan(0, 4, 12));
        var screen = new ReleasedSpace(Guid.CreateVersion7(), "Cinema Village", "12 East Street", "Screen 1", SpaceKind.Screen, 164);
        var wall = new ReleasedSpace(Guid.CreateVersion7(), "Cinema Village", "12 East Street", "Front room", SpaceKind.Wall, 0);
        IReadOnlyList<ReleasedWork> works = withFilm ? [work] : [];
        var content = new ReleaseContent(
            [screen, wall],
            [new ReleasedProgramme(Programme, "Competition 1", "", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(4), works)],
            [new ReleasedScreening(Guid.CreateVersion7(), Programme, screen.Id, start, start.AddMinutes(5))],
            [new ReleasedInstallation(Guid.CreateVersion7(), "Hands on a wall", wall.Id, Edition.StartsOn, Edition.EndsOn, new TimeOnly(11, 0), new TimeOnly(22, 0), TimeSpan.Zero, works)]);
        var release = schedule.Release($"Version {schedule.ReleaseNumber + 1}", content, released ?? ReleaseContent.Nothing, Guid.CreateVersion7(), Now).Value;
        released = content;
        await web.SaveAsync(release);
        return this;
    }

    public async Task WithdrawAsync()
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        Assert.True((await db.Submissions.SingleAsync(entry => entry.Id == Submission.Id)).Withdraw(Now).Succeeded);
        await db.SaveChangesAsync();
    }

    private static Film NewFilm(Actor owner, string title, out MediaAsset video)
    {
        var length = new TimeSpan(0, 4, 12);
        var details = new FilmDetails(title, "A list of salts.", length, 2026, "CZ", "cs", [new Credit("Director", "Marek Dvořák")], [new GenerationTool("Runway Gen-3", "Picture")]);
        var film = Film.Create(owner.UserId, details, Now).Value;
        video = MediaAsset.Announce(film.Id, owner.UserId, "secret-file.mp4", 1_000_000, "fingerprint", Now).Value;
        _ = video.Complete([]);
        video.RecordFacts(new MediaFacts(length, 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.AddRendition(RenditionKind.Poster, "poster.jpg");
        video.MarkReady(Now);
        film.ShowVideo(video.Id);
        return film;
    }
}
