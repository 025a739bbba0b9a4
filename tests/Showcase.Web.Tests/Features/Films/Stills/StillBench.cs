using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>The services of stills and posters over a world and a storage of a test's own, with real ffmpeg.</summary>
internal sealed class StillBench : IDisposable
{
    private readonly PictureStudio studio;

    public StillBench()
    {
        Folder = new WorkFolder(Options);
        studio = new PictureStudio(Folder.Tool, Folder.Storage, Folder.Data);
        var settings = Microsoft.Extensions.Options.Options.Create(Options);
        var room = new UploadRoom(Folder.Storage, settings, NullLogger<UploadRoom>.Instance);
        Service = new StillService(World.Store, studio, room, new ChangeFeed(), World.Clock, NullLogger<StillService>.Instance);
        Queries = new StillQueries(World.Store, new PlaybackGrants(new MediaSigner(settings, Folder.Data), World.Revocations, World.Clock));
        Sweep = new StillSweep(World.Store, Folder.Storage, studio, World.Clock, NullLogger<StillSweep>.Instance);
    }

    public World World { get; } = new();

    public MediaOptions Options { get; } = new() { ReserveGigabytes = 0 };

    public WorkFolder Folder { get; }

    public StillService Service { get; }

    public StillQueries Queries { get; }

    public StillSweep Sweep { get; }

    public void Dispose()
    {
        studio.Dispose();
        World.Dispose();
        Folder.Dispose();
    }

    public static PictureUpload Upload(byte[] bytes, string name = "still.jpg") => new(name, bytes.Length, new MemoryStream(bytes));

    public async Task<(Actor Owner, Film Film)> FilmAsync()
    {
        var owner = await World.PersonAsync();
        return (owner, await World.FilmAsync(owner));
    }

    public Task<Result<Guid>> AddAsync(Actor actor, Film film, byte[] bytes, string name = "still.jpg") => Service.AddAsync(actor, film.Id, Upload(bytes, name), default);

    public async Task<Guid> MustAddAsync(Actor actor, Film film, byte[] bytes)
    {
        var added = await AddAsync(actor, film, bytes);
        Assert.True(added.Succeeded, added.Refusal?.ToString());
        return added.Value;
    }

    /// <summary>Rows alone: what is counted and ordered has no need of pixels.</summary>
    public async Task TwelveAsync(Film film, int count = 12)
    {
        var set = FilmPictures.Of(film.Id);
        for (var still = 0; still < count; still++) Assert.True(set.AddStill(Picture.Of($"{still}.jpg", new PictureFile($"{still:x64}", 1600, 900, 1_000), World.Now).Value).Succeeded);
        await World.SaveAsync(set);
    }

    public async Task<MyStills> FindAsync(Actor actor, Film film) => (await Queries.FindAsync(actor, film.Id, default))!;

    public async Task<Guid> StillIdAsync(Film film)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.Pictures.Where(picture => db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == film.Id)).Select(picture => picture.Id).FirstAsync();
    }

    public async Task<Poster> PosterAsync(Film film)
    {
        await using var db = World.Store.CreateDbContext();
        return (await db.FilmPictures.AsNoTracking().SingleAsync(set => set.FilmId == film.Id)).Poster!;
    }

    public async Task<List<int>> PositionsAsync(Film film)
    {
        await using var db = World.Store.CreateDbContext();
        return await db.Pictures.Where(picture => picture.Position != null && db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == film.Id)).Select(picture => picture.Position!.Value).OrderBy(place => place).ToListAsync();
    }

    public async Task<List<string>> FilesAsync()
    {
        var names = new List<string>();
        await foreach (var name in Folder.Storage.ListAsync(MediaPaths.Pictures, default)) names.Add(name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public (int Width, int Height) Seen(Guid id, int size)
    {
        var header = PictureHeader.Read(File.ReadAllBytes(Folder.Storage.LocalFile(MediaPaths.Picture(id, size))!));
        return (header.Value.Width, header.Value.Height);
    }
}
