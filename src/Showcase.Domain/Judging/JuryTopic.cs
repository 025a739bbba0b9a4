using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>A tag of an edition that its jurors may see and wish for. Other tags stay the organisers' own.</summary>
public sealed class JuryTopic(Guid editionId, string name) : Entity
{
    public const int NameLength = SubmissionTag.NameLength;

    public Guid EditionId { get; private set; } = editionId;

    public string Name { get; private set; } = name;
}
