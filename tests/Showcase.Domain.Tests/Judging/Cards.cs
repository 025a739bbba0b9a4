using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Judging;

/// <summary>A round of two criteria, weighted 3 and 1, with one juror and one film of somebody else's.</summary>
internal sealed class Cards
{
    public static readonly DateTimeOffset Opens = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = Opens.AddDays(14);
    public static readonly DateTimeOffset During = Opens.AddDays(1);

    public Cards()
    {
        Round = JudgingRound.Create(Guid.CreateVersion7(), new RoundDetails("First round", Opens, Closes)).Value;
        _ = Round.AddCriterion(new CriterionDetails("Vision", "7–8: a distinct voice", 3));
        _ = Round.AddCriterion(new CriterionDetails("Craft", null, 1));
        _ = Round.AddJuror(Juror);
        Film = Film.Create(Owner, new FilmDetails("Salt Index", null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), Opens).Value;
        Submission = Submission.Draft(Round.EditionId, Guid.CreateVersion7(), Film.Id, Owner, Opens);
        Card = Scorecard.For(SubmitAndAssign());
    }

    public Guid Juror { get; } = Guid.CreateVersion7();

    public Guid Owner { get; } = Guid.CreateVersion7();

    public JudgingRound Round { get; }

    public Film Film { get; }

    public Submission Submission { get; }

    public Scorecard Card { get; }

    public ScorecardEntry Entry(params int[] marks) =>
        new([.. marks.Select((mark, index) => new Mark(Round.Criteria[index].Id, mark))], "Third act earns it.", "Thank you for this film.");

    private Assignment SubmitAndAssign()
    {
        _ = Submission.Move(SubmissionState.Submitted, Opens, Owner);
        return Assignment.Create(Round, Submission, Film, [], Juror, During).Value;
    }
}
