using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Media.Versions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Versions;

/// <summary>A film of two seconds that was sent in to a call which takes such films, the uploads of its artist, and the worker that processes them.</summary>
internal sealed class Replacing : IDisposable
{
    private readonly MediaOptions options = new() { SigningKey = Convert.ToBase64String(new byte[32]), ReserveGigabytes = 0 };
    private readonly WorkFolder folder;

    private Replacing()
    {
        folder = new WorkFolder(options);
        var (vault, wrapped) = (new Vault(folder.Storage), Options.Create(options));
        Uploads = new UploadService(
            World.Store, folder.Storage, vault, new UploadRoom(folder.Storage, wrapped, NullLogger<UploadRoom>.Instance),
            new UploadTickets(folder.Storage, new MediaSigner(wrapped, folder.Data), World.Clock), NoWake.Of(), Feed, World.Clock, NullLogger<UploadService>.Instance);
        Worker = new ProcessingWorker(
            World.Store, folder.Work(), new GalleryOrders(World.Store), folder.Tool, vault, TestVersionMails.Make(), Feed, World.Clock, wrapped, NullLogger<ProcessingWorker>.Instance);
        Sweep = new MediaSweep(World.Store, folder.Storage, vault, Feed, World.Clock, wrapped, NullLogger<MediaSweep>.Instance);
        Queries = new VersionQueries(World.Store, World.Clock);
    }

    public World World { get; } = new();

    public ChangeFeed Feed { get; } = new();

    public UploadService Uploads { get; }

    public ProcessingWorker Worker { get; }

    public MediaSweep Sweep { get; }

    public VersionQueries Queries { get; }

    public Actor Artist { get; private set; } = default!;

    public Edition Edition { get; private set; } = default!;

    public Call Call { get; private set; } = default!;

    public Film Film { get; private set; } = default!;

    public Submission Entry { get; private set; } = default!;

    /// <summary>The file that was sent in.</summary>
    public Guid First { get; private set; }

    public DateTimeOffset Deadline => Call.Categories[0].Deadline;

    public static async Task<Replacing> BeginAsync(TimeSpan? least = null)
    {
        var made = new Replacing();
        made.Artist = await made.World.PersonAsync();
        made.Edition = await made.World.EditionAsync();
        made.Film = await made.World.FilmAsync(made.Artist, runtime: least ?? TimeSpan.FromSeconds(2));
        made.First = made.Film.VideoId!.Value;
        (made.Call, made.Entry) = await made.SendInAsync(made.Edition, least ?? TimeSpan.Zero);
        return made;
    }

    public void Dispose()
    {
        Uploads.Dispose();
        World.Dispose();
        folder.Dispose();
    }

    /// <summary>Sends the film in to a new call with a category that takes films from that length on.</summary>
    public async Task<(Call Call, Submission Entry)> SendInAsync(Edition edition, TimeSpan least, TimeSpan? open = null)
    {
        var call = Call.Create(edition.Id, $"Call of {edition.Slug}", "").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", null, least, TimeSpan.FromMinutes(10), World.Now + (open ?? TimeSpan.FromDays(30))));
        _ = call.Open(World.Now);
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, Film.Id, Artist.UserId, World.Now);
        var sent = entry.Submit(call, call.Categories[0], least + TimeSpan.FromSeconds(2), World.Now);
        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        await World.SaveAsync(call, entry);
        return (call, entry);
    }

    /// <summary>All bytes of a file have come; its end is still to be said.</summary>
    public async Task<Guid> UploadAsync(string name = "better.mp4", byte[]? bytes = null)
    {
        bytes ??= Clips.Film;
        var begun = await Uploads.BeginAsync(Artist, Film.Id, name, bytes.Length, name, default);
        Assert.True(begun.Succeeded, begun.Refusal?.ToString());
        await folder.Storage.WriteAsync(MediaPaths.Arrival(begun.Value.AssetId), new MemoryStream(bytes), default);
        return begun.Value.AssetId;
    }

    public async Task<Guid> ReplaceAsync(string name = "better.mp4")
    {
        var asset = await UploadAsync(name);
        var completed = await Uploads.CompleteAsync(Artist, asset, default);
        Assert.True(completed.Succeeded, completed.Refusal?.ToString());
        return asset;
    }

    /// <summary>What the worker does when a file plays, without making it play.</summary>
    public async Task PlayAsync(Guid assetId, TimeSpan? runtime = null, RenditionKind made = RenditionKind.HlsMaster)
    {
        await using var db = World.Store.CreateDbContext();
        var asset = await db.MediaAssets.SingleAsync(candidate => candidate.Id == assetId);
        asset.RecordFacts(new MediaFacts(runtime ?? TimeSpan.FromSeconds(2), 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        asset.RecordHash(new string('b', 64));
        asset.AddRendition(made, "hls/master.m3u8");
        asset.MarkReady(World.Now);
        await db.ShowAsync(Film.Id, assetId, TestVersionMails.Make(), World.Now);
        await db.SaveChangesAsync();
    }

    public async Task<Guid?> ShownAsync()
    {
        await using var db = World.Store.CreateDbContext();
        return (await db.Films.AsNoTracking().SingleAsync(film => film.Id == Film.Id)).VideoId;
    }

    public async Task<MediaState> StateAsync(Guid assetId)
    {
        await using var db = World.Store.CreateDbContext();
        return (await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == assetId)).State;
    }

    public async Task MoveAsync(params SubmissionState[] steps)
    {
        await using var db = World.Store.CreateDbContext();
        var entry = await db.Submissions.SingleAsync(s => s.Id == Entry.Id);
        foreach (var step in steps) Assert.True(entry.Move(step, World.Now, Guid.CreateVersion7()).Succeeded);
        await db.SaveChangesAsync();
    }

    public async Task ChangeCallAsync(Action<Call> change)
    {
        await using var db = World.Store.CreateDbContext();
        change(await db.Calls.SingleAsync(call => call.Id == Call.Id));
        await db.SaveChangesAsync();
    }
}
