using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Editions;
using Showcase.Web.Tests.Features.Grants;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Editions;

public sealed class TodayQueriesTests : IDisposable
{
    private readonly World world = new();
    private readonly TodayQueries queries;

    public TodayQueriesTests() => queries = new TodayQueries(world.Store, world.Clock);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_artist_sees_their_own_films_and_what_each_lacks()
    {
        var ada = await world.PersonAsync();
        await world.FilmAsync(ada, "Ready film");
        world.Clock.Advance(TimeSpan.FromHours(1));
        var bare = Film.Create(ada.UserId, new FilmDetails("Bare film", null, TimeSpan.FromMinutes(3), 2026, "CZ", "", [], []), world.Now).Value;
        await world.SaveAsync(bare);
        await world.FilmAsync(await world.PersonAsync("Somebody else"));

        var films = await queries.FilmsAsync(ada, default);

        Assert.Equal(2, films.Count);
        Assert.Equal([("Bare film", TodayVideo.Missing), ("Ready film", TodayVideo.Ready)], films.Newest.Select(film => (film.Title, film.Video)));
    }

    [Fact]
    public async Task Drafts_show_while_they_can_be_sent_in()
    {
        var call = await world.OpenCallAsync(await world.EditionAsync());
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        await world.SaveAsync(Submission.Draft(call.EditionId, call.Categories[0].Id, film.Id, ada.UserId, world.Now));

        var draft = Assert.Single(await queries.DraftsAsync(ada, default));
        world.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal(("Salt Index", "Shorts", "Europe/Berlin"), (draft.Film, draft.Category, draft.Edition.TimeZoneId));
        Assert.Empty(await queries.DraftsAsync(ada, default));
    }

    [Fact]
    public async Task Organisers_see_how_much_arrived_in_their_editions_alone()
    {
        var edition = await world.EditionAsync();
        var organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        await world.SubmissionAsync(await world.OpenCallAsync(edition), await world.FilmAsync(await world.PersonAsync()));
        await world.EditionAsync("vienna");

        Assert.Equal([KeyValuePair.Create(edition.Id, 1)], await queries.NewSubmissionsAsync(organiser, default));
        Assert.Empty(await queries.NewSubmissionsAsync(juror, default));
    }

    [Fact]
    public async Task Jurors_see_how_many_films_wait_for_their_scores()
    {
        using var jury = await Jury.SitAsync();
        var (first, _, _) = await jury.GivenAsync("Salt Index");
        await jury.GivenAsync("Antenna");
        var today = new TodayQueries(jury.World.Store, jury.World.Clock);

        Assert.Equal([KeyValuePair.Create(jury.Edition.Id, 2)], await today.ToJudgeAsync(jury.Juror, default));
        await jury.ScoreAsync(jury.Juror, first, 8, 6);
        Assert.Equal(1, (await today.ToJudgeAsync(jury.Juror, default))[jury.Edition.Id]);
        Assert.Empty(await today.ToJudgeAsync(jury.Organiser, default));

        jury.World.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Empty(await today.ToJudgeAsync(jury.Juror, default));
    }

    [Fact]
    public async Task Officers_see_how_many_applications_wait_for_a_decision()
    {
        using var grants = await GrantsWorld.OpenAsync();
        await grants.SentAsync();
        var today = new TodayQueries(grants.World.Store, grants.World.Clock);

        Assert.Equal([KeyValuePair.Create(grants.Edition.Id, 1)], await today.ToAwardAsync(grants.Officer, default));
        Assert.Empty(await today.ToAwardAsync(grants.Artist, default));
    }
}
