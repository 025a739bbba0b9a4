using Showcase.Domain.Judging.Assigning;

namespace Showcase.Domain.Judging;

/// <summary>What a juror says of one film before films are given out. There is one for each submission and juror.</summary>
public sealed class FilmBid(Guid editionId, Guid submissionId, Guid jurorId) : Entity
{
    public Guid EditionId { get; private set; } = editionId;

    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid JurorId { get; private set; } = jurorId;

    public Bid Value { get; private set; }

    public DateTimeOffset At { get; private set; }

    public void Say(Bid value, DateTimeOffset now) => (Value, At) = (value, now);
}
