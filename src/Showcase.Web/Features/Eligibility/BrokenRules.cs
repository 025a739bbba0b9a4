using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Features.Messages.Threads;

namespace Showcase.Web.Features.Eligibility;

/// <summary>What was not measured yet bars no entry from being sent in. Where it breaks a rule once it is, the artist's side is told, once for each file.</summary>
internal static class BrokenRules
{
    private const int MostPeople = 100;

    /// <summary>To be saved together with what was measured. Whom open pages are to be told of comes back.</summary>
    public static async Task<IReadOnlyList<Guid>> NotifyBrokenRulesAsync(this ShowcaseDbContext db, Guid filmId, Guid assetId, DateTimeOffset now)
    {
        var film = await db.Films.FirstOrDefaultAsync(candidate => candidate.Id == filmId);
        var file = await db.MediaAssets.FirstOrDefaultAsync(asset => asset.Id == assetId);
        if (film is null || file is null || film.VideoId != assetId) return [];

        var told = new List<Guid>();
        foreach (var holding in await db.HoldingAsync(filmId, CancellationToken.None))
        {
            if (!await db.BreaksFileRulesAsync(holding.SubmissionId, file, CancellationToken.None)) continue;

            var entry = await db.Submissions.SingleAsync(s => s.Id == holding.SubmissionId);
            var link = $"/workspace/submissions/{entry.Id}";
            var known = await db.InAppNotices.Where(notice => notice.Topic == NoticeTopic.RuleBroken && notice.Link == link && notice.At >= file.CreatedAt).Select(notice => notice.UserId).ToListAsync();
            foreach (var person in await db.ArtistSide(entry).Select(user => user.Id).Take(MostPeople).ToListAsync())
            {
                if (known.Contains(person)) continue;

                db.Notify(person, NoticeTopic.RuleBroken, film.Title, link, now);
                told.Add(person);
            }
        }

        return told;
    }
}
