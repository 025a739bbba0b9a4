using Showcase.Domain.Editions;

namespace Showcase.Web.Features.Editions;

internal static partial class EditionLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "Edition {EditionId} was created by {UserId}")]
    public static partial void EditionCreated(this ILogger logger, Guid editionId, Guid userId);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Edition {EditionId} was changed by {UserId}; public: {IsPublic}")]
    public static partial void EditionChanged(this ILogger logger, Guid editionId, Guid userId, bool isPublic);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "{Role} in edition {EditionId} was given to {MemberId} by {UserId}")]
    public static partial void RoleGiven(this ILogger logger, EditionRole role, Guid editionId, Guid memberId, Guid userId);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "{Role} in edition {EditionId} was taken from {MemberId} by {UserId}")]
    public static partial void RoleTaken(this ILogger logger, EditionRole role, Guid editionId, Guid memberId, Guid userId);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "Invitation {InvitationId} to edition {EditionId} was sent by {UserId}")]
    public static partial void InvitationSent(this ILogger logger, Guid invitationId, Guid editionId, Guid userId);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Information, Message = "Invitation {InvitationId} to edition {EditionId} was revoked by {UserId}")]
    public static partial void InvitationRevoked(this ILogger logger, Guid invitationId, Guid editionId, Guid userId);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Information, Message = "Invitation {InvitationId} to edition {EditionId} was accepted by {UserId}")]
    public static partial void InvitationAccepted(this ILogger logger, Guid invitationId, Guid editionId, Guid userId);
}
