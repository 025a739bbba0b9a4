using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Showcase.Domain.Films;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Films.CoAuthors;

/// <summary>Lets people into a film by mail, changes what they may do, and shows them out. Whoever owns the film does it, or a co-author with that role.</summary>
public sealed partial class CoAuthorService(
    IDbContextFactory<ShowcaseDbContext> contexts, SiteTexts texts, PlaybackRevocations playback, TimeProvider clock, ChangeFeed feed, ILogger<CoAuthorService> log)
{
    public const string Path = "account/film";

    /// <summary>Invites an address; where that was done before and not answered, the earlier invitation is renewed.</summary>
    /// <param name="site">The root of the site that the mail's link leads to; see <see cref="SiteAddress"/>.</param>
    public async Task<Result> InviteAsync(Actor actor, Guid filmId, string? email, CoAuthorRole role, Uri site, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(site);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.FilmsOf(actor, CoAuthorRole.Own).SingleOrDefaultAsync(f => f.Id == filmId, token) is not { } film) return Refusals.NotFound;

        var (secret, now) = (InvitationSecret.New(), clock.GetUtcNow());
        var made = CoAuthor.Invite(filmId, email, role, actor.UserId, InvitationSecret.Hash(secret), now);
        if (!made.Succeeded) return made.Refusal;

        var invitation = made.Value;
        await using var turn = await QueueAsync(db, actor.UserId, filmId, token);
        if (await IsInAsync(db, film, invitation.Email, token)) return CoAuthorRefusals.AlreadyIn;
        if (await db.CoAuthors.CountAsync(a => a.InvitedBy == actor.UserId && a.SentAt > now.AddDays(-1), token) >= CoAuthor.MostInvitationsADay) return CoAuthorRefusals.TooManyToday;

        var rows = await db.CoAuthors.Where(a => a.FilmId == filmId).ToListAsync(token);
        var before = rows.Find(a => a.Email == invitation.Email);
        if (rows.Count(a => a != before && a.EndedAt is null) >= CoAuthor.MostPerFilm) return CoAuthorRefusals.TooMany;
        if (before is null) db.CoAuthors.Add(invitation);
        else if (before.Renew(role, actor.UserId, InvitationSecret.Hash(secret), now) is { Succeeded: false } refused) return refused;

        db.OutboxMessages.Add(Letter(film, before ?? invitation, actor.Name, new Uri(site, $"{Path}?secret={secret}"), now));
        if (await db.TrySaveAsync(CoAuthorRefusals.AlreadyIn, token) is { Succeeded: false } lost) return lost;

        await turn.CommitAsync(token);
        LogInvited(filmId, role, actor.UserId);
        feed.Tell(filmId);
        return Result.Ok;
    }

    /// <summary>Takes what was offered; the film's id comes back. Good once, in time, and only for the person whose confirmed address it was sent to.</summary>
    public async Task<Result<Guid>> AcceptAsync(Actor actor, string? secret, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var hash = InvitationSecret.Hash(secret ?? "");
        if (await db.CoAuthors.SingleOrDefaultAsync(a => a.SecretHash == hash, token) is not { } invitation) return CoAuthorRefusals.InvitationInvalid;

        var email = await db.Users.Where(u => u.Id == actor.UserId && u.EmailConfirmed).Select(u => u.Email).SingleOrDefaultAsync(token);
        var accepted = invitation.Accept(actor.UserId, email ?? "", clock.GetUtcNow());
        if (!accepted.Succeeded) return accepted.Refusal;
        if (await db.Films.AnyAsync(f => f.Id == invitation.FilmId && f.OwnerId == actor.UserId, token)) return CoAuthorRefusals.AlreadyIn;
        if (await db.Films.Where(f => f.Id == invitation.FilmId).Select(f => (Guid?)f.OwnerId).SingleOrDefaultAsync(token) is { } owner)
        {
            db.Notify(owner, NoticeTopic.InvitationAccepted, actor.Name, $"/workspace/films/{invitation.FilmId}", clock.GetUtcNow());
        }

        if (await db.TrySaveAsync(CoAuthorRefusals.AlreadyIn, token) is { Succeeded: false } lost) return lost.Refusal;

        feed.TellNotices(db);
        LogAccepted(invitation.FilmId, invitation.Role, actor.UserId);
        feed.TellFilm(invitation.FilmId);
        return invitation.FilmId;
    }

    /// <summary>Changes what a co-author, or one who is invited, may do.</summary>
    public async Task<Result> GiveAsync(Actor actor, Guid coAuthorId, CoAuthorRole role, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = db.FilmsOf(actor, CoAuthorRole.Own);
        if (await db.CoAuthors.SingleOrDefaultAsync(a => a.Id == coAuthorId && a.EndedAt == null && films.Any(f => f.Id == a.FilmId), token) is not { } author) return Refusals.NotFound;

        author.Give(role);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogGiven(author.FilmId, role, author.Id, actor.UserId);
        feed.TellFilm(author.FilmId);
        return Result.Ok;
    }

    /// <summary>Shows a co-author out, or takes an invitation back; what they watch of the film stops. Everybody may leave themselves.</summary>
    public async Task<Result> RemoveAsync(Actor actor, Guid coAuthorId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = db.FilmsOf(actor, CoAuthorRole.Own);
        var author = await db.CoAuthors.SingleOrDefaultAsync(a => a.Id == coAuthorId && a.EndedAt == null && (a.UserId == actor.UserId || films.Any(f => f.Id == a.FilmId)), token);
        if (author is null) return Refusals.NotFound;

        if (author.UserId is { } viewer) await playback.RevokeFilmsAsync(db, viewer, db.Films.Where(f => f.Id == author.FilmId).Select(f => f.Id), token);
        author.End(clock.GetUtcNow());
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogRemoved(author.FilmId, author.Id, actor.UserId);
        feed.TellFilm(author.FilmId);
        return Result.Ok;
    }

    /// <summary>Whoever invites queues at the film and at their own row until the transaction ends: two at once do not pass a limit together.</summary>
    private static async Task<IDbContextTransaction> QueueAsync(ShowcaseDbContext db, Guid userId, Guid filmId, CancellationToken token)
    {
        var transaction = await db.Database.BeginTransactionAsync(token);
        await db.Films.Where(film => film.Id == filmId).ExecuteUpdateAsync(film => film.SetProperty(f => f.CreatedAt, f => f.CreatedAt), token);
        await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(user => user.SetProperty(u => u.DisplayName, u => u.DisplayName), token);
        return transaction;
    }

    private static Task<bool> IsInAsync(ShowcaseDbContext db, Film film, string email, CancellationToken token)
    {
        // Identity's own normalisation of addresses is upper case in the invariant culture.
        var normalized = email.ToUpperInvariant();
        return db.Users.AnyAsync(u => u.NormalizedEmail == normalized && (u.Id == film.OwnerId || db.CoAuthors.Any(a => a.FilmId == film.Id && a.UserId == u.Id)), token);
    }

    private OutboxMessage Letter(Film film, CoAuthor invitation, string inviter, Uri link, DateTimeOffset now) => OutboxMessage.Create(
        editionId: null,
        invitation.Email,
        texts["CoAuthors.MailSubject", film.Title],
        texts["CoAuthors.MailBody", inviter, film.Title, texts[$"CoAuthors.May_{invitation.Role}"], link, CoAuthor.Lifetime.TotalDays, invitation.Email],
        now);

    [LoggerMessage(LogLevel.Information, "Somebody was invited to film {FilmId} as {Role} by {UserId}")]
    private partial void LogInvited(Guid filmId, CoAuthorRole role, Guid userId);

    [LoggerMessage(LogLevel.Information, "Film {FilmId} has the co-author {UserId} as {Role}")]
    private partial void LogAccepted(Guid filmId, CoAuthorRole role, Guid userId);

    [LoggerMessage(LogLevel.Information, "Co-author {CoAuthorId} of film {FilmId} has the role {Role} by {UserId}")]
    private partial void LogGiven(Guid filmId, CoAuthorRole role, Guid coAuthorId, Guid userId);

    [LoggerMessage(LogLevel.Information, "Co-author {CoAuthorId} of film {FilmId} was removed by {UserId}")]
    private partial void LogRemoved(Guid filmId, Guid coAuthorId, Guid userId);
}
