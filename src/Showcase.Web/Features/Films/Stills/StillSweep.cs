using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>Deletes pictures that no row names: of films that were deleted, and of uploads that ended with their server. May run as often as it likes.</summary>
public sealed partial class StillSweep(IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage, PictureStudio studio, TimeProvider clock, ILogger<StillSweep> log)
{
    // Files come before their row: those of an upload that goes on are younger.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken token)
    {
        var before = clock.GetUtcNow() - Grace;
        studio.Sweep(before);
        var found = new HashSet<Guid>();
        await foreach (var name in storage.ListAsync(MediaPaths.Pictures, token))
        {
            if (MediaPaths.PictureOf(name) is { } id && PictureAge.Of(id) < before) found.Add(id);
        }

        await using var db = await contexts.CreateDbContextAsync(token);
        foreach (var some in found.Chunk(200))
        {
            var named = await db.Pictures.Where(picture => some.Contains(picture.Id)).Select(picture => picture.Id)
                .Concat(db.FilmPictures.Where(set => set.Poster != null && some.Contains(set.Poster.FilesId)).Select(set => set.Poster!.FilesId))
                .ToListAsync(token);
            foreach (var id in some.Except(named))
            {
                await studio.DropAsync(id, token);
                LogSwept(id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Picture {PictureId} swept")]
    private partial void LogSwept(Guid pictureId);
}
