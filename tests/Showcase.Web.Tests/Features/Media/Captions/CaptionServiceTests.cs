using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Captions;

public sealed class CaptionServiceTests : IDisposable
{
    private const string Srt = "1\n00:00:01,000 --> 00:00:02,000\nSalt.\n";

    private readonly World world = new();
    private readonly CaptionService captions;
    private readonly CaptionQueries queries;

    public CaptionServiceTests()
    {
        captions = new CaptionService(world.Store, new ChangeFeed(), world.Clock, NullLogger<CaptionService>.Instance);
        queries = new CaptionQueries(world.Store);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Captions_of_several_languages_and_kinds_stand_beside_one_another()
    {
        var (ada, film) = await FilmAsync();

        foreach (var (language, kind) in new[] { ("de", CaptionKind.Subtitles), ("de", CaptionKind.Captions), ("en", CaptionKind.Subtitles) })
        {
            Assert.True((await AddAsync(ada, film, Srt, language, kind)).Succeeded);
        }

        var found = (await queries.FindAsync(ada, film.Id, default))!;
        Assert.Equal([("de", CaptionKind.Captions), ("de", CaptionKind.Subtitles), ("en", CaptionKind.Subtitles)], found.Tracks.Select(track => (track.Language, track.Kind)));
        Assert.All(found.Tracks, track => Assert.Equal(("salt.srt", 1, TimeSpan.FromSeconds(2)), (track.FileName, track.CueCount, track.Until)));
        Assert.Equal((new TimeSpan(0, 4, 12), false), (found.Runtime, found.IsFrozen));
    }

    [Fact]
    public async Task The_same_language_again_replaces_what_was_there()
    {
        var (ada, film) = await FilmAsync();
        await AddAsync(ada, film, Srt);
        var before = Assert.Single(await TracksAsync(film)).Id;

        Assert.True((await AddAsync(ada, film, "WEBVTT\n\n00:03.000 --> 00:04.000\nPepper.")).Succeeded);

        var track = Assert.Single(await TracksAsync(film));
        Assert.NotEqual(before, track.Id);
        Assert.Equal("WEBVTT\n\n00:00:03.000 --> 00:00:04.000\nPepper.\n\n", Encoding.UTF8.GetString(track.Content));
    }

    [Theory]
    [InlineData("1\n00:00:01,000 --> 00:00:02\u00B0000\nSalt", "Captions.TimesUnreadable")]
    [InlineData("1\n00:05:00,000 --> 00:05:02,000\nSalt", "Captions.BeyondEnd")]
    [InlineData("PK and so on", "Captions.NotCaptions")]
    [InlineData("", "Captions.Empty")]
    public async Task A_file_that_is_refused_leaves_nothing_and_changes_nothing(string text, string reason)
    {
        var (ada, film) = await FilmAsync();
        await AddAsync(ada, film, Srt);
        var before = Assert.Single(await TracksAsync(film)).Id;

        Assert.Equal(reason, (await AddAsync(ada, film, text)).Refusal?.Code);
        Assert.Equal(reason, (await AddAsync(ada, film, text, "fr")).Refusal?.Code);

        Assert.Equal(before, Assert.Single(await TracksAsync(film)).Id);
    }

    [Fact]
    public async Task A_refusal_says_in_which_line_and_how_long_the_film_is()
    {
        var (ada, film) = await FilmAsync();

        var refusal = (await AddAsync(ada, film, "1\n01:00:00,000 --> 01:00:02,000\nSalt")).Refusal!;

        Assert.Equal("Line 2: the caption begins after the end of the film (4:12). If the times count from 01:00:00, export them again from zero.", TestTexts.Make().Of(refusal));
    }

    [Fact]
    public async Task Another_persons_film_does_not_exist()
    {
        var (ada, film) = await FilmAsync();
        await AddAsync(ada, film, Srt);
        var bo = await world.PersonAsync("Bo");

        Assert.Equal(Refusals.NotFound, (await AddAsync(bo, film, Srt, "fr")).Refusal);
        Assert.Equal(Refusals.NotFound, (await captions.RemoveAsync(bo, Assert.Single(await TracksAsync(film)).Id, default)).Refusal);
        Assert.Null(await queries.FindAsync(bo, film.Id, default));
        Assert.Single(await TracksAsync(film));
    }

    [Fact]
    public async Task A_film_that_was_chosen_keeps_its_captions_and_one_that_was_only_sent_in_may_still_get_some()
    {
        var (ada, film) = await FilmAsync();
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        Assert.True((await AddAsync(ada, film, Srt)).Succeeded);
        await using (var db = world.Store.CreateDbContext())
        {
            Assert.True((await db.Submissions.SingleAsync(s => s.Id == entry.Id)).Move(SubmissionState.Selected, world.Now, ada.UserId).Succeeded);
            await db.SaveChangesAsync();
        }

        Assert.Equal(FilmRefusals.Chosen, (await AddAsync(ada, film, Srt)).Refusal);
        Assert.Equal(FilmRefusals.Chosen, (await captions.RemoveAsync(ada, Assert.Single(await TracksAsync(film)).Id, default)).Refusal);
        Assert.True((await queries.FindAsync(ada, film.Id, default))!.IsFrozen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xx-nonsense")]
    [InlineData("qqq")]
    [InlineData("../de")]
    [InlineData("DE")]
    public async Task A_language_that_nobody_knows_is_refused(string language)
    {
        var (ada, film) = await FilmAsync();

        Assert.Equal(CaptionRefusals.LanguageMissing, (await AddAsync(ada, film, Srt, language)).Refusal);
    }

    [Fact]
    public async Task A_film_has_so_many_captions_and_no_more()
    {
        var (ada, film) = await FilmAsync();
        foreach (var language in Languages.All.Take(CaptionTrack.MostPerFilm)) Assert.True((await AddAsync(ada, film, Srt, language.Code)).Succeeded);

        Assert.Equal(CaptionRefusals.TooManyTracks, (await AddAsync(ada, film, Srt, Languages.All[CaptionTrack.MostPerFilm].Code)).Refusal);
        Assert.True((await AddAsync(ada, film, Srt, Languages.All[0].Code)).Succeeded);
    }

    [Fact]
    public async Task Removed_captions_are_gone_and_those_of_a_deleted_film_with_it()
    {
        var (ada, film) = await FilmAsync();
        await AddAsync(ada, film, Srt);
        await AddAsync(ada, film, Srt, "fr");

        Assert.True((await captions.RemoveAsync(ada, (await TracksAsync(film))[0].Id, default)).Succeeded);
        Assert.Single(await TracksAsync(film));
        Assert.True((await new FilmService(world.Store, world.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance).DeleteAsync(ada, film.Id, default)).Succeeded);
        Assert.Empty(await TracksAsync(film));
    }

    [Fact]
    public async Task The_download_of_personal_data_has_the_captions_in_full()
    {
        var (ada, film) = await FilmAsync();
        await AddAsync(ada, film, Srt);

        var told = JsonSerializer.SerializeToElement(await new FilmData(world.Store).ReadAsync(ada.UserId, default));

        var track = told[0].GetProperty("Captions")[0];
        Assert.Equal(("salt.srt", "de"), (track.GetProperty("FileName").GetString(), track.GetProperty("Language").GetString()));
        Assert.Contains("Salt.", track.GetProperty("Text").GetString(), StringComparison.Ordinal);
    }

    private async Task<(Actor Ada, Film Film)> FilmAsync()
    {
        var ada = await world.PersonAsync();
        return (ada, await world.FilmAsync(ada));
    }

    private Task<Result> AddAsync(Actor actor, Film film, string text, string language = "de", CaptionKind kind = CaptionKind.Subtitles) =>
        captions.AddAsync(actor, film.Id, language, kind, new CaptionUpload("salt.srt", Encoding.UTF8.GetBytes(text)), default);

    private async Task<List<CaptionTrack>> TracksAsync(Film film)
    {
        await using var db = world.Store.CreateDbContext();
        return await db.CaptionTracks.AsNoTracking().Where(track => track.FilmId == film.Id).OrderBy(track => track.Id).ToListAsync();
    }
}
