using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Films;

public sealed class FilmServiceTests : IDisposable
{
    private readonly World world = new();
    private readonly FilmService films;
    private readonly FilmQueries queries;

    public FilmServiceTests()
    {
        films = new FilmService(world.Store, world.Clock, new ChangeFeed(), NullLogger<FilmService>.Instance);
        queries = new FilmQueries(world.Store);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_film_is_made_changed_and_read_again_with_all_its_lines()
    {
        var ada = await world.PersonAsync();
        var id = (await films.CreateAsync(ada, Details("First"), default)).Value;
        var read = (await queries.FindMineAsync(ada, id, default))!;

        var changed = await films.ChangeAsync(ada, id, read.Version, Details("Second") with { Credits = [new("Sound", "Bo"), new("Director", "Ada")] }, default);

        var again = (await queries.FindMineAsync(ada, id, default))!;
        Assert.Equal((changed.Value, "Second"), (again.Version, again.Details.Title));
        Assert.Equal([new Credit("Sound", "Bo"), new Credit("Director", "Ada")], again.Details.Credits);
    }

    [Fact]
    public async Task What_a_film_says_of_its_making_its_showings_and_its_rights_is_kept_and_can_be_emptied()
    {
        var ada = await world.PersonAsync();
        var told = Details("Salt Index") with
        {
            Profile = new FilmProfile { Logline = "Salt, counted.", CompletedOn = new DateOnly(2026, 2, 1), Premiere = PremiereStatus.National, IsFirstFilm = true },
            Tools = [new GenerationTool("Sora Turbo", null) { Model = "2025-02", Uses = ToolUse.Voice, Share = 12 }],
            Screenings = [new PreviousScreening("Open screen", "DE", new DateOnly(2026, 1, 9), "")],
            Links = [new FilmLink("Trailer", "https://film.example/")],
            Cast = [new CastMember("The salt", "Cy"), new CastMember("", "Dee")],
            Rights = [new FilmRight(RightKind.Font, "Grotesk", "Foundry", RightBasis.Licensed, "", "", new DateOnly(2030, 1, 1))],
        };
        var id = (await films.CreateAsync(ada, told, default)).Value;

        var read = (await queries.FindMineAsync(ada, id, default))!;
        await films.ChangeAsync(ada, id, read.Version, Details("Salt Index"), default);
        var emptied = (await queries.FindMineAsync(ada, id, default))!.Details;

        Assert.Equal(told.Profile, read.Details.Profile);
        Assert.Equal(told.Tools, read.Details.Tools);
        Assert.Equal(told.Cast, read.Details.Cast);
        Assert.Equal(told.Screenings, read.Details.Screenings);
        Assert.Equal(told.Links, read.Details.Links);
        Assert.Equal(told.Rights, read.Details.Rights);
        Assert.Equal(new FilmProfile(), emptied.Profile);
        Assert.Equal((0, 0, 0), (emptied.Screenings.Count, emptied.Links.Count, emptied.Rights.Count));
    }

    [Fact]
    public async Task A_file_becomes_a_draft_and_the_same_file_again_the_same_one_until_it_has_a_video()
    {
        var ada = await world.PersonAsync();
        var first = await DraftAsync(ada, "Long_Night.mov");

        var again = await DraftAsync(ada, "Long_Night.mov");
        var others = await DraftAsync(await world.PersonAsync("Bo"), "Long_Night.mov");
        var shown = await world.FilmAsync(ada, "Salt Index");
        var anew = await DraftAsync(ada, "Salt Index.mov");

        Assert.Equal("Long Night", (await queries.FindMineAsync(ada, first.FilmId, default))!.Details.Title);
        Assert.Equal(first, again);
        Assert.NotEqual(first.FilmId, others.FilmId);
        Assert.NotEqual(shown.Id, anew.FilmId);
    }

    [Fact]
    public async Task Two_files_of_one_name_get_a_draft_each()
    {
        var ada = await world.PersonAsync();
        var first = await DraftAsync(ada, "final.mov", "1-aa");

        var second = await films.DraftForFileAsync(ada, new ChosenFile("final.mov", 1, "1-bb"), "CZ", [first.FilmId], default);

        Assert.NotEqual(first.FilmId, second.Value.FilmId);
    }

    [Fact]
    public async Task A_file_goes_on_in_the_film_where_its_upload_was_broken_off_whatever_it_is_called_now()
    {
        var ada = await world.PersonAsync();
        var (first, second) = (await DraftAsync(ada, "final.mov", "1-aa"), await films.DraftForFileAsync(ada, new ChosenFile("final.mov", 1, "1-bb"), "CZ", [(await DraftAsync(ada, "final.mov", "1-aa")).FilmId], default));
        await AnnounceAsync(ada, first.FilmId, "1-aa", isWhole: true);
        await AnnounceAsync(ada, second.Value.FilmId, "1-bb", isWhole: false);

        Assert.Equal(new FileDraft(first.FilmId, HasFile: true), await DraftAsync(ada, "final.mov", "1-aa"));
        Assert.Equal(new FileDraft(second.Value.FilmId, HasFile: false), await DraftAsync(ada, "IMG_0042.mov", "1-bb"));
        var other = await DraftAsync(ada, "final.mov", "1-cc");
        Assert.DoesNotContain(other.FilmId, new[] { first.FilmId, second.Value.FilmId });
    }

    [Fact]
    public async Task A_draft_needs_a_country() =>
        Assert.Equal(FilmRefusals.CountryInvalid, (await films.DraftForFileAsync(await world.PersonAsync(), new ChosenFile("Long_Night.mov", 1, ""), "", [], default)).Refusal);

    [Fact]
    public async Task The_second_of_two_windows_is_refused_and_changes_nothing()
    {
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        _ = await films.ChangeAsync(ada, film.Id, film.DetailsVersion, Details("Window one"), default);

        var second = await films.ChangeAsync(ada, film.Id, film.DetailsVersion, Details("Window two"), default);

        Assert.Equal(Refusals.Conflict, second.Refusal);
        Assert.Equal("Window one", (await queries.FindMineAsync(ada, film.Id, default))!.Details.Title);
    }

    [Fact]
    public async Task A_film_that_a_festival_has_selected_says_what_it_said_then()
    {
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        await using (var db = world.Store.CreateDbContext())
        {
            var chosen = await db.Submissions.SingleAsync(s => s.Id == entry.Id);
            foreach (var step in new[] { SubmissionState.Eligible, SubmissionState.InReview, SubmissionState.Selected }) Assert.True(chosen.Move(step, world.Now, ada.UserId, null).Succeeded);
            await db.SaveChangesAsync();
        }

        var changed = await films.ChangeAsync(ada, film.Id, film.DetailsVersion, Details("Another title"), default);

        Assert.Equal(FilmRefusals.Chosen, changed.Refusal);
        Assert.Equal(film.Title, (await queries.FindMineAsync(ada, film.Id, default))!.Details.Title);
    }

    [Fact]
    public async Task A_video_that_becomes_ready_while_somebody_types_is_no_conflict()
    {
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Films.SingleAsync(f => f.Id == film.Id)).ShowVideo(Guid.CreateVersion7());
            await db.SaveChangesAsync();
        }

        var changed = await films.ChangeAsync(ada, film.Id, film.DetailsVersion, Details("Typed on"), default);

        Assert.True(changed.Succeeded, changed.Refusal?.ToString());
    }

    [Fact]
    public async Task Another_artists_film_does_not_exist()
    {
        var (ada, eve) = (await world.PersonAsync(), await world.PersonAsync("Eve"));
        var film = await world.FilmAsync(ada);

        Assert.Null(await queries.FindMineAsync(eve, film.Id, default));
        Assert.Equal(Refusals.NotFound, (await films.ChangeAsync(eve, film.Id, film.DetailsVersion, Details("Mine now"), default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await films.DeleteAsync(eve, film.Id, default)).Refusal);
        Assert.Empty(await queries.MineAsync(eve, default));
    }

    [Fact]
    public async Task A_film_that_was_never_sent_in_goes_with_its_drafts()
    {
        var (ada, call) = await CallAsync();
        var film = await world.FilmAsync(ada);
        await world.SaveAsync(Submission.Draft(call.EditionId, call.Categories[0].Id, film.Id, ada.UserId, world.Now));

        var deleted = await films.DeleteAsync(ada, film.Id, default);

        Assert.True(deleted.Succeeded);
        await using var db = world.Store.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Films.CountAsync(), await db.Submissions.CountAsync(), await db.MediaAssets.CountAsync()));
    }

    [Fact]
    public async Task A_film_that_was_sent_in_stays()
    {
        var (ada, call) = await CallAsync();
        var film = await world.FilmAsync(ada);
        await world.SubmissionAsync(call, film);

        Assert.Equal(FilmRefusals.SentIn, (await films.DeleteAsync(ada, film.Id, default)).Refusal);
    }

    [Fact]
    public async Task The_grid_tells_the_probed_runtime_and_where_the_film_stands()
    {
        var (ada, call) = await CallAsync();
        var film = await world.FilmAsync(ada, runtime: new TimeSpan(0, 3, 5));
        await world.SubmissionAsync(call, film);

        var card = Assert.Single(await queries.MineAsync(ada, default));

        Assert.Equal(new TimeSpan(0, 3, 5), card.Runtime);
        Assert.Equal([new EntryCount(SubmissionState.Submitted, 1)], card.Entries);
    }

    private static FilmDetails Details(string title) => new(title, "About", TimeSpan.FromMinutes(4), 2026, "DE", "de", [], []);

    private async Task<(Actor Ada, Domain.Calls.Call Call)> CallAsync() => (await world.PersonAsync(), await world.OpenCallAsync(await world.EditionAsync()));

    private async Task<FileDraft> DraftAsync(Actor actor, string name, string fingerprint = "") => (await films.DraftForFileAsync(actor, new ChosenFile(name, 1, fingerprint), "CZ", [], default)).Value;

    private async Task AnnounceAsync(Actor actor, Guid filmId, string fingerprint, bool isWhole)
    {
        await using var db = world.Store.CreateDbContext();
        var asset = MediaAsset.Announce(filmId, actor.UserId, "final.mov", 1, fingerprint, world.Clock.GetUtcNow()).Value;
        if (isWhole) Assert.True(asset.Complete([]).Succeeded);
        db.Add(asset);
        await db.SaveChangesAsync();
    }
}
