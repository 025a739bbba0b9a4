using Showcase.Domain.Calls;

namespace Showcase.Domain.Submissions;

public enum SubmissionState
{
    Draft,
    Submitted,
    Eligible,
    Ineligible,
    InReview,
    Shortlisted,
    Selected,
    Waitlisted,
    Declined,
    Withdrawn,
    Disqualified,
}

/// <summary>
/// One film entered in one category of one edition. Every change of state is kept with its time and who made it.
/// </summary>
public sealed class Submission : AggregateRoot
{
    public const int CoverLetterLength = 2_000;
    public const int ReasonLength = 2_000;

    private static readonly Dictionary<SubmissionState, SubmissionState[]> Allowed = new()
    {
        [SubmissionState.Draft] = [SubmissionState.Submitted],
        [SubmissionState.Submitted] = [SubmissionState.Eligible, SubmissionState.Ineligible, SubmissionState.InReview, .. Outcomes, .. Endings],
        [SubmissionState.Eligible] = [SubmissionState.InReview, SubmissionState.Ineligible, .. Outcomes, .. Endings],
        [SubmissionState.Ineligible] = [SubmissionState.Eligible, .. Endings],
        [SubmissionState.InReview] = [SubmissionState.Ineligible, .. Outcomes, .. Endings],
        [SubmissionState.Shortlisted] = [SubmissionState.Selected, SubmissionState.Waitlisted, SubmissionState.Declined, .. Endings],
        [SubmissionState.Waitlisted] = [SubmissionState.Selected, SubmissionState.Declined, .. Endings],
        [SubmissionState.Selected] = Endings,
        [SubmissionState.Declined] = [],
        [SubmissionState.Withdrawn] = [],
        [SubmissionState.Disqualified] = [],
    };

    private readonly List<StatusChange> history = [];

    private Submission()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid CategoryId { get; private set; }

    public Guid FilmId { get; private set; }

    public Guid ArtistId { get; private set; }

    public SubmissionState State { get; private set; }

    /// <summary>What the artist wants the festival to know.</summary>
    public string CoverLetter { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The code that its artist typed; it counts when the entry is sent in.</summary>
    public Guid? CodeId { get; private set; }

    /// <summary>What the entry costs, fixed when it was sent in, before a code takes something off; null for a draft.</summary>
    public FeeDue? Fee { get; private set; }

    public IReadOnlyList<StatusChange> History => history;

    private static SubmissionState[] Outcomes =>
        [SubmissionState.Shortlisted, SubmissionState.Selected, SubmissionState.Waitlisted, SubmissionState.Declined];

    private static SubmissionState[] Endings => [SubmissionState.Withdrawn, SubmissionState.Disqualified];

    public static Submission Draft(Guid editionId, Guid categoryId, Guid filmId, Guid artistId, DateTimeOffset now)
    {
        var submission = new Submission
        {
            EditionId = editionId, CategoryId = categoryId, FilmId = filmId, ArtistId = artistId, CreatedAt = now,
        };
        submission.history.Add(new StatusChange(SubmissionState.Draft, now, artistId));
        return submission;
    }

    /// <summary>An entry that was sent in elsewhere and that an organiser (<paramref name="by"/>) took over; nothing is asked of it here.</summary>
    public static Result<Submission> Import(Guid editionId, Guid categoryId, Guid filmId, Guid artistId, string? coverLetter, DateTimeOffset submittedAt, Guid by)
    {
        var submission = new Submission { EditionId = editionId, CategoryId = categoryId, FilmId = filmId, ArtistId = artistId, CreatedAt = submittedAt };
        var written = submission.WriteCoverLetter(coverLetter);
        if (!written.Succeeded) return written.Refusal;

        (submission.State, submission.SubmittedAt) = (SubmissionState.Submitted, submittedAt);
        submission.history.Add(new StatusChange(SubmissionState.Submitted, submittedAt, by));
        return submission;
    }

    /// <summary>A draft's letter; what was sent in stays as it was sent.</summary>
    public Result WriteCoverLetter(string? text)
    {
        if (State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;
        if (Text.Check(text, "CoverLetter", CoverLetterLength, required: false) is { } bad) return bad;

        CoverLetter = text?.Trim() ?? "";
        return Result.Ok;
    }

    public Result ChangeCategory(Guid categoryId)
    {
        if (State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;

        CategoryId = categoryId;
        return Result.Ok;
    }

    /// <summary>Takes a code, or none, for when it is sent in.</summary>
    public Result UseCode(Guid? codeId)
    {
        if (State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;

        CodeId = codeId;
        return Result.Ok;
    }

    /// <summary>
    /// Organisers put what was sent in into another category of the edition, until the jury has it. The fee stays; the artist sees
    /// <paramref name="note"/> in the history.
    /// </summary>
    public Result Reassign(Guid categoryId, string note, DateTimeOffset now, Guid by)
    {
        if (CategoryId == categoryId) return SubmissionRefusals.InCategoryAlready;
        if (State is not (SubmissionState.Submitted or SubmissionState.Eligible or SubmissionState.Ineligible)) return new Refusal("Submissions.CategoryFixed", State);
        if (Text.Check(note, "Reason", ReasonLength) is { } bad) return bad;

        CategoryId = categoryId;
        history.Add(new StatusChange(State, now, by, note));
        return Result.Ok;
    }

    /// <summary>
    /// Sends the film in and fixes its fee. <paramref name="runtime"/> is the probed one, null while the video is not ready;
    /// <paramref name="sent"/> is what the artist has sent in before; <paramref name="isReopened"/> says that a good code opens the door;
    /// <paramref name="by"/> is the co-author who sends it in, null where it is the artist.
    /// </summary>
    public Result Submit(Call call, Category category, TimeSpan? runtime, DateTimeOffset now, EntriesSent sent = default, bool isReopened = false, Guid? by = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(category);
        if (State != SubmissionState.Draft) return SubmissionRefusals.AlreadySubmitted;
        var terms = EntryTerms.Of(call, category) with { IsReopened = isReopened };
        if (terms.Problems(runtime, now, sent, call.Grace).FirstOrDefault() is { } problem) return problem;

        (SubmittedAt, Fee) = (now, terms.Fees.DueAt(now));
        return Move(SubmissionState.Submitted, now, by ?? ArtistId);
    }

    /// <param name="by">The co-author who takes it back; null where it is the artist.</param>
    public Result Withdraw(DateTimeOffset now, Guid? by = null) => Move(SubmissionState.Withdrawn, now, by ?? ArtistId);

    /// <summary>
    /// Takes a step of the submission's life; steps that the states do not allow are refused. A film is turned away with a
    /// written reason only.
    /// </summary>
    public Result Move(SubmissionState next, DateTimeOffset now, Guid by, string? reason = null)
    {
        if (!Allowed[State].Contains(next)) return new Refusal("Submissions.StepNotAllowed", State, next);
        if (Text.Check(reason, "Reason", ReasonLength, NeedsReason(next)) is { } bad) return bad;

        State = next;
        history.Add(new StatusChange(next, now, by, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()));
        return Result.Ok;
    }

    /// <summary>Whether the artist must be told in writing why.</summary>
    public static bool NeedsReason(SubmissionState next) => next is SubmissionState.Ineligible or SubmissionState.Disqualified;

    public bool CanMoveTo(SubmissionState next) => CanMove(State, next);

    public static bool CanMove(SubmissionState from, SubmissionState next) => Allowed[from].Contains(next);
}

public static class SubmissionRefusals
{
    public static readonly Refusal AlreadySubmitted = new("Submissions.AlreadySubmitted");
    public static readonly Refusal AlreadyEntered = new("Submissions.AlreadyEntered");
    public static readonly Refusal InCategoryAlready = new("Submissions.InCategoryAlready");
    public static readonly Refusal CallClosed = new("Submissions.CallClosed");
    public static readonly Refusal CallNotOpenYet = new("Submissions.CallNotOpenYet");
    public static readonly Refusal DeadlinePassed = new("Submissions.DeadlinePassed");
    public static readonly Refusal FeeChanged = new("Submissions.FeeChanged");
    public static readonly Refusal VideoNotReady = new("Submissions.VideoNotReady");
}
