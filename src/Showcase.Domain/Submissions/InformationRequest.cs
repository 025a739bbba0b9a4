namespace Showcase.Domain.Submissions;

/// <summary>What organisers ask the artist about a submission, and the answer.</summary>
public sealed class InformationRequest : Entity
{
    public const int QuestionLength = 2_000;
    public const int AnswerLength = 4_000;

    private InformationRequest()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public string Question { get; private set; } = "";

    public Guid AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public string? Answer { get; private set; }

    /// <summary>When it was answered; the store lets only one answer in.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static Result<InformationRequest> Ask(Submission submission, string? question, DateTimeOffset now, Guid by)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (Check(question) is { } bad) return bad;
        if (submission.State is SubmissionState.Declined or SubmissionState.Withdrawn or SubmissionState.Disqualified) return new Refusal("Submissions.OverForQuestions", submission.State);

        return new InformationRequest { EditionId = submission.EditionId, SubmissionId = submission.Id, Question = question!.Trim(), AskedBy = by, AskedAt = now };
    }

    public static Refusal? Check(string? question) => Text.Check(question, "Question", QuestionLength);

    public Result AnswerWith(string? text, DateTimeOffset now)
    {
        if (AnsweredAt is not null) return InformationRefusals.AnsweredAlready;
        if (Text.Check(text, "Answer", AnswerLength) is { } bad) return bad;

        (Answer, AnsweredAt) = (text!.Trim(), now);
        return Result.Ok;
    }
}

public static class InformationRefusals
{
    public static readonly Refusal AnsweredAlready = new("Submissions.AnsweredAlready");
    public static readonly Refusal AskedAlready = new("Submissions.AskedAlready");
}
