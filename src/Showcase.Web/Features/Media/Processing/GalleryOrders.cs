using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Asks for the files that gallery screens need: curators take works in and out, and processing finds by itself what lacks one.</summary>
public sealed class GalleryOrders(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostAtOnce = 100;

    /// <summary>Adds the stage to installed works without one. Asked twice, it is added once.</summary>
    public async Task AskAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        foreach (var asset in await db.WithoutGalleryFile().Take(MostAtOnce).ToListAsync(token))
        {
            asset.AskFor(ProcessingStages.Gallery);
            asset.Touch();
        }

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another worker asked, or an asset changed: the next look sees what is left.
        }
    }
}
