using Showcase.Domain.Accounts;

namespace Showcase.Domain.Editions;

/// <summary>
/// An invitation by mail to take a role. The link carries a secret of which only the SHA-256 is kept; it is good once, for
/// <see cref="Lifetime"/>, and only for the person whose confirmed address it was sent to.
/// </summary>
public sealed class MemberInvitation : AggregateRoot
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private MemberInvitation()
    {
    }

    public Guid EditionId { get; private set; }

    public string Email { get; private set; } = "";

    public EditionRole Role { get; private set; }

    /// <summary>Lower-case hexadecimal SHA-256 of the link's secret.</summary>
    public string SecretHash { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset ExpiresAt => SentAt + Lifetime;

    public bool IsExpiredAt(DateTimeOffset now) => now > ExpiresAt;

    public static Result<MemberInvitation> Create(Guid editionId, string? email, EditionRole role, string secretHash, DateTimeOffset now)
    {
        if (!EmailAddress.IsOne(email)) return EditionRefusals.EmailInvalid;

        return new MemberInvitation { EditionId = editionId, Email = email!.Trim(), Role = role, SecretHash = secretHash, SentAt = now };
    }

    /// <summary>Sends it once more: the time starts anew, and the link of the earlier mail is good no longer.</summary>
    public Result Renew(string secretHash, DateTimeOffset now)
    {
        if (AcceptedAt is not null) return EditionRefusals.InvitationInvalid;

        (SecretHash, SentAt) = (secretHash, now);
        return Result.Ok;
    }

    public Result<EditionMember> Accept(Guid userId, string confirmedEmail, DateTimeOffset now)
    {
        if (AcceptedAt is not null || IsExpiredAt(now)) return EditionRefusals.InvitationInvalid;
        if (!string.Equals(Email, confirmedEmail, StringComparison.OrdinalIgnoreCase)) return EditionRefusals.InvitationForOther;

        AcceptedAt = now;
        return new EditionMember(EditionId, userId, Role);
    }
}
