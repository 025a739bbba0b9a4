using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Media;

/// <summary>What the database knows of files whose blocks arrive. Each block asks twice, so the question is built once.</summary>
internal sealed class ArrivingFiles(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private readonly Func<ShowcaseDbContext, Guid, CancellationToken, Task<ArrivingFile?>> find = EF.CompileAsyncQuery((ShowcaseDbContext db, Guid assetId, CancellationToken token) =>
        db.MediaAssets.Where(asset => asset.Id == assetId && asset.State == MediaState.Uploading).Select(asset => new ArrivingFile(asset.Size, asset.BlockSize)).FirstOrDefault());

    /// <summary>Null where blocks are wanted no more, or never were.</summary>
    public async Task<ArrivingFile?> FindAsync(Guid assetId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await find(db, assetId, token);
    }

    /// <summary>Whether the file's bytes are still to stay where uploads arrive: it may be complete, and not checked yet.</summary>
    public async Task<bool> IsAwaitedAsync(Guid assetId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.MediaAssets.Where(UploadService.IsArriving).AnyAsync(asset => asset.Id == assetId);
    }
}

/// <summary>A file's length and that of its blocks, in bytes.</summary>
internal sealed record ArrivingFile(long Size, int BlockSize)
{
    public int BlockCount => Blocks.CountOf(Size, BlockSize);
}
