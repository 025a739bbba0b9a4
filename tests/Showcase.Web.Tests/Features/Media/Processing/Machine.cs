using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>A server that processes films: a work folder, a clock and a line to the database of its own, and the storage that all share.</summary>
internal sealed class Machine : IDisposable
{
    private readonly WorkFolder folder;
    private readonly bool isOwner;

    /// <param name="world">Its database.</param>
    /// <param name="storage">Its storage.</param>
    /// <param name="clock">Its clock; null: the world's.</param>
    /// <param name="before">The process that was on this machine before: what it left in its work folder is there.</param>
    /// <param name="options">Its settings; null: as they are where nobody sets any.</param>
    public Machine(World world, IMediaStorage storage, TimeProvider? clock = null, Machine? before = null, MediaOptions? options = null)
    {
        folder = before?.folder ?? new WorkFolder(options);
        isOwner = before is null;
        Store = new CutStore(world.Store);
        var work = new StageWork(storage, new Vault(storage), [new HashInspector()], folder.Tool, folder.Data);
        Worker = new ProcessingWorker(Store, work, new GalleryOrders(Store), folder.Tool, new Vault(storage), TestVersionMails.Make(), new ChangeFeed(), clock ?? world.Clock, Options.Create(new MediaOptions()), new Ear(this));
    }

    public CutStore Store { get; }

    public ProcessingWorker Worker { get; }

    /// <summary>Hears what the worker logs.</summary>
    public Action<string> Hear { get; set; } = _ => { };

    /// <summary>Whether anything lies in its work folder.</summary>
    public bool HasWork => Directory.Exists(Work) && Directory.EnumerateDirectories(Work).Any();

    private string Work => folder.Data.Path("work");

    public void Leave(Guid assetId) => Directory.CreateDirectory(Path.Combine(Work, $"{assetId:N}", "First-1-new"));

    public void Dispose()
    {
        if (isOwner) folder.Dispose();
    }

    private sealed class Ear(Machine machine) : ILogger<ProcessingWorker>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => machine.Hear(formatter(state, exception));
    }
}
