using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Descriptions;

/// <summary>An artist's sound files, from the first byte to what viewers are offered, through real ffmpeg.</summary>
public sealed class DescriptionServiceTests : IDisposable
{
    private readonly World world = new();
    private readonly MediaOptions options = new() { ReserveGigabytes = 0 };
    private readonly WorkFolder folder;
    private readonly LocalDiskStorage storage;
    private readonly DescriptionService service;
    private readonly DescriptionQueries queries;
    private readonly ProcessingWorker worker;

    public DescriptionServiceTests()
    {
        folder = new WorkFolder(options);
        storage = folder.Storage;
        var (vault, feed) = (new Vault(storage), new ChangeFeed());
        var wake = NoWake.Of();
        var room = new UploadRoom(storage, Options.Create(options), NullLogger<UploadRoom>.Instance);
        service = new DescriptionService(world.Store, storage, vault, room, wake, feed, world.Clock, NullLogger<DescriptionService>.Instance);
        queries = new DescriptionQueries(world.Store);
        worker = new ProcessingWorker(world.Store, folder.Work(), new GalleryOrders(world.Store), folder.Tool, vault, TestVersionMails.Make(), feed, world.Clock, Options.Create(options), NullLogger<ProcessingWorker>.Instance);
    }

    public void Dispose()
    {
        world.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_sound_as_long_as_the_film_becomes_segments_of_four_seconds_that_viewers_are_offered()
    {
        var (ada, film) = await FilmAsync();

        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await worker.RunAsync(default);

        var line = Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines);
        Assert.Equal(("en", MediaState.Ready, "ad.wav"), (line.Language, line.Newest.State, line.Heard?.FileName));
        Assert.InRange(line.Heard!.Length!.Value.TotalSeconds, 8.99, 9.01);
        var offered = Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default));
        Assert.Equal("en", offered.Language);
        var playlist = await File.ReadAllTextAsync(storage.LocalFile(MediaPaths.Sound(offered.Id))!);
        var segments = HlsList.Read(playlist);
        Assert.Equal(3, segments.Count);
        Assert.All(segments, segment => Assert.InRange(segment.Seconds, 0.5, 4.1));
        Assert.InRange(segments.Sum(segment => segment.Seconds), 8.95, 9.05);
        Assert.Contains("#EXT-X-MAP:URI=\"init_0.mp4\"", playlist, StringComparison.Ordinal);
        Assert.Null(await storage.LengthAsync(MediaPaths.Arrival(offered.Id), default));
    }

    [Theory]
    [InlineData("ad.flac", "-c:a flac")]
    [InlineData("ad.mp3", "-c:a libmp3lame -b:a 64k")]
    [InlineData("ad.m4a", "-c:a aac -ac 6")]
    [InlineData("ad.aac", "-c:a aac")]
    [InlineData("ad.opus", "-c:a libopus")]
    public async Task Every_format_that_is_asked_for_is_taken_and_its_length_is_what_can_be_heard(string name, string encoding)
    {
        var (ada, film) = await FilmAsync();

        await MustAddAsync(ada, film, DescribedClips.Sound(name, 9, encoding), name: name);
        await worker.RunAsync(default);

        var heard = Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines).Heard;
        Assert.NotNull(heard);
        Assert.InRange(heard.Length!.Value.TotalSeconds, 8.9, 9.2);
        Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default));
    }

    [Theory]
    [InlineData("another cut", "Descriptions.OtherLength")]
    [InlineData("film", "Descriptions.HasPicture")]
    [InlineData("magic alone", "Descriptions.NotSound")]
    [InlineData("playlist behind a tag", "Descriptions.NotSound")]
    [InlineData("header alone", "Descriptions.Undecodable")]
    public async Task What_is_no_sound_of_the_film_is_refused_in_words_and_nothing_is_made_of_it(string what, string reason)
    {
        var (ada, film) = await FilmAsync();

        await MustAddAsync(ada, film, DescribedClips.Bad(what));
        await worker.RunAsync(default);

        var line = Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines);
        Assert.Equal((MediaState.Rejected, reason), (line.Newest.State, line.Newest.Problem));
        Assert.Null(line.Heard);
        Assert.Empty(await queries.OfferedAsync(film.VideoId!.Value, default));
        Assert.Empty(await FilesAsync());
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n")]
    [InlineData("ffconcat version 1.0\nfile '/etc/passwd'\n")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    public async Task What_does_not_even_begin_like_sound_is_refused_at_once_and_leaves_nothing(string text)
    {
        var (ada, film) = await FilmAsync();

        Assert.Equal(DescriptionRefusals.NotSound, (await AddAsync(ada, film, System.Text.Encoding.UTF8.GetBytes(text))).Refusal);

        Assert.Empty((await queries.FindAsync(ada, film.Id, default))!.Lines);
        Assert.Empty(await FilesAsync());
        Assert.Empty(await RowsAsync(film));
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_nothing()
    {
        var (ada, film) = await FilmAsync();
        var sound = DescribedClips.Wave(9);

        using var half = new MemoryStream(sound[..(sound.Length / 2)]);
        Assert.Equal(DescriptionRefusals.Incomplete, (await service.AddAsync(ada, film.Id, "en", new SoundUpload("ad.wav", sound.Length, half), default)).Refusal);
        await Assert.ThrowsAsync<IOException>(() => service.AddAsync(ada, film.Id, "en", new SoundUpload("ad.wav", sound.Length, new BrokenStream()), default));

        Assert.Empty(await FilesAsync());
        Assert.Empty(await RowsAsync(film));
    }

    [Fact]
    public async Task A_newer_file_is_heard_once_it_can_be_and_a_refused_one_changes_nothing()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await worker.RunAsync(default);
        var first = Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default)).Id;

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await MustAddAsync(ada, film, DescribedClips.Bad("another cut"), name: "wrong.wav");
        await worker.RunAsync(default);
        Assert.Equal(first, Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default)).Id);
        var line = Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines);
        Assert.Equal(("wrong.wav", "ad.wav"), (line.Newest.FileName, line.Heard?.FileName));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await MustAddAsync(ada, film, DescribedClips.Sound("ad.flac", 9, "-c:a flac"), name: "better.flac");
        Assert.Equal(first, Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default)).Id);
        await worker.RunAsync(default);
        Assert.NotEqual(first, Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default)).Id);
        Assert.Equal("better.flac", Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines).Heard?.FileName);
    }

    [Fact]
    public async Task A_killed_worker_loses_nothing()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await using (var db = world.Store.CreateDbContext())
        {
            var asset = await db.MediaAssets.SingleAsync(a => a.DescribedIn != null);
            asset.Stages[0].Claim(ProcessingStages.VersionOf(ProcessingStages.Verify), null, world.Now, TimeSpan.FromSeconds(30));
            asset.Touch();
            await db.SaveChangesAsync();
        }

        await worker.RunAsync(default);
        Assert.Empty(await queries.OfferedAsync(film.VideoId!.Value, default));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunAsync(default);

        Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default));
    }

    [Fact]
    public async Task A_description_is_not_taken_for_the_films_video_and_does_not_take_its_place()
    {
        var (ada, film) = await FilmAsync();

        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await worker.RunAsync(default);

        var video = (await new UploadQueries(world.Store).FindAsync(ada, film.Id, default))!;
        Assert.Equal((film.VideoId, film.VideoId), (video.Newest?.Id, video.Shown?.Id));
        await using var db = world.Store.CreateDbContext();
        Assert.Equal(film.VideoId, (await db.Films.SingleAsync()).VideoId);
    }

    [Fact]
    public async Task A_new_video_of_the_same_cut_has_the_description_too_and_one_of_another_cut_has_not()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await worker.RunAsync(default);

        Assert.Single(await queries.OfferedAsync(await ReplaceAsync(film, TimeSpan.FromSeconds(10)), default));
        Assert.Empty(await queries.OfferedAsync(await ReplaceAsync(film, TimeSpan.FromSeconds(12)), default));
    }

    [Fact]
    public async Task Removed_it_is_gone_with_its_files()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await MustAddAsync(ada, film, DescribedClips.Wave(9), "de");
        await worker.RunAsync(default);

        Assert.True((await service.RemoveAsync(ada, film.Id, "en", default)).Succeeded);

        Assert.Equal("de", Assert.Single(await queries.OfferedAsync(film.VideoId!.Value, default)).Language);
        Assert.Equal("de", Assert.Single((await queries.FindAsync(ada, film.Id, default))!.Lines).Language);
        Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(ada, film.Id, "en", default)).Refusal);
        Assert.True((await service.RemoveAsync(ada, film.Id, "de", default)).Succeeded);
        Assert.Empty(await FilesAsync());
    }

    [Fact]
    public async Task Another_persons_film_does_not_exist()
    {
        var (ada, film) = await FilmAsync();
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        var bo = await world.PersonAsync("Bo");

        Assert.Equal(Refusals.NotFound, (await AddAsync(bo, film, DescribedClips.Wave(9))).Refusal);
        Assert.Equal(Refusals.NotFound, (await service.RemoveAsync(bo, film.Id, "en", default)).Refusal);
        Assert.Null(await queries.FindAsync(bo, film.Id, default));
        Assert.Single(await RowsAsync(film));
    }

    [Fact]
    public async Task A_film_that_was_chosen_keeps_its_description_and_one_that_was_only_sent_in_may_still_get_one()
    {
        var (ada, film) = await FilmAsync();
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        await MustAddAsync(ada, film, DescribedClips.Wave(9));
        await using (var db = world.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.Selected, world.Now, ada.UserId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(FilmRefusals.Chosen, (await AddAsync(ada, film, DescribedClips.Wave(9))).Refusal);
        Assert.Equal(FilmRefusals.Chosen, (await service.RemoveAsync(ada, film.Id, "en", default)).Refusal);
        Assert.True((await queries.FindAsync(ada, film.Id, default))!.IsFrozen);
    }

    [Fact]
    public async Task It_needs_a_film_that_plays_with_sound_a_known_language_and_a_file_of_some_size()
    {
        var (ada, film) = await FilmAsync();
        var without = Film.Create(ada.UserId, new FilmDetails("Draft", null, TimeSpan.FromSeconds(9), 2026, "CZ", "cs", [], []), world.Now).Value;
        await world.SaveAsync(without);

        Assert.Equal(DescriptionRefusals.NoFilm, (await AddAsync(ada, without, DescribedClips.Wave(9))).Refusal);
        Assert.Equal(DescriptionRefusals.LanguageMissing, (await AddAsync(ada, film, DescribedClips.Wave(9), "../en")).Refusal);
        Assert.Equal(DescriptionRefusals.TooLarge, (await service.AddAsync(ada, film.Id, "en", new SoundUpload("ad.wav", AudioDescription.MostBytes + 1, Stream.Null), default)).Refusal);
        await ReplaceAsync(film, TimeSpan.FromSeconds(9), audio: null);
        Assert.Equal(DescriptionRefusals.SilentFilm, (await AddAsync(ada, film, DescribedClips.Wave(9))).Refusal);
    }

    [Fact]
    public async Task A_film_is_described_in_so_many_languages_and_no_more()
    {
        var (ada, film) = await FilmAsync();
        foreach (var language in Languages.All.Take(AudioDescription.MostPerFilm)) await MustAddAsync(ada, film, DescribedClips.Wave(9), language.Code);

        Assert.Equal(DescriptionRefusals.TooMany, (await AddAsync(ada, film, DescribedClips.Wave(9), Languages.All[AudioDescription.MostPerFilm].Code)).Refusal);
        await MustAddAsync(ada, film, DescribedClips.Wave(9), Languages.All[0].Code);
    }

    private async Task<(Actor Ada, Film Film)> FilmAsync()
    {
        var ada = await world.PersonAsync();
        return (ada, await world.FilmAsync(ada, runtime: TimeSpan.FromSeconds(9)));
    }

    private async Task<Guid> ReplaceAsync(Film film, TimeSpan runtime, string? audio = "aac")
    {
        var video = MediaAsset.Announce(film.Id, film.OwnerId, "cut.mp4", 1_000, "fingerprint", world.Now).Value;
        video.RecordFacts(new MediaFacts(runtime, 320, 180, 24, "mov,mp4", "h264", audio, audio is null ? 0 : 2, 500_000));
        video.MarkReady(world.Now);
        await world.SaveAsync(video);
        await using var db = world.Store.CreateDbContext();
        (await db.Films.SingleAsync(f => f.Id == film.Id)).ShowVideo(video.Id);
        await db.SaveChangesAsync();
        return video.Id;
    }

    private async Task<Result> AddAsync(Actor actor, Film film, byte[] sound, string language = "en", string name = "ad.wav")
    {
        using var content = new MemoryStream(sound);
        return await service.AddAsync(actor, film.Id, language, new SoundUpload(name, sound.Length, content), default);
    }

    private async Task MustAddAsync(Actor actor, Film film, byte[] sound, string language = "en", string name = "ad.wav")
    {
        var added = await AddAsync(actor, film, sound, language, name);
        Assert.True(added.Succeeded, added.Refusal?.ToString());
    }

    private async Task<List<MediaAsset>> RowsAsync(Film film)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.MediaAssets.AsNoTracking().Where(asset => asset.FilmId == film.Id && asset.DescribedIn != null).ToListAsync();
    }

    private async Task<List<string>> FilesAsync()
    {
        var files = new List<string>();
        foreach (var place in new[] { MediaPaths.Incoming, MediaPaths.Originals, MediaPaths.Renditions })
        {
            await foreach (var name in storage.ListAsync(place, default)) files.Add(name);
        }

        return files;
    }
}
