using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Assigning;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Judging.Auditing;
using Showcase.Web.Features.Judging.Deliberating;
using Showcase.Web.Features.Judging.Planning;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Judging.Meetings;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>
/// A panel of twenty and three hundred films, from the plan to the letters, in a week of the test's clock. Each film has a true worth and each juror a severity that only the
/// test knows; one juror leaves after three days.
/// </summary>
public sealed class WeekOfJudgingTests : IAsyncLifetime
{
    private const int Films = 300;
    private const int Jurors = 20;
    private const int Reviews = 3;
    private const int Slots = 30;
    private const int Severe = 4;
    private const int Leaver = 7;
    private const double Strictness = 2.5;

    private static readonly PlanRequest Thrice = new(new PlanSettings(Reviews, null, AssigningMode.EnsureMinimum, LoadBalance.Fair), null);

    // The same week on every run.
#pragma warning disable CA5394
    private readonly Random chance = new(20_26);
#pragma warning restore CA5394
    private readonly List<Actor> panel = [];
    private readonly List<Submission> films = [];
    private readonly Dictionary<Guid, double> worth = [];
    private Jury jury = default!;
    private JudgingRound round = default!;
    private Boardroom? room;

    public async Task InitializeAsync()
    {
        jury = await Jury.SitAsync();
        for (var number = 0; number < Jurors; number++)
        {
            var juror = await jury.World.PersonAsync($"Juror {number:00}");
            await jury.World.SaveAsync(new EditionMember(jury.Edition.Id, juror.UserId, EditionRole.Juror));
            panel.Add(juror);
        }

        for (var number = 0; number < Films; number++)
        {
            var film = await jury.SentInAsync($"Film {number:000}", number % 3 == 0 || films.Count == 0 ? await jury.World.PersonAsync($"Artist {number:000}") : null);
            films.Add(film);
            worth[film.Id] = 3 + (5 * Chance());
        }
    }

    public Task DisposeAsync()
    {
        if (room is null) jury.Dispose();
        else room.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_panel_of_twenty_judges_three_hundred_films_and_the_log_tells_all_of_it()
    {
        await MakeRoundAsync();
        await NearToAsync(panel[1], films[10]);
        await PlanAsync(expected: Films * Reviews);
        await JudgeAsync(days: 3, daysLeft: 6);
        var taken = await LeaveAsync();
        await JudgeAsync(days: 3, daysLeft: 3);

        var board = (await new BoardQueries(jury.World.Store).BoardAsync(jury.Organiser, jury.Edition.Id, round.Id, default))!;
        Assert.Equal(Films, board.Films.Count(film => film.Count >= Reviews));
        var severe = board.Jurors.MaxBy(juror => juror.Severity.Severity)!;
        Assert.Equal($"Juror {Severe:00}", severe.Name);
        Assert.InRange(severe.Severity.Severity, Strictness - 0.5, Strictness + 0.5);
        Assert.True(Distance(board, film => film.AdjustedRank) < Distance(board, film => film.RawRank), "What severity takes off brings the ranks nearer to the films' worth.");

        var talkedAbout = await MeetAsync();
        var selected = await DecideAsync(board, talkedAbout);
        await SendAsync(selected);
        await TellAsync(talkedAbout[0], taken);
    }

    private async Task MakeRoundAsync()
    {
        var id = Must(await jury.Rounds.CreateAsync(jury.Organiser, jury.Edition.Id, new RoundDetails("The week", jury.World.Now, jury.World.Now.AddDays(7)), default));
        round = await RoundAsync(id);
        Must(await jury.Rounds.AddCriterionAsync(jury.Organiser, id, round.Version, new CriterionDetails("Vision", null, 1), default));
        foreach (var juror in panel) Must(await jury.Rounds.AddJurorAsync(jury.Organiser, id, (await RoundAsync(id)).Version, juror.UserId, default));
        round = await RoundAsync(id);
    }

    private async Task NearToAsync(Actor juror, Submission film) => Must(await jury.Conflicts.DeclareAsync(juror, jury.Edition.Id, film.Id, "We share a studio.", default));

    private async Task PlanAsync(int expected)
    {
        var plan = Must(await jury.Plans.PreviewAsync(jury.Organiser, round.Id, Thrice, default));
        Assert.Empty(plan.Plan.Unmet);
        Assert.Equal(expected, Must(await jury.Plans.ApplyAsync(jury.Organiser, round.Id, Thrice, plan.Fingerprint, default)));
    }

    /// <summary>Each day every juror hands in an equal share of what is open, so that nothing is when no day is left.</summary>
    private async Task JudgeAsync(int days, int daysLeft)
    {
        for (var left = daysLeft; left > daysLeft - days; left--)
        {
            jury.World.Clock.Advance(TimeSpan.FromDays(1));
            await using var db = jury.World.Store.CreateDbContext();
            var open = await db.Assignments.Where(a => a.RoundId == round.Id)
                .Join(db.Scorecards.Where(card => card.ScoredAt == null), a => a.Id, card => card.AssignmentId, (a, card) => new { a.Id, a.JurorId, a.SubmissionId, card.Version })
                .OrderBy(row => row.SubmissionId).ToListAsync();
            foreach (var juror in panel)
            {
                var own = open.Where(row => row.JurorId == juror.UserId).ToList();
                foreach (var row in own.Take((own.Count + left - 1) / left)) Must(await jury.Scoring.ScoreAsync(juror, row.Id, row.Version, Entry(juror, row.SubmissionId), default));
            }
        }
    }

    private ScorecardEntry Entry(Actor juror, Guid film)
    {
        var mark = worth[film] - (panel.IndexOf(juror) == Severe ? Strictness : 0) + (2 * (Chance() - 0.5));
        return new ScorecardEntry([new Mark(round.Criteria[0].Id, (int)Math.Clamp(Math.Round(mark), 1, 10))], "Seen twice.", "Thank you.");
    }

    /// <summary>What the juror handed in stays; the rest goes to the others, so that every film has its reviews. Yields how many those are.</summary>
    private async Task<int> LeaveAsync()
    {
        var gone = panel[Leaver];
        Must(await jury.Rounds.RemoveJurorAsync(jury.Organiser, round.Id, (await RoundAsync(round.Id)).Version, gone.UserId, default));
        panel.Remove(gone);
        int open;
        await using (var db = jury.World.Store.CreateDbContext())
        {
            open = await db.Assignments.CountAsync(a => a.RoundId == round.Id && a.JurorId == gone.UserId && db.Scorecards.Any(card => card.AssignmentId == a.Id && card.ScoredAt == null));
        }

        Assert.True(open > 0);
        await PlanAsync(expected: open);
        return open;
    }

    /// <summary>Three films are talked about and minuted, the first after a secret vote; yields them in that order.</summary>
    private async Task<IReadOnlyList<Guid>> MeetAsync()
    {
        room = await Boardroom.OfAsync(jury, round.Id);
        await room.MustAsync(version => room.Meetings.MakeAgendaAsync(jury.Organiser, room.Id, version, AgendaRules.Usual with { Slots = Slots, MostFilms = 12 }, default));
        await room.MustAsync(version => room.Chair.OpenAsync(jury.Organiser, room.Id, version, default));
        await room.ArriveAsync(jury.Organiser);
        foreach (var juror in panel) await room.ArriveAsync(juror);

        await using var db = jury.World.Store.CreateDbContext();
        var agenda = (await db.Meetings.AsNoTracking().Include(meeting => meeting.Items).SingleAsync(meeting => meeting.Id == room.Id)).Agenda.Take(3).ToList();
        foreach (var (place, item) in agenda.Index())
        {
            if (place > 0) await room.MustAsync(version => room.Chair.GoToAsync(jury.Organiser, room.Id, version, item.Id, default));
            else await VoteAsync();
            var outcome = place == 0 ? MeetingOutcome.Selected : MeetingOutcome.Declined;
            var minuted = await room.Chair.MinuteAsync(jury.Organiser, room.Id, await room.VersionAsync(), item.Id, outcome, $"Reason {place}", default);
            Assert.True(Must(minuted).IsStaged);
        }

        await room.MustAsync(version => room.Chair.CloseAsync(jury.Organiser, room.Id, version, default));
        return agenda.ConvertAll(item => item.SubmissionId);
    }

    private async Task VoteAsync()
    {
        var vote = await room!.AskAsync();
        foreach (var juror in panel.Take(5)) await room.VoteAsync(juror, vote, option: 0);
        await room.MustAsync(version => room.Votes.CloseAsync(jury.Organiser, room.Id, version, vote, default));
    }

    /// <summary>The best by adjusted rank are staged beside what the meeting has staged; everything else is declined. Yields the selected.</summary>
    private async Task<HashSet<Guid>> DecideAsync(Board board, IReadOnlyList<Guid> talkedAbout)
    {
        var best = board.Films.Where(film => !talkedAbout.Contains(film.SubmissionId)).OrderBy(film => film.AdjustedRank).Take(Slots - 1).Select(film => film.SubmissionId).ToList();
        var rest = films.ConvertAll(film => film.Id).Except(best).Except(talkedAbout).ToList();
        Assert.Equal(0, Must(await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, best, DecisionOutcome.Selected, default)));
        Assert.Equal(0, Must(await jury.Decisions.StageAsync(jury.Organiser, jury.Edition.Id, rest, DecisionOutcome.Declined, default)));
        return [.. best, talkedAbout[0]];
    }

    /// <summary>Applied, undone on second thoughts, applied again; then the letters leave by the clock.</summary>
    private async Task SendAsync(HashSet<Guid> selected)
    {
        var first = await jury.ApplyAsync(LetterHold.Usual);
        Assert.Equal(Films, Must(await jury.Batches.UndoAsync(jury.Organiser, first.BatchId!.Value, default)));
        Assert.Equal(Films, (await jury.ApplyAsync(LetterHold.Usual)).Count);
        jury.World.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await jury.Batches.ReleaseDueAsync(default));

        await using var db = jury.World.Store.CreateDbContext();
        var states = await db.Submissions.ToDictionaryAsync(entry => entry.Id, entry => entry.State);
        Assert.All(states, state => Assert.Equal(selected.Contains(state.Key) ? SubmissionState.Selected : SubmissionState.Declined, state.Value));
        Assert.Equal(Films, await db.OutboxMessages.CountAsync(mail => mail.State == OutboxState.Pending));
    }

    private async Task TellAsync(Guid film, int taken)
    {
        var queries = new AuditQueries(jury.World.Store);
        var story = await queries.StoryAsync(jury.Organiser, jury.Edition.Id, new AuditFilter(null, null), default);

        Assert.Equal(AuditAct.RoundCreated, story[0].What);
        Assert.Equal(Jurors, Of(AuditAct.JurorAdded).Count);
        Assert.Equal((panel[1].Name, "Film 010"), (Of(AuditAct.ConflictDeclared).Single().By, Of(AuditAct.ConflictDeclared).Single().Film));
        Assert.Equal(Films * Reviews, Of(AuditAct.CardHandedIn).Count);
        Assert.Equal($"Juror {Leaver:00}", Of(AuditAct.JurorRemoved).Single().About);
        Assert.Equal([Films * Reviews, taken], Of(AuditAct.PlanApplied).Select(line => line.Count));
        Assert.Equal(3, Of(MeetingEvent.Minuted).Count);
        Assert.Equal(Films, Of(AuditAct.DecisionStaged).Count + Of(MeetingEvent.Staged).Count(line => Of(AuditAct.DecisionStaged).All(staged => staged.SubmissionId != line.SubmissionId)));
        AuditAct[] end = [AuditAct.DecisionsApplied, AuditAct.DecisionsUndone, AuditAct.DecisionsApplied, AuditAct.LettersLeft];
        Assert.Equal(end.Select(act => ((Enum)act, (int?)Films)), story.TakeLast(end.Length).Select(line => (line.What, line.Count)));
        Assert.Null(story[^1].By);

        var one = await queries.StoryAsync(jury.Organiser, jury.Edition.Id, new AuditFilter(null, film), default);
        Assert.Equal(Reviews, one.Where(line => line.What is AuditAct.CardHandedIn).Select(line => line.By).Distinct().Count());
        Assert.Equal("Reason 0", one.Single(line => line.What is MeetingEvent.Minuted).Text);
        Assert.DoesNotContain(story, line => line.What is MeetingEvent.VoteOpened && line.About is not null);
        Assert.Empty(await queries.StoryAsync(panel[0], jury.Edition.Id, new AuditFilter(null, null), default));

        List<AuditLine> Of(Enum what) => [.. story.Where(line => line.What.Equals(what))];
    }

    /// <summary>How far ranks are from those of the films' worth, in places, over all films.</summary>
    private int Distance(Board board, Func<BoardFilm, int?> rank)
    {
        var ideal = board.Films.OrderByDescending(film => worth[film.SubmissionId]).Select((film, place) => (film.SubmissionId, Place: place + 1)).ToDictionary(film => film.SubmissionId, film => film.Place);
        return board.Films.Sum(film => Math.Abs(ideal[film.SubmissionId] - rank(film)!.Value));
    }

#pragma warning disable CA5394 // Films and jurors of a test need no cryptography.
    private double Chance() => chance.NextDouble();
#pragma warning restore CA5394

    private async Task<JudgingRound> RoundAsync(Guid id)
    {
        await using var db = jury.World.Store.CreateDbContext();
        return await db.JudgingRounds.Include(r => r.Criteria).Include(r => r.Panel).SingleAsync(r => r.Id == id);
    }

    private static T Must<T>(Result<T> result)
    {
        Assert.True(result.Succeeded, result.Refusal?.ToString());
        return result.Value;
    }

    private static void Must(Result result) => Assert.True(result.Succeeded, result.Refusal?.ToString());
}
