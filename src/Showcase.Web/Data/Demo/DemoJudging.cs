using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Reviews;
using Showcase.Domain.Judging.Meetings;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>A round that three jurors have nearly finished, and the decisions that were taken so far.</summary>
internal static class DemoJudging
{
    private static readonly string[] Jurors = ["Jonas Lind", "Sefa Tamasese", "Claire Fontaine"];

    private static readonly (string Name, string Exemplary, string Good, string Satisfactory, int Weight)[] Criteria =
    [
        ("Originality and vision", "a voice you have not heard", "risks that mostly land", "competent, familiar", 3),
        ("Technical execution", "every choice serves the film", "assured", "gets in its own way at times", 2),
        ("Creative use of tools", "could not exist otherwise", "tools with a reason", "effect for its own sake", 2),
        ("Emotional or intellectual impact", "stays for days", "stays till the next film", "fades with the credits", 3),
    ];

    private static readonly string[] Remarks =
    [
        "The last third earns it. Worth arguing for.", "Lovely sound, thin idea.", "I would open a programme with this.", "Too long by a breath, and still the one I remember.",
    ];

    /// <summary>One of them.</summary>
    private const int SentBack = 9;

    private static readonly string[] ToArtists =
    [
        "Thank you for this. The last minute found its own rhythm, and I wished that the first had dared as much.",
        "Your sound tells more than your picture knows. Trust it earlier.",
        "I will remember the colours. The voice over explains what they already say.",
    ];

    /// <summary>Films that no decision was taken on yet: the juror whom visitors try has them on the desk.</summary>
    private static bool IsUndecided(int film) => film is 9 or 11;

    public static IEnumerable<object> Make(Edition edition, List<Film> films, List<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var round = MakeRound(edition, people, now);
        yield return round;
        var batch = MakeBatch(edition, Enumerable.Range(0, films.Count).Count(film => !IsUndecided(film)), people, now.AddDays(-2));
        yield return batch;
        foreach (var profile in MakeProfiles(edition, people, now.AddDays(-10))) yield return profile;
        yield return MakeConflict(edition, submissions[7], people, now.AddDays(-9));

        for (var film = 0; film < films.Count; film++)
        {
            for (var juror = 0; juror < Jurors.Length; juror++)
            {
                var assignment = DemoScript.Must(Assignment.Create(round, submissions[film], films[film], [], people[Jurors[juror]], now.AddDays(-8)));
                yield return assignment;
                var isOpen = juror == 0 && IsUndecided(film);
                var card = isOpen ? Scorecard.For(assignment) : MakeScorecard(round, assignment, film, juror, now.AddDays(-6).AddMinutes((film * 40) + (juror * 7)));
                yield return card;
                if (juror == 1 && film == SentBack) yield return MakeRequest(round, card, people[DemoSeeder.Organiser], now.AddDays(-1));
            }

            DemoScript.Must(submissions[film].Move(SubmissionState.InReview, now.AddDays(-8), people[DemoSeeder.Organiser]));
            if (IsUndecided(film)) continue;

            var decision = DemoScript.Must(StagedDecision.Stage(submissions[film], DecisionOutcome.Selected, people[DemoSeeder.Organiser], now.AddDays(-3)));
            DemoScript.Must(decision.Apply(submissions[film], batch.Id, now.AddDays(-2)));
            DemoScript.Must(decision.Release(submissions[film], people[DemoSeeder.Organiser], now.AddDays(-2).AddMinutes(30)));
            yield return decision;
            yield return MakeLetter(edition, DemoFilms.All[film], submissions[film].Id, now.AddDays(-2));
        }

        foreach (var row in MakeMeeting(round, submissions, people, now)) yield return row;
    }

    /// <summary>A meeting that has just begun: its agenda are the undecided films, and one that was put there by hand.</summary>
    private static IEnumerable<object> MakeMeeting(JudgingRound round, List<Submission> submissions, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var (chair, then) = (people[DemoSeeder.Organiser], now.AddMinutes(-10));
        var meeting = DemoScript.Must(Meeting.Plan(round, new MeetingDetails("Last places", then, chair)));
        DemoScript.Must(meeting.SetAgenda(AgendaRules.Usual with { Slots = 10 }, [new AgendaFilm(submissions[11].Id, 0.36), new AgendaFilm(submissions[9].Id, 0.28)]));
        DemoScript.Must(meeting.Add(submissions[3].Id));
        DemoScript.Must(meeting.Open(then));
        yield return meeting;
        yield return MeetingAttendance.Of(meeting.Id, chair, then);
        yield return MeetingEntry.Of(meeting.Id, MeetingEvent.Planned, chair, now.AddDays(-1));
        yield return MeetingEntry.Of(meeting.Id, MeetingEvent.AgendaMade, chair, now.AddDays(-1));
        yield return MeetingEntry.Of(meeting.Id, MeetingEvent.Opened, chair, then);
        yield return MeetingEntry.Of(meeting.Id, MeetingEvent.Arrived, chair, then);
        yield return MeetingEntry.Of(meeting.Id, MeetingEvent.Called, chair, then, submissions[11].Id);
    }

    /// <summary>A review that says too little; its juror can answer still.</summary>
    private static ReviewMark MakeRequest(JudgingRound round, Scorecard card, Guid organiser, DateTimeOffset then)
    {
        var mark = DemoScript.Must(ReviewMark.On(card));
        mark.Mark(ReviewQuality.Thin, organiser, then);
        DemoScript.Must(mark.Ask("Please say why: the committee reads your words.", round.Window, organiser, then));
        return mark;
    }

    private static IEnumerable<JurorProfile> MakeProfiles(Edition edition, Dictionary<string, Guid> people, DateTimeOffset then)
    {
        JurorStatement[] statements =
        [
            new(["en", "sv", "de"], NeedsCaptions: false, MostMinutes: 240, "Lindfilm", "Ingrid Lind", []),
            new(["en", "fr"], NeedsCaptions: false, MostMinutes: null, null, null, []),
            new(["fr", "en", "cs"], NeedsCaptions: false, MostMinutes: 120, "La Fémis", null, []),
        ];
        for (var juror = 0; juror < Jurors.Length; juror++)
        {
            var profile = JurorProfile.For(edition.Id, people[Jurors[juror]]);
            DemoScript.Must(profile.State(statements[juror], then));
            yield return profile;
        }
    }

    /// <summary>The first decisions; their letters left half an hour later.</summary>
    private static DecisionBatch MakeBatch(Edition edition, int decisions, Dictionary<string, Guid> people, DateTimeOffset then)
    {
        var batch = DecisionBatch.Apply(edition.Id, LetterHold.Usual, people[DemoSeeder.Organiser], then);
        batch.Count(decisions, decisions);
        DemoScript.Must(batch.Release(by: null, then.AddMinutes(30)));
        return batch;
    }

    /// <summary>One that was looked into and found to be none.</summary>
    private static JurorConflict MakeConflict(Edition edition, Submission submission, Dictionary<string, Guid> people, DateTimeOffset then)
    {
        var conflict = JurorConflict.Between(edition.Id, submission.Id, people[Jurors[2]]);
        DemoScript.Must(conflict.Declare("We were on a panel together last year.", then));
        conflict.Decide(ConflictPin.NoConflict, people[DemoSeeder.Organiser], then.AddHours(3));
        return conflict;
    }

    private static OutboxMessage MakeLetter(Edition edition, DemoFilm film, Guid submissionId, DateTimeOffset then) => OutboxMessage.Create(
        edition.Id,
        Array.Find(DemoPeople.All, person => person.Name == film.Artist)!.Email,
        $"{edition.Name}: {film.Title} is selected",
        $"Dear {film.Artist},\n\n{film.Title} is selected for {edition.Name}. You find when and where it is shown on your submission's page.\n\n{DemoSeeder.Organiser}\n{edition.Name}",
        then,
        submissionId: submissionId);

    private static JudgingRound MakeRound(Edition edition, Dictionary<string, Guid> people, DateTimeOffset now)
    {
        var closes = edition.AtLocal(edition.ToLocal(now).Date.AddDays(5).AddHours(23).AddMinutes(59));
        var round = DemoScript.Must(JudgingRound.Create(edition.Id, new RoundDetails("First viewing", now.AddDays(-9), closes)));
        DemoScript.Must(round.Set(RoundRules.Usual with { AsksRecommendation = true, Visibility = new PanelVisibility(ScoresShown.AfterOwn, JurorNames: true, Statistics: true) }));
        foreach (var (name, exemplary, good, satisfactory, weight) in Criteria)
        {
            Anchor[] anchors = [new(9, exemplary), new(10, exemplary), new(7, good), new(8, good), new(5, satisfactory), new(6, satisfactory)];
            DemoScript.Must(round.AddCriterion(new CriterionDetails(name, null, weight) { Anchors = anchors }));
        }

        DemoScript.Must(round.AddCriterion(new CriterionDetails("Where would you show it?", null, 1) { Kind = CriterionKind.Choice, Choices = ["Opening night", "A programme", "A gallery wall"], AllowsNotApplicable = true }));
        foreach (var juror in Jurors) DemoScript.Must(round.AddJuror(people[juror]));
        DemoScript.Must(round.Pursue(Jurors.Length, remindsJurors: true));
        return round;
    }

    /// <summary>Marks that differ by film, juror and criterion, the same at each start.</summary>
    private static Scorecard MakeScorecard(JudgingRound round, Assignment assignment, int film, int juror, DateTimeOffset then)
    {
        var marks = round.Criteria.Where(criterion => criterion.IsScored).Select((criterion, place) => new Mark(criterion.Id, 5 + (((film * 7) + (juror * 3) + (place * 5)) % 6))).ToList();
        var card = Scorecard.For(assignment);
        DemoScript.Must(card.Score(new ScorecardEntry(marks, Remarks[(film + juror) % Remarks.Length], juror == 0 ? null : ToArtists[(film + juror) % ToArtists.Length]) { Recommendation = marks.Average(mark => mark.Value) switch { > 7.8m => Recommendation.Yes, > 7 => Recommendation.Maybe, _ => Recommendation.No } }, round, then));
        return card;
    }
}
