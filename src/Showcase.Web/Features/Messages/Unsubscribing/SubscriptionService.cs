using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages.Unsubscribing;

/// <summary>Ends mails that one may do without, and begins them again. Mails that an entry needs always come.</summary>
public sealed class SubscriptionService(IDbContextFactory<ShowcaseDbContext> contexts, MailStop stop, TimeProvider clock)
{
    /// <summary>Whether the link was good; a second click changes nothing.</summary>
    public async Task<bool> StopAsync(string? code, CancellationToken token)
    {
        if (stop.Read(code) is not { } wish) return false;
        if (wish.EditionId is { } editionId) return await SetAsync(wish.UserId, editionId, isWanted: false, token);

        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Users.Where(user => user.Id == wish.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.WantsReminders, false), token) == 1;
    }

    /// <summary>The person's own choice about one edition's announcements.</summary>
    public async Task<Result> ChooseAsync(Actor actor, Guid editionId, bool isWanted, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await SetAsync(actor.UserId, editionId, isWanted, token) ? Result.Ok : Refusals.NotFound;
    }

    private async Task<bool> SetAsync(Guid userId, Guid editionId, bool isWanted, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (isWanted)
        {
            await db.MailOptOuts.Where(optOut => optOut.UserId == userId && optOut.EditionId == editionId).ExecuteDeleteAsync(token);
            return true;
        }

        if (await db.MailOptOuts.AnyAsync(optOut => optOut.UserId == userId && optOut.EditionId == editionId, token)) return true;
        if (!await db.Users.AnyAsync(user => user.Id == userId, token) || !await db.Editions.AnyAsync(edition => edition.Id == editionId, token)) return false;

        // Of two clicks at once the second finds that it is done.
        db.MailOptOuts.Add(new MailOptOut(userId, editionId, clock.GetUtcNow()));
        await db.TrySaveAsync(Refusals.Conflict, token);
        return true;
    }
}

/// <summary>What a person gets by mail and may do without.</summary>
public sealed class SubscriptionQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 200;

    /// <summary>The editions whose announcements the person could get, because of an entry or as a juror, or gets no more; by name.</summary>
    public async Task<IReadOnlyList<Subscription>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Editions
            .Where(edition => db.Submissions.Any(entry => entry.EditionId == edition.Id && entry.ArtistId == actor.UserId)
                || db.EditionMembers.Any(member => member.EditionId == edition.Id && member.UserId == actor.UserId && member.Role == EditionRole.Juror)
                || db.MailOptOuts.Any(optOut => optOut.EditionId == edition.Id && optOut.UserId == actor.UserId))
            .OrderBy(edition => edition.Name).ThenBy(edition => edition.Id)
            .Take(Most)
            .Select(edition => new Subscription(edition.Id, edition.Name, !db.MailOptOuts.Any(optOut => optOut.EditionId == edition.Id && optOut.UserId == actor.UserId)))
            .ToListAsync(token);
    }

    /// <summary>The name of the edition that a link is about; null where there is none.</summary>
    public async Task<string?> EditionNameAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Editions.Where(edition => edition.Id == editionId).Select(edition => edition.Name).SingleOrDefaultAsync(token);
    }
}

/// <summary>An edition and whether its announcements are wanted.</summary>
public sealed record Subscription(Guid EditionId, string Edition, bool IsWanted);
