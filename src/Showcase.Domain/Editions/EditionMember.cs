namespace Showcase.Domain.Editions;

/// <summary>What a person does in an edition. A person may hold several; an artist needs none.</summary>
public enum EditionRole
{
    Organiser,
    Curator,
    Juror,
    SafetyReviewer,
    GrantsOfficer,
}

/// <summary>One role of one person in one edition.</summary>
public sealed class EditionMember(Guid editionId, Guid userId, EditionRole role) : Entity
{
    public Guid EditionId { get; private set; } = editionId;

    public Guid UserId { get; private set; } = userId;

    public EditionRole Role { get; private set; } = role;
}
