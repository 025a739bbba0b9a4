using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Data.Demo;

namespace Showcase.Browser.Tests.Support;

/// <summary>
/// A public edition of one journey's own beside the demo edition, with people of its own and entries of the demo's films, whose
/// videos play. What a journey does in it changes nothing for other tests.
/// </summary>
public sealed class JourneyEdition
{
    private readonly ServerProcess server;
    private readonly Edition edition;
    private readonly Call call;

    private JourneyEdition(ServerProcess server, Edition edition, Call call) => (this.server, this.edition, this.call) = (server, edition, call);

    public Guid Id => edition.Id;

    public string Slug => edition.Slug;

    public DateOnly FirstDay => edition.StartsOn;

    public TimeZoneInfo Zone => edition.TimeZone;

    public string Workspace => $"/workspace/{Slug}";

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Four days that begin tomorrow, in Berlin; its call takes any film until next week.</summary>
    public static async Task<JourneyEdition> OpenAsync(BrowserFixture browser, string slug, string name)
    {
        ArgumentNullException.ThrowIfNull(browser);
        var opening = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(1);
        var fresh = Must(Edition.Create(new EditionDetails(name, EditionKind.Festival, name, "Berlin", opening, opening.AddDays(3), "Europe/Berlin", "en-GB"), slug));
        fresh.Publish();
        var entries = Must(Call.Create(fresh.Id, "Call", "Send us a film."));
        Must(entries.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30), Now.AddDays(7))));
        Must(entries.Open(Now));
        var journey = new JourneyEdition(browser.Server, fresh, entries);
        await journey.SaveAsync(fresh, entries);
        return journey;
    }

    /// <summary>Somebody with these roles here and the demo's password; yields the address to sign in with.</summary>
    public async Task<string> PersonAsync(string name, params EditionRole[] roles)
    {
        var email = $"{name.ToLowerInvariant()}@{Slug}.test";
        await using var db = server.OpenDatabase();
        var password = await db.Users.Where(user => user.PasswordHash != null).Select(user => user.PasswordHash).FirstAsync();
        var person = new ApplicationUser
        {
            DisplayName = name, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true, PasswordHash = password, SecurityStamp = Guid.CreateVersion7().ToString(), CreatedAt = Now,
        };
        db.Add(person);
        db.AddRange(roles.Select(role => new EditionMember(Id, person.Id, role)));
        await db.SaveChangesAsync();
        return email;
    }

    /// <summary>The demo's films with these titles, entered here and moved to that state.</summary>
    public async Task<IReadOnlyList<Submission>> EnterAsync(SubmissionState state, params string[] titles)
    {
        await using var db = server.OpenDatabase();
        var entries = new List<Submission>();
        foreach (var title in titles)
        {
            var film = await db.Films.AsNoTracking().SingleAsync(candidate => candidate.Title == title);
            var video = await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready);
            var entry = Submission.Draft(Id, call.Categories[0].Id, film.Id, film.OwnerId, Now);
            Must(entry.Submit(call, call.Categories[0], video.Facts!.Duration, Now));
            if (state != SubmissionState.Submitted) Must(entry.Move(SubmissionState.InReview, Now, film.OwnerId));
            if (state is not (SubmissionState.Submitted or SubmissionState.InReview)) Must(entry.Move(state, Now, film.OwnerId));
            entries.Add(entry);
        }

        db.AddRange(entries);
        await db.SaveChangesAsync();
        return entries;
    }

    /// <summary>An open round (weights 3 and 1) in which every juror has every entry; yields the assignments in the order of the desk.</summary>
    public async Task<IReadOnlyList<Assignment>> JudgeAsync(IReadOnlyList<Submission> entries, params string[] jurors)
    {
        await using var db = server.OpenDatabase();
        var round = Must(JudgingRound.Create(Id, new RoundDetails("First viewing", Now.AddDays(-1), Now.AddDays(5))));
        Must(round.AddCriterion(new CriterionDetails("Vision", "9–10: a voice you have not heard.", 3)));
        Must(round.AddCriterion(new CriterionDetails("Craft", null, 1)));
        var assignments = new List<Assignment>();
        foreach (var email in jurors)
        {
            var juror = await db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync();
            Must(round.AddJuror(juror));
            foreach (var entry in entries)
            {
                var film = await db.Films.AsNoTracking().SingleAsync(candidate => candidate.Id == entry.FilmId);
                var assignment = Must(Assignment.Create(round, entry, film, [], juror, Now));
                assignments.Add(assignment);
                db.AddRange(assignment, Scorecard.For(assignment));
            }
        }

        foreach (var entry in entries) Must((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.InReview, Now, entry.ArtistId));
        db.Add(round);
        await db.SaveChangesAsync();
        return assignments;
    }

    /// <summary>What a juror entered elsewhere, handed in.</summary>
    public async Task ScoreAsync(Assignment assignment, int vision, int craft)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        await using var db = server.OpenDatabase();
        var round = await db.JudgingRounds.Include(r => r.Criteria).SingleAsync(r => r.Id == assignment.RoundId);
        var card = await db.Scorecards.SingleAsync(c => c.AssignmentId == assignment.Id);
        var criteria = round.Criteria.OrderBy(criterion => criterion.Position).ToList();
        Must(card.Score(new ScorecardEntry([new Mark(criteria[0].Id, vision), new Mark(criteria[1].Id, craft)], null, null), round, Now));
        await db.SaveChangesAsync();
    }

    /// <summary>A cinema with two screens (20 minutes of turnaround) and a gallery with a wall, all open day and night.</summary>
    public async Task<(Guid First, Guid Second, Guid Wall)> BuildAsync()
    {
        var always = new Hours(new TimeOnly(0, 0), new TimeOnly(0, 0));
        var cinema = Must(Venue.Create(Id, "Kino Fluss", "Uferstraße 1"));
        var first = Must(cinema.AddSpace(new SpaceDetails("Screen A", SpaceKind.Screen, 90, TimeSpan.FromMinutes(20), always)));
        var second = Must(cinema.AddSpace(new SpaceDetails("Screen B", SpaceKind.Screen, 40, TimeSpan.FromMinutes(20), always)));
        var gallery = Must(Venue.Create(Id, "Raum Acht", "Hofstraße 8"));
        var wall = Must(gallery.AddSpace(new SpaceDetails("Back room", SpaceKind.Wall, 0, TimeSpan.Zero, always)));
        await SaveAsync(cinema, gallery);
        return (first.Id, second.Id, wall.Id);
    }

    public async Task<Programme> ProgrammeAsync(string name, TimeSpan talk, IEnumerable<Submission> entries)
    {
        var programme = Must(Programme.Create(Id, new ProgrammeDetails(name, "", TimeSpan.FromSeconds(4), TimeSpan.Zero, talk)));
        var ids = entries.Select(entry => entry.Id).ToList();
        Must(programme.Arrange(ids, ids.ToHashSet()));
        await SaveAsync(programme);
        return programme;
    }

    /// <summary>The moment at which wall clocks show that time on the edition's day of that number, from 0.</summary>
    public DateTimeOffset At(int day, int hour, int minute = 0) => edition.AtLocal(FirstDay.AddDays(day).ToDateTime(new TimeOnly(hour, minute)));

    public async Task SaveAsync(params object[] things)
    {
        await using var db = server.OpenDatabase();
        db.AddRange(things);
        await db.SaveChangesAsync();
    }

    public static T Must<T>(Domain.Result<T> result) => DemoScript.Must(result);

    public static void Must(Domain.Result result) => DemoScript.Must(result);
}
