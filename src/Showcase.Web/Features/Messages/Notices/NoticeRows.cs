using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages.Notices;

/// <summary>Notices go with the change that they tell of, in its save; jurors get none but of a new file, under the title that they know, so that no blind round leaks through one.</summary>
internal static class NoticeRows
{
    public static void Notify(this ShowcaseDbContext db, Guid userId, NoticeTopic topic, string about, string link, DateTimeOffset now) =>
        db.InAppNotices.Add(new InAppNotice(userId, topic, about, link, now));

    /// <summary>Lets open pages count anew. After the save; it tells of nothing but that there is something.</summary>
    public static void TellNotices(this ChangeFeed feed, ShowcaseDbContext db)
    {
        foreach (var userId in db.ChangeTracker.Entries<InAppNotice>().Where(entry => entry.State == EntityState.Unchanged).Select(entry => entry.Entity.UserId).Distinct()) feed.Tell(userId);
    }
}
