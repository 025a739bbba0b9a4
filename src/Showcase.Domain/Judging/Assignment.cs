using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>A film that a juror is asked to judge in a round. There is one for each round, submission and juror.</summary>
public sealed class Assignment : Entity
{
    private Assignment()
    {
    }

    public Guid RoundId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public Guid JurorId { get; private set; }

    public DateTimeOffset AssignedAt { get; private set; }

    /// <summary>Where the juror put the film on their desk, from 0; null where they did not.</summary>
    public int? DeskPlace { get; private set; }

    /// <summary>When the juror last passed the film over; it waits behind those that they did not.</summary>
    public DateTimeOffset? SkippedAt { get; private set; }

    /// <summary>
    /// Asks a juror of the panel; refused where the film is their own or they are among its <paramref name="coAuthors"/>, and where it is not up for judging.
    /// </summary>
    public static Result<Assignment> Create(JudgingRound round, Submission submission, Film film, IReadOnlyCollection<Guid> coAuthors, Guid jurorId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(film);
        ArgumentNullException.ThrowIfNull(coAuthors);
        if (submission.EditionId != round.EditionId || submission.FilmId != film.Id) return Refusals.NotFound;
        if (!round.HasJuror(jurorId)) return JudgingRefusals.NotOnPanel;
        if (film.OwnerId == jurorId || submission.ArtistId == jurorId || coAuthors.Contains(jurorId)) return JudgingRefusals.OwnFilm;
        if (!IsOpenTo(submission.State) && !round.Films.States.Contains(submission.State)) return JudgingRefusals.NotUpForJudging;

        return new Assignment { RoundId = round.Id, SubmissionId = submission.Id, JurorId = jurorId, AssignedAt = now };
    }

    public void PutAt(int place) => DeskPlace = place;

    public void Skip(DateTimeOffset now) => SkippedAt = now;

    /// <summary>Whether a submission in that state can be given to jurors.</summary>
    public static bool IsOpenTo(SubmissionState state) =>
        state is SubmissionState.Submitted or SubmissionState.Eligible or SubmissionState.InReview;

    /// <summary>Whether a submission in that state is still scored: a decision or a withdrawal ends it.</summary>
    public static bool IsScored(SubmissionState state) => state is SubmissionState.InReview or SubmissionState.Shortlisted;
}
