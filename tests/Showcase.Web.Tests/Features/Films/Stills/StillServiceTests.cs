using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>An artist's stills and poster, from the first byte to what is kept, through real ffmpeg.</summary>
public sealed class StillServiceTests : IDisposable
{
    private const string Script = "<html><script>alert(document.cookie)</script></html>";

    private readonly World world = new();
    private readonly MediaOptions options = new() { ReserveGigabytes = 0 };
    private readonly WorkFolder folder;
    private readonly PictureStudio studio;
    private readonly StillService service;
    private readonly StillQueries queries;
    private readonly StillSweep sweep;

    public StillServiceTests()
    {
        folder = new WorkFolder(options);
        studio = new PictureStudio(folder.Tool, folder.Storage, folder.Data);
        var room = new UploadRoom(folder.Storage, Options.Create(options), NullLogger<UploadRoom>.Instance);
        service = new StillService(world.Store, studio, room, new ChangeFeed(), world.Clock, NullLogger<StillService>.Instance);
        queries = new StillQueries(world.Store, new PlaybackGrants(new MediaSigner(Options.Create(options), folder.Data), world.Revocations, world.Clock));
        sweep = new StillSweep(world.Store, folder.Storage, studio, world.Clock, NullLogger<StillSweep>.Instance);
    }

    public void Dispose()
    {
        studio.Dispose();
        world.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task Each_format_that_is_asked_for_is_kept_as_jpeg_in_sizes_that_do_not_enlarge(string format)
    {
        var (ada, film) = await FilmAsync();

        var id = await MustAddAsync(ada, film, format switch { "jpeg" => Made.Jpeg(640, 360), "png" => Made.Png(), _ => Made.WebP() });

        var still = Assert.Single((await FindAsync(ada, film)).Stills);
        Assert.Equal((id, 640, 360), (still.Id, still.Picture.Width, still.Picture.Height));
        Assert.Equal([$"{MediaPaths.Picture(id, 480)}", $"{MediaPaths.Picture(id, 960)}"], await FilesAsync());
        Assert.Equal((480, 270), Seen(id, 480));
        Assert.Equal((640, 360), Seen(id, 960));
    }

    [Fact]
    public async Task A_polyglot_leaves_nothing_of_its_other_side_in_what_is_kept()
    {
        var (ada, film) = await FilmAsync();

        await MustAddAsync(ada, film, Made.Polyglot(Script));
        await MustAddAsync(ada, film, Made.Archive());

        var files = await FilesAsync();
        Assert.Equal(6, files.Count);
        foreach (var bytes in files.Select(file => File.ReadAllBytes(folder.Storage.LocalFile(file)!)))
        {
            Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);
            Assert.Equal([0xFF, 0xD9], bytes[^2..]);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("script"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Evil"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("PK\u0003\u0004"u8));
        }
    }

    [Theory]
    [InlineData("svg", "Stills.NotPicture")]
    [InlineData("html", "Stills.NotPicture")]
    [InlineData("gif", "Stills.NotPicture")]
    [InlineData("film", "Stills.NotPicture")]
    [InlineData("empty", "Stills.NotPicture")]
    [InlineData("cut jpeg", "Stills.Truncated")]
    [InlineData("cut png", "Stills.Truncated")]
    [InlineData("cut webp", "Stills.Truncated")]
    [InlineData("claims 60,000 a side", "Stills.TooManyPixels")]
    [InlineData("20,000 a side in a few bytes", "Stills.TooManyPixels")]
    [InlineData("4,000 a side and no pixels", "Stills.Undecodable")]
    [InlineData("tiny", "Stills.TooFewPixels")]
    [InlineData("four inks", "Stills.ForPress")]
    [InlineData("moves", "Stills.Moving")]
    public async Task What_is_no_still_is_refused_in_words_and_leaves_nothing(string what, string reason)
    {
        var (ada, film) = await FilmAsync();

        Assert.Equal(reason, (await AddAsync(ada, film, Bad(what), "still.jpg")).Refusal?.Code);

        Assert.Empty((await FindAsync(ada, film)).Stills);
        Assert.Empty(await FilesAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Data.Path("pictures")));
    }

    [Theory]
    [InlineData(1, false, "red", "blue")]
    [InlineData(3, false, "blue", "red")]
    [InlineData(6, true, "red", "blue")]
    [InlineData(8, true, "blue", "red")]
    public async Task A_picture_that_says_it_is_turned_is_kept_upright(int orientation, bool isTurned, string first, string last)
    {
        var (ada, film) = await FilmAsync();

        var id = await MustAddAsync(ada, film, Made.Turned(orientation));

        Assert.Equal(isTurned ? (360, 640) : (640, 360), Seen(id, isTurned ? 480 : 960));
        Assert.Equal((first, last), EndsOf(id, isTurned));
    }

    [Fact]
    public async Task A_thirteenth_still_is_refused_and_twelve_stay()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film);

        Assert.Equal(StillRefusals.TooMany, (await AddAsync(ada, film, Made.Jpeg(640, 360))).Refusal);

        Assert.Equal(12, (await FindAsync(ada, film)).Stills.Count);
    }

    [Fact]
    public async Task Two_uploads_at_once_do_not_pass_twelve_and_the_one_that_lost_leaves_nothing()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film, count: 11);

        var ends = await Task.WhenAll(AddAsync(ada, film, Made.Jpeg(640, 360, seed: 1)), AddAsync(ada, film, Made.Jpeg(640, 360, seed: 2)));

        Assert.Single(ends, end => end.Succeeded);
        Assert.Equal(StillRefusals.TooMany, ends.Single(end => !end.Succeeded).Refusal);
        Assert.Equal(Enumerable.Range(0, 12), await PositionsAsync(film));
        Assert.Equal(2, (await FilesAsync()).Count);
    }

    [Fact]
    public async Task The_same_file_again_or_twice_at_once_is_the_same_still()
    {
        var (ada, film) = await FilmAsync();

        var ends = await Task.WhenAll(AddAsync(ada, film, Made.Jpeg(640, 360)), AddAsync(ada, film, Made.Jpeg(640, 360)));
        var again = await MustAddAsync(ada, film, Made.Jpeg(640, 360));

        Assert.Equal(again, Assert.Single((await FindAsync(ada, film)).Stills).Id);
        Assert.All(ends, end => Assert.Equal(again, end.Value));
        Assert.Equal(2, (await FilesAsync()).Count);
    }

    [Fact]
    public async Task Stills_stay_in_the_order_that_their_artist_gives_them()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film, count: 3);
        var ids = (await FindAsync(ada, film)).Stills.Select(still => still.Id).ToList();

        Assert.True((await service.ArrangeAsync(ada, film.Id, [ids[2], ids[0], ids[1]], default)).Succeeded);
        Assert.Equal(Refusals.Conflict, (await service.ArrangeAsync(ada, film.Id, [ids[0], ids[1]], default)).Refusal);
        Assert.Equal(Refusals.Conflict, (await service.ArrangeAsync(ada, film.Id, [ids[0], ids[0], ids[1]], default)).Refusal);
        Assert.Equal([ids[2], ids[0], ids[1]], (await FindAsync(ada, film)).Stills.Select(still => still.Id));

        Assert.True((await service.RemoveAsync(ada, film.Id, ids[0], default)).Succeeded);
        Assert.Equal([ids[2], ids[1]], (await FindAsync(ada, film)).Stills.Select(still => still.Id));
        Assert.Equal([0, 1], await PositionsAsync(film));
    }

    [Fact]
    public async Task What_there_is_to_see_is_kept_and_too_many_words_are_not()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film, count: 1);
        var id = (await FindAsync(ada, film)).Stills[0].Id;

        Assert.True((await service.DescribeAsync(ada, film.Id, id, " A jar of salt. ", "Bo Lens", default)).Succeeded);
        Assert.Equal(Refusals.TooLong("Alt", Picture.AltLength), (await service.DescribeAsync(ada, film.Id, id, new string('a', Picture.AltLength + 1), "", default)).Refusal);

        var still = (await FindAsync(ada, film)).Stills[0];
        Assert.Equal(("A jar of salt.", "Bo Lens"), (still.Alt, still.Credit));
    }

    [Fact]
    public async Task A_piece_of_a_still_is_the_poster_and_another_piece_takes_its_place()
    {
        var (ada, film) = await FilmAsync();
        var id = await MustAddAsync(ada, film, Made.Jpeg(1600, 900));

        Assert.True((await service.CropAsync(ada, film.Id, id, new PosterCrop(0.25, 0.1, 0.5), default)).Succeeded);
        var first = await PosterAsync(film);
        Assert.Equal((id, 0.25, 0.1, 0.5, 800), (first.PictureId, first.X, first.Y, first.Share, first.Pixels));
        Assert.Equal((640, 360), Seen(first.FilesId, 640));
        Assert.Equal((800, 450), Seen(first.FilesId, 1280));

        Assert.True((await service.CropAsync(ada, film.Id, id, new PosterCrop(0, 0, 1), default)).Succeeded);
        var second = await PosterAsync(film);
        Assert.NotEqual(first.FilesId, second.FilesId);
        Assert.DoesNotContain(await FilesAsync(), file => file.Contains($"{first.FilesId:N}", StringComparison.Ordinal));

        Assert.True((await service.RemoveAsync(ada, film.Id, id, default)).Succeeded);
        Assert.Null((await FindAsync(ada, film)).Poster);
        Assert.Empty(await FilesAsync());
    }

    [Theory]
    [InlineData(0.6, 0, 0.5)]
    [InlineData(0, 0.6, 0.5)]
    [InlineData(-0.1, 0, 0.5)]
    [InlineData(0, 0, 0.01)]
    [InlineData(0, 0, 1.2)]
    [InlineData(double.NaN, 0, 0.5)]
    [InlineData(0, 0, double.PositiveInfinity)]
    public async Task A_piece_that_does_not_lie_in_the_picture_is_refused(double x, double y, double width)
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film, count: 1);

        Assert.Equal(StillRefusals.CropOutside, (await service.CropAsync(ada, film.Id, (await FindAsync(ada, film)).Stills[0].Id, new PosterCrop(x, y, width), default)).Refusal);
    }

    [Fact]
    public async Task A_picture_for_the_poster_alone_is_no_still_and_goes_with_the_poster()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film);

        var sent = await service.AddPosterAsync(ada, film.Id, Upload(Made.Jpeg(600, 900)), default);

        var shown = await FindAsync(ada, film);
        Assert.Equal((12, sent.Value), (shown.Stills.Count, shown.ForPoster?.Id));
        Assert.Equal(600, (await PosterAsync(film)).Pixels);
        Assert.Equal(0.3125, (await PosterAsync(film)).Y, precision: 3);

        Assert.True((await service.RemovePosterAsync(ada, film.Id, default)).Succeeded);
        Assert.Empty(await FilesAsync());
        Assert.Null((await FindAsync(ada, film)).ForPoster);
    }

    [Fact]
    public async Task Somebody_elses_film_has_no_stills_to_see_or_change()
    {
        var (_, film) = await FilmAsync();
        await TwelveAsync(film, count: 1);
        var (bo, viewer) = (await world.PersonAsync("Bo"), await world.CoAuthorAsync(film, CoAuthorRole.View));
        var id = await StillIdAsync(film);

        foreach (var stranger in new[] { bo, viewer })
        {
            Assert.Equal(Refusals.NotFound, (await AddAsync(stranger, film, Made.Jpeg(640, 360))).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(stranger, film.Id, id, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.DescribeAsync(stranger, film.Id, id, "Mine", "", default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.CropAsync(stranger, film.Id, id, new PosterCrop(0, 0, 1), default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await service.ArrangeAsync(stranger, film.Id, [id], default)).Refusal);
        }

        Assert.Null(await queries.FindAsync(bo, film.Id, default));
        Assert.Single((await FindAsync(viewer, film)).Stills);
        var (cy, other) = await FilmAsync();
        Assert.Equal(Refusals.NotFound, (await service.CropAsync(cy, other.Id, id, new PosterCrop(0, 0, 1), default)).Refusal);
    }

    [Fact]
    public async Task Stills_of_a_chosen_film_stay_as_they_are()
    {
        var (ada, film) = await FilmAsync();
        await TwelveAsync(film, count: 1);
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        await using (var db = world.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.Selected, world.Now, film.OwnerId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(FilmRefusals.Chosen, (await AddAsync(ada, film, Made.Jpeg(640, 360))).Refusal);
        Assert.Equal(FilmRefusals.Chosen, (await service.RemoveAsync(ada, film.Id, await StillIdAsync(film), default)).Refusal);
        Assert.True((await FindAsync(ada, film)).IsFrozen);
    }

    [Fact]
    public async Task Pictures_count_against_what_one_person_may_keep()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, Made.Jpeg(640, 360));
        options.PersonGigabytes = (1_000_000 + (await FilesAsync()).Sum(file => new FileInfo(folder.Storage.LocalFile(file)!).Length) + 1_000) / 1e9;

        Assert.Equal("Stills.ShareFull", (await AddAsync(ada, film, Made.Jpeg(640, 360, seed: 3))).Refusal?.Code);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_one_whose_server_was_killed_is_swept()
    {
        var (ada, film) = await FilmAsync();
        var whole = Made.Jpeg(640, 360);

        Assert.Equal(StillRefusals.Incomplete, (await service.AddAsync(ada, film.Id, new PictureUpload("still.jpg", whole.Length, new MemoryStream(whole[..500])), default)).Refusal);
        await Assert.ThrowsAsync<IOException>(() => service.AddAsync(ada, film.Id, new PictureUpload("still.jpg", whole.Length, new BrokenStream()), default));
        Assert.Empty(await FilesAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Data.Path("pictures")));

        var (killed, under) = (Guid.CreateVersion7(world.Now.AddHours(-2)), Guid.CreateVersion7(world.Now.AddMinutes(-1)));
        foreach (var id in new[] { killed, under })
        {
            await folder.Storage.WriteAsync(MediaPaths.Picture(id, 480), new MemoryStream(whole), default);
            Directory.CreateDirectory(folder.Data.Path($"pictures/{id:N}"));
        }

        await sweep.SweepAsync(default);

        Assert.Equal([MediaPaths.Picture(under, 480)], await FilesAsync());
        Assert.Equal([$"{under:N}"], Directory.EnumerateDirectories(folder.Data.Path("pictures")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_deleted_film_takes_its_pictures_along_and_the_sweep_spares_those_of_others()
    {
        var (ada, film) = await FilmAsync();
        var (bo, other) = await FilmAsync();
        var gone = await MustAddAsync(ada, film, Made.Jpeg(640, 360));
        var kept = await MustAddAsync(bo, other, Made.Jpeg(640, 360));
        Assert.True((await service.CropAsync(bo, other.Id, kept, PosterCrop.Middle(640, 360), default)).Succeeded);
        Assert.True((await new FilmService(world.Store, world.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance).DeleteAsync(ada, film.Id, default)).Succeeded);
        world.Clock.Move(DateTimeOffset.UtcNow.AddHours(2) - world.Now);

        await sweep.SweepAsync(default);

        var files = await FilesAsync();
        Assert.Equal(3, files.Count);
        Assert.DoesNotContain(files, file => file.Contains($"{gone:N}", StringComparison.Ordinal));
    }

    private static byte[] Bad(string what) => what switch
    {
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
        "html" => System.Text.Encoding.UTF8.GetBytes(Script),
        "gif" => [.. "GIF89a"u8, .. new byte[100]],
        "film" => Clips.Film,
        "empty" => [],
        "cut jpeg" => Made.Jpeg(640, 360)[..4_000],
        "cut png" => Made.Png()[..2_000],
        "cut webp" => Made.WebP()[..2_000],
        "claims 60,000 a side" => Made.Claiming(60_000, 60_000),
        "20,000 a side in a few bytes" => Made.Bomb(20_000),
        "4,000 a side and no pixels" => Made.Claiming(4_000, 4_000),
        "tiny" => Made.Jpeg(160, 90),
        "four inks" => Made.ForPress(),
        "moves" => Made.Moving(),
        _ => throw new ArgumentException($"There is no picture '{what}'.", nameof(what)),
    };

    private static PictureUpload Upload(byte[] bytes, string name = "still.jpg") => new(name, bytes.Length, new MemoryStream(bytes));

    private async Task<(Actor Owner, Film Film)> FilmAsync()
    {
        var owner = await world.PersonAsync();
        return (owner, await world.FilmAsync(owner));
    }

    private Task<Result<Guid>> AddAsync(Actor actor, Film film, byte[] bytes, string name = "still.jpg") => service.AddAsync(actor, film.Id, Upload(bytes, name), default);

    private async Task<Guid> MustAddAsync(Actor actor, Film film, byte[] bytes)
    {
        var added = await AddAsync(actor, film, bytes);
        Assert.True(added.Succeeded, added.Refusal?.ToString());
        return added.Value;
    }

    /// <summary>Rows alone: what is counted and ordered has no need of pixels.</summary>
    private async Task TwelveAsync(Film film, int count = 12)
    {
        var set = FilmPictures.Of(film.Id);
        for (var still = 0; still < count; still++) Assert.True(set.AddStill(Picture.Of($"{still}.jpg", new PictureFile($"{still:x64}", 1600, 900, 1_000), world.Now).Value).Succeeded);
        await world.SaveAsync(set);
    }

    private async Task<MyStills> FindAsync(Actor actor, Film film) => (await queries.FindAsync(actor, film.Id, default))!;

    private async Task<Guid> StillIdAsync(Film film)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.Pictures.Where(picture => db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == film.Id)).Select(picture => picture.Id).FirstAsync();
    }

    private async Task<Poster> PosterAsync(Film film)
    {
        await using var db = world.Store.CreateDbContext();
        return (await db.FilmPictures.AsNoTracking().SingleAsync(set => set.FilmId == film.Id)).Poster!;
    }

    private async Task<List<int>> PositionsAsync(Film film)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.Pictures.Where(picture => picture.Position != null && db.FilmPictures.Any(set => set.Id == picture.SetId && set.FilmId == film.Id)).Select(picture => picture.Position!.Value).OrderBy(place => place).ToListAsync();
    }

    private async Task<List<string>> FilesAsync()
    {
        var names = new List<string>();
        await foreach (var name in folder.Storage.ListAsync(MediaPaths.Pictures, default)) names.Add(name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private (int Width, int Height) Seen(Guid id, int size)
    {
        var header = PictureHeader.Read(File.ReadAllBytes(folder.Storage.LocalFile(MediaPaths.Picture(id, size))!));
        return (header.Value.Width, header.Value.Height);
    }

    /// <summary>The colours of the first and the last pixel along the way that halves are stacked.</summary>
    private (string First, string Last) EndsOf(Guid id, bool isTall)
    {
        var file = folder.Storage.LocalFile(MediaPaths.Picture(id, 480))!;
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", file, "-vf", isTall ? "scale=1:8" : "scale=8:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var ffmpeg = Process.Start(start)!;
        using var pixels = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(pixels);
        ffmpeg.WaitForExit();
        var row = pixels.ToArray();
        return (Colour(row[..3]), Colour(row[^3..]));
    }

    private static string Colour(byte[] rgb) => rgb[0] > 200 && rgb[2] < 60 ? "red" : rgb[2] > 200 && rgb[0] < 60 ? "blue" : string.Join(',', rgb);
}
