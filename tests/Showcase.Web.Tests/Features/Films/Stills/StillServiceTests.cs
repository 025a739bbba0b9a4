using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>An artist's stills: how many, in which order, in whose hands, and what becomes of them.</summary>
public sealed class StillServiceTests : IDisposable
{
    private readonly StillBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_thirteenth_still_is_refused_and_twelve_stay()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film);

        Assert.Equal(StillRefusals.TooMany, (await bench.AddAsync(ada, film, Made.Jpeg(640, 360))).Refusal);

        Assert.Equal(12, (await bench.FindAsync(ada, film)).Stills.Count);
    }

    [Fact]
    public async Task Two_uploads_at_once_do_not_pass_twelve_and_the_one_that_lost_leaves_nothing()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 11);

        var ends = await Task.WhenAll(bench.AddAsync(ada, film, Made.Jpeg(640, 360, seed: 1)), bench.AddAsync(ada, film, Made.Jpeg(640, 360, seed: 2)));

        Assert.Single(ends, end => end.Succeeded);
        Assert.Equal(StillRefusals.TooMany, ends.Single(end => !end.Succeeded).Refusal);
        Assert.Equal(Enumerable.Range(0, 12), await bench.PositionsAsync(film));
        Assert.Equal(2, (await bench.FilesAsync()).Count);
    }

    [Theory]
    [InlineData(StandIns.Hang)]
    [InlineData("case \"$*\" in *-version*) exit 0;; esac; echo 'No space left on device' >&2; exit 1")]
    public async Task A_picture_is_not_to_blame_where_the_machine_lets_its_maker_down(string fault)
    {
        var (ada, film) = await bench.FilmAsync();
        (bench.Options.FfmpegFolder, bench.Options.StallSeconds) = (StandIns.Write(bench.Folder.Path, "ffmpeg", fault), 1);

        await Assert.ThrowsAsync<ToolFailedException>(() => bench.AddAsync(ada, film, Made.Jpeg(640, 360)).WaitAsync(TimeSpan.FromMinutes(1)));

        (bench.Options.FfmpegFolder, bench.Options.StallSeconds) = (null, 60);
        await bench.MustAddAsync(ada, film, Made.Jpeg(640, 360));
        Assert.Single((await bench.FindAsync(ada, film)).Stills);
    }

    [Fact]
    public async Task The_same_file_again_or_twice_at_once_is_the_same_still()
    {
        var (ada, film) = await bench.FilmAsync();

        var ends = await Task.WhenAll(bench.AddAsync(ada, film, Made.Jpeg(640, 360)), bench.AddAsync(ada, film, Made.Jpeg(640, 360)));
        var again = await bench.MustAddAsync(ada, film, Made.Jpeg(640, 360));

        Assert.Equal(again, Assert.Single((await bench.FindAsync(ada, film)).Stills).Id);
        Assert.All(ends, end => Assert.Equal(again, end.Value));
        Assert.Equal(2, (await bench.FilesAsync()).Count);
    }

    [Fact]
    public async Task Stills_stay_in_the_order_that_their_artist_gives_them()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 3);
        var ids = (await bench.FindAsync(ada, film)).Stills.Select(still => still.Id).ToList();

        Assert.True((await bench.Service.ArrangeAsync(ada, film.Id, [ids[2], ids[0], ids[1]], default)).Succeeded);
        Assert.Equal(Refusals.Conflict, (await bench.Service.ArrangeAsync(ada, film.Id, [ids[0], ids[1]], default)).Refusal);
        Assert.Equal(Refusals.Conflict, (await bench.Service.ArrangeAsync(ada, film.Id, [ids[0], ids[0], ids[1]], default)).Refusal);
        Assert.Equal([ids[2], ids[0], ids[1]], (await bench.FindAsync(ada, film)).Stills.Select(still => still.Id));

        Assert.True((await bench.Service.RemoveAsync(ada, film.Id, ids[0], default)).Succeeded);
        Assert.Equal([ids[2], ids[1]], (await bench.FindAsync(ada, film)).Stills.Select(still => still.Id));
        Assert.Equal([0, 1], await bench.PositionsAsync(film));
    }

    [Fact]
    public async Task What_there_is_to_see_is_kept_and_too_many_words_are_not()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 1);
        var id = (await bench.FindAsync(ada, film)).Stills[0].Id;

        Assert.True((await bench.Service.DescribeAsync(ada, film.Id, id, " A jar of salt. ", "Bo Lens", default)).Succeeded);
        Assert.Equal(Refusals.TooLong("Alt", Picture.AltLength), (await bench.Service.DescribeAsync(ada, film.Id, id, new string('a', Picture.AltLength + 1), "", default)).Refusal);

        var still = (await bench.FindAsync(ada, film)).Stills[0];
        Assert.Equal(("A jar of salt.", "Bo Lens"), (still.Alt, still.Credit));
    }

    [Fact]
    public async Task Somebody_elses_film_has_no_stills_to_see_or_change()
    {
        var (_, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 1);
        var (bo, viewer) = (await bench.World.PersonAsync("Bo"), await bench.World.CoAuthorAsync(film, CoAuthorRole.View));
        var id = await bench.StillIdAsync(film);

        foreach (var stranger in new[] { bo, viewer })
        {
            Assert.Equal(Refusals.NotFound, (await bench.AddAsync(stranger, film, Made.Jpeg(640, 360))).Refusal);
            Assert.Equal(Refusals.NotFound, (await bench.Service.RemoveAsync(stranger, film.Id, id, default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await bench.Service.DescribeAsync(stranger, film.Id, id, "Mine", "", default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await bench.Service.CropAsync(stranger, film.Id, id, new PosterCrop(0, 0, 1), default)).Refusal);
            Assert.Equal(Refusals.NotFound, (await bench.Service.ArrangeAsync(stranger, film.Id, [id], default)).Refusal);
        }

        Assert.Null(await bench.Queries.FindAsync(bo, film.Id, default));
        Assert.Single((await bench.FindAsync(viewer, film)).Stills);
        var (cy, other) = await bench.FilmAsync();
        Assert.Equal(Refusals.NotFound, (await bench.Service.CropAsync(cy, other.Id, id, new PosterCrop(0, 0, 1), default)).Refusal);
    }

    [Fact]
    public async Task Stills_of_a_chosen_film_stay_as_they_are()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 1);
        var entry = await bench.World.SubmissionAsync(await bench.World.OpenCallAsync(await bench.World.EditionAsync()), film);
        await using (var db = bench.World.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.Selected, bench.World.Now, film.OwnerId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(FilmRefusals.Chosen, (await bench.AddAsync(ada, film, Made.Jpeg(640, 360))).Refusal);
        Assert.Equal(FilmRefusals.Chosen, (await bench.Service.RemoveAsync(ada, film.Id, await bench.StillIdAsync(film), default)).Refusal);
        Assert.True((await bench.FindAsync(ada, film)).IsFrozen);
    }

    [Fact]
    public async Task Pictures_count_against_what_one_person_may_keep()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.MustAddAsync(ada, film, Made.Jpeg(640, 360));
        bench.Options.PersonGigabytes = (1_000_000 + (await bench.FilesAsync()).Sum(file => new FileInfo(bench.Folder.Storage.LocalFile(file)!).Length) + 1_000) / 1e9;

        Assert.Equal("Stills.ShareFull", (await bench.AddAsync(ada, film, Made.Jpeg(640, 360, seed: 3))).Refusal?.Code);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_one_whose_server_was_killed_is_swept()
    {
        var (ada, film) = await bench.FilmAsync();
        var whole = Made.Jpeg(640, 360);

        Assert.Equal(StillRefusals.Incomplete, (await bench.Service.AddAsync(ada, film.Id, new PictureUpload("still.jpg", whole.Length, new MemoryStream(whole[..500])), default)).Refusal);
        await Assert.ThrowsAsync<IOException>(() => bench.Service.AddAsync(ada, film.Id, new PictureUpload("still.jpg", whole.Length, new BrokenStream()), default));
        Assert.Empty(await bench.FilesAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Folder.Data.Path("pictures")));

        var (killed, under) = (Guid.CreateVersion7(bench.World.Now.AddHours(-2)), Guid.CreateVersion7(bench.World.Now.AddMinutes(-1)));
        foreach (var id in new[] { killed, under })
        {
            await bench.Folder.Storage.WriteAsync(MediaPaths.Picture(id, 480), new MemoryStream(whole), default);
            Directory.CreateDirectory(bench.Folder.Data.Path($"pictures/{id:N}"));
        }

        await bench.Sweep.SweepAsync(default);

        Assert.Equal([MediaPaths.Picture(under, 480)], await bench.FilesAsync());
        Assert.Equal([$"{under:N}"], Directory.EnumerateDirectories(bench.Folder.Data.Path("pictures")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_deleted_film_takes_its_pictures_along_and_the_sweep_spares_those_of_others()
    {
        var (ada, film) = await bench.FilmAsync();
        var (bo, other) = await bench.FilmAsync();
        var gone = await bench.MustAddAsync(ada, film, Made.Jpeg(640, 360));
        var kept = await bench.MustAddAsync(bo, other, Made.Jpeg(640, 360));
        Assert.True((await bench.Service.CropAsync(bo, other.Id, kept, PosterCrop.Middle(640, 360), default)).Succeeded);
        Assert.True((await new FilmService(bench.World.Store, bench.World.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance).DeleteAsync(ada, film.Id, default)).Succeeded);
        bench.World.Clock.Move(DateTimeOffset.UtcNow.AddHours(2) - bench.World.Now);

        await bench.Sweep.SweepAsync(default);

        var files = await bench.FilesAsync();
        Assert.Equal(3, files.Count);
        Assert.DoesNotContain(files, file => file.Contains($"{gone:N}", StringComparison.Ordinal));
    }
}
