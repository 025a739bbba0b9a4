using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>Who may read and change what of judging.</summary>
internal static class JudgingRights
{
    /// <summary>The editions in which the actor holds that role; part of every query, so that a right and its rows are read at once.</summary>
    public static IQueryable<Guid> EditionsOf(this ShowcaseDbContext db, Actor actor, EditionRole role) =>
        db.EditionMembers.Where(member => member.UserId == actor.UserId && member.Role == role).Select(member => member.EditionId);

    /// <summary>The round, tracked, for an organiser of its edition; to anybody else it does not exist.</summary>
    public static async Task<Result<JudgingRound>> RoundForOrganiserAsync(this EditionAccess access, ShowcaseDbContext db, Actor actor, Guid roundId, CancellationToken token)
    {
        var round = await db.JudgingRounds.Include(r => r.Criteria).Include(r => r.Panel).SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null || await access.CheckAsync(actor, round.EditionId, token, EditionRole.Organiser) is not null) return Refusals.NotFound;
        return round;
    }
}
