using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>Sets what a round's progress is measured by, and whether its jurors are reminded.</summary>
public sealed partial class PursuitService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, ILogger<PursuitService> log)
{
    public async Task<Result> SetAsync(Actor actor, Guid roundId, Guid version, int? reviewsWanted, bool remindsJurors, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await access.RoundForOrganiserAsync(db, actor, roundId, token);
        if (!found.Succeeded) return found;
        if (found.Value.Pursue(reviewsWanted, remindsJurors) is { Succeeded: false } refused) return refused;

        db.Expect(found.Value, version);
        if (await db.TrySaveAsync(Refusals.Conflict, token) is { Succeeded: false } lost) return lost;

        LogSet(roundId, reviewsWanted, remindsJurors, actor.UserId);
        feed.Tell(found.Value.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "Round {RoundId} wants {ReviewsWanted} reviews a film, reminds its jurors: {RemindsJurors}; set by {UserId}")]
    private partial void LogSet(Guid roundId, int? reviewsWanted, bool remindsJurors, Guid userId);
}
