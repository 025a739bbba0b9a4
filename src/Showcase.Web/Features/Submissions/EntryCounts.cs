using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Submissions;

/// <summary>What counts against the limits of entries: all that a person has sent in and not withdrawn.</summary>
internal static class EntryCounts
{
    public static async Task<EntriesSent> EntriesSentAsync(this ShowcaseDbContext db, Guid artistId, Guid callId, Guid categoryId, CancellationToken token)
    {
        var sent = db.Submissions.Where(entry => entry.ArtistId == artistId && entry.State != SubmissionState.Draft && entry.State != SubmissionState.Withdrawn);
        return new EntriesSent(
            await sent.CountAsync(entry => db.Categories.Any(category => category.Id == entry.CategoryId && category.CallId == callId), token),
            await sent.CountAsync(entry => entry.CategoryId == categoryId, token));
    }
}
