using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Servers that share a database and a storage which can be made to fail.</summary>
public abstract class ProcessingFaults : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly List<Machine> machines = [];

    protected ProcessingFaults()
    {
        Storage = new FaultyStorage(folder.Storage);
        Service = new JobService(World.Store, NoWake.Of(), new ChangeFeed(), World.Clock);
    }

    protected static TimeSpan Lease { get; } = TimeSpan.FromSeconds(30);

    protected World World { get; } = new();

    private protected FaultyStorage Storage { get; }

    protected JobService Service { get; }

    public virtual void Dispose()
    {
        Storage.Mend();
        machines.ForEach(machine => machine.Dispose());
        World.Dispose();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static ProcessingStage First(MediaAsset asset) => asset.Stages.Single(stage => stage.Name == ProcessingStages.Structure);

    private protected Machine Server(TimeProvider? clock = null, MediaOptions? options = null)
    {
        var machine = new Machine(World, Storage, clock, options: options);
        machines.Add(machine);
        return machine;
    }

    /// <summary>A new process on the same machine.</summary>
    private protected Machine Restart(Machine before)
    {
        var machine = new Machine(World, Storage, null, before);
        machines.Add(machine);
        return machine;
    }

    /// <summary>Holds the Storage up once so much was written.</summary>
    private protected Gate HoldAt(int written)
    {
        var gate = new Gate();
        Storage.Before = () => Storage.Written >= written ? gate.WaitAsync() : Task.CompletedTask;
        return gate;
    }

    private protected async Task<Film> FilmAsync()
    {
        var owner = await World.PersonAsync();
        var film = Film.Create(owner.UserId, new FilmDetails("Salt Index", null, TimeSpan.Zero, 2026, "CZ", "cs", [], []), World.Now).Value;
        await World.SaveAsync(film);
        return film;
    }

    private protected Task<Guid> SendAsync(Film film) => SendAsync(film, Clips.Film);

    private protected Task<Guid> SendAsync(Film film, byte[] bytes) =>
        SendAsync(MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", bytes.Length, "fingerprint", World.Now).Value, ProcessingStages.Names, bytes);

    private protected async Task<Guid> SendAsync(MediaAsset asset, IReadOnlyList<string> stages, byte[] bytes)
    {
        Assert.True(asset.Complete(stages).Succeeded);
        using var content = new MemoryStream(bytes);
        await folder.Storage.WriteAsync(MediaPaths.Arrival(asset.Id), content, default);
        await World.SaveAsync(asset);
        return asset.Id;
    }

    private protected async Task ChangeAsync(Guid id, Action<MediaAsset> change)
    {
        await using var db = World.Store.CreateDbContext();
        change(await db.MediaAssets.SingleAsync(candidate => candidate.Id == id));
        await db.SaveChangesAsync();
    }

    private protected async Task<MediaAsset> FindAsync(Guid id)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == id);
    }

    private protected async Task<List<StageRun>> RunsAsync(Guid id)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.StageRuns.AsNoTracking().Where(run => run.AssetId == id).ToListAsync();
    }

    protected sealed class Gate
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public Task WaitAsync()
        {
            reached.TrySetResult();
            return open.Task;
        }

        public void Open() => open.TrySetResult();
    }
}
