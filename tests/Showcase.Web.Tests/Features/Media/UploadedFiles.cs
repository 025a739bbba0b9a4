using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What became of an upload: its rows, and the files that are kept of it.</summary>
internal sealed class UploadedFiles(WebFixture web)
{
    public IMediaStorage Storage => web.Services.GetRequiredService<IMediaStorage>();

    public async Task<MediaAsset> UntilAsync(Guid assetId, MediaState state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
            var asset = await db.MediaAssets.AsNoTracking().SingleAsync(candidate => candidate.Id == assetId, patience.Token);
            if (asset.State == state) return asset;

            Assert.True(asset.State == MediaState.Processing, $"{asset.State}: {asset.Problem} {string.Join(';', asset.Stages.Select(stage => stage.Error))}");
            var change = new TaskCompletionSource();
            using var listening = web.Services.GetRequiredService<ChangeFeed>().Listen(asset.FilmId, () => change.TrySetResult());
            await Task.WhenAny(change.Task, Task.Delay(500, patience.Token));
        }
    }

    public async Task<Film> FilmAsync(Guid id)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.Films.AsNoTracking().SingleAsync(film => film.Id == id);
    }

    public async Task<List<string>> NamesAsync(Guid assetId)
    {
        var names = new List<string>();
        await foreach (var name in Storage.ListAsync(MediaPaths.Arrivals(assetId), default)) names.Add(name);
        await foreach (var name in Storage.ListAsync(MediaPaths.Original(assetId), default)) names.Add(name);
        await foreach (var name in Storage.ListAsync(MediaPaths.Made(assetId), default)) names.Add(name);
        return names;
    }
}
