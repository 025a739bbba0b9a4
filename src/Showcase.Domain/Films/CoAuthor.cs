using Showcase.Domain.Accounts;

namespace Showcase.Domain.Films;

/// <summary>What a co-author may do with a film and its entries; each may do what the one before may.</summary>
public enum CoAuthorRole
{
    /// <summary>Reads the film's record, its entries and what became of them, and watches it.</summary>
    View,

    /// <summary>Changes the record and its files, and writes drafts of entries.</summary>
    Edit,

    /// <summary>Does all that the film's owner does: sends it in, pays, takes it back, deletes it, lets others in.</summary>
    Own,
}

/// <summary>
/// A person whom a film's owner lets in. They are invited by mail: the link carries a secret of which only the SHA-256 is kept; it is good
/// once, for <see cref="Lifetime"/>, and only for the person whose confirmed address it was sent to. The film, its entries and their fees stay the owner's.
/// </summary>
public sealed class CoAuthor : AggregateRoot
{
    public const int MostPerFilm = 20;

    /// <summary>Most addresses that one person may write to in a day, over all films.</summary>
    public const int MostInvitationsADay = 30;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Between two mails to the same address about the same film.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private CoAuthor()
    {
    }

    public Guid FilmId { get; private set; }

    /// <summary>In lower case: there is one row for each film and address.</summary>
    public string Email { get; private set; } = "";

    public CoAuthorRole Role { get; private set; }

    public Guid InvitedBy { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>Lower-case hexadecimal SHA-256 of the link's secret; null once it was used or taken back.</summary>
    public string? SecretHash { get; private set; }

    /// <summary>Who has accepted; null before, and after the person has left.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>Set while the invitation is neither good nor accepted: the row stays, so that nobody is written to without end.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset ExpiresAt => SentAt + Lifetime;

    /// <param name="email">A bare address; see <see cref="EmailAddress"/>.</param>
    public static Result<CoAuthor> Invite(Guid filmId, string? email, CoAuthorRole role, Guid by, string secretHash, DateTimeOffset now)
    {
        if (!EmailAddress.IsOne(email)) return CoAuthorRefusals.EmailInvalid;

        return new CoAuthor { FilmId = filmId, Email = Normalise(email!), Role = role, InvitedBy = by, SecretHash = secretHash, SentAt = now };
    }

    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Writes to them again: the time starts anew, and the link of an earlier mail is good no longer.</summary>
    public Result Renew(CoAuthorRole role, Guid by, string secretHash, DateTimeOffset now)
    {
        if (UserId is not null) return CoAuthorRefusals.AlreadyIn;
        if (now - SentAt < Pause) return CoAuthorRefusals.SentJustNow;

        (Role, InvitedBy, SecretHash, SentAt, EndedAt) = (role, by, secretHash, now, null);
        return Result.Ok;
    }

    public Result Accept(Guid userId, string confirmedEmail, DateTimeOffset now)
    {
        if (UserId is not null || EndedAt is not null || now > ExpiresAt) return CoAuthorRefusals.InvitationInvalid;
        if (Normalise(confirmedEmail) != Email) return CoAuthorRefusals.InvitationForOther;

        (UserId, SecretHash) = (userId, null);
        return Result.Ok;
    }

    public void Give(CoAuthorRole role) => Role = role;

    /// <summary>Takes the invitation back, or what was given with it.</summary>
    public void End(DateTimeOffset now) => (UserId, SecretHash, EndedAt) = (null, null, now);
}

public static class CoAuthorRefusals
{
    public static readonly Refusal EmailInvalid = new("CoAuthors.EmailInvalid");
    public static readonly Refusal AlreadyIn = new("CoAuthors.AlreadyIn");
    public static readonly Refusal SentJustNow = new("CoAuthors.SentJustNow", CoAuthor.Pause.TotalMinutes);
    public static readonly Refusal TooMany = new("CoAuthors.TooMany", CoAuthor.MostPerFilm);
    public static readonly Refusal TooManyToday = new("CoAuthors.TooManyToday", CoAuthor.MostInvitationsADay);
    public static readonly Refusal InvitationInvalid = new("CoAuthors.InvitationInvalid");
    public static readonly Refusal InvitationForOther = new("CoAuthors.InvitationForOther");
}
