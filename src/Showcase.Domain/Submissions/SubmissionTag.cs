namespace Showcase.Domain.Submissions;

/// <summary>A word that organisers put on a submission to find it again. Artists do not see it.</summary>
public sealed class SubmissionTag : Entity
{
    public const int NameLength = 40;

    private SubmissionTag()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid SubmissionId { get; private set; }

    public string Name { get; private set; } = "";

    public static Result<SubmissionTag> Create(Submission submission, string? name)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (Check(name) is { } bad) return bad;

        return new SubmissionTag { EditionId = submission.EditionId, SubmissionId = submission.Id, Name = name!.Trim() };
    }

    public static Refusal? Check(string? name) => Text.Check(name, "Tag", NameLength);
}
