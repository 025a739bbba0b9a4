using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages;

internal static class OrganiserRows
{
    /// <summary>The editions that the actor organises.</summary>
    public static IQueryable<Guid> EditionsOrganisedBy(this ShowcaseDbContext db, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.EditionMembers.Where(member => member.UserId == actor.UserId && member.Role == EditionRole.Organiser).Select(member => member.EditionId);
    }
}
