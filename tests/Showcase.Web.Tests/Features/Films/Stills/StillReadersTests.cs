using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Films.Stills;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Microsoft.Extensions.Options;
using System.Text.Json;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>Who reads what of a film's stills.</summary>
public sealed class StillReadersTests
{
    [Fact]
    public async Task Jurors_see_stills_while_they_judge_and_no_word_of_who_made_the_film()
    {
        using var jury = await Jury.SitAsync();
        var (mine, _, submission) = await jury.GivenAsync();
        await jury.World.SaveAsync(Set(submission.FilmId, "Ada Artist holds a jar of salt.", "Ada Artist"));

        var still = Assert.Single((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Stills);

        Assert.Equal(("█████ holds a jar of salt.", ""), (still.Alt, still.Credit));
        jury.World.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Empty((await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!.Stills);
    }

    [Fact]
    public async Task Organisers_see_the_stills_of_their_entries_and_nobody_else_does()
    {
        using var world = new World();
        using var folder = new WorkFolder();
        var edition = await world.EditionAsync();
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(edition), film);
        await world.SaveAsync(Set(film.Id, "A jar of salt.", "Bo Lens"));
        var queries = new StillQueries(world.Store, new PlaybackGrants(new MediaSigner(Options.Create(new MediaOptions()), folder.Data), world.Revocations, world.Clock));

        var still = Assert.Single(await queries.OfEntryAsync(await world.MemberAsync(edition, EditionRole.Organiser), edition.Id, entry.Id, default));

        Assert.Equal(("A jar of salt.", "Bo Lens"), (still.Alt, still.Credit));
        foreach (var other in new[] { ada, await world.MemberAsync(edition, EditionRole.Juror), await world.PersonAsync("Bo") }) Assert.Empty(await queries.OfEntryAsync(other, edition.Id, entry.Id, default));
    }

    [Fact]
    public async Task The_checklist_knows_whether_there_is_a_still_and_the_persons_data_what_it_is()
    {
        using var world = new World();
        var ada = await world.PersonAsync();
        var film = await world.FilmAsync(ada);
        var entry = await world.SubmissionAsync(await world.OpenCallAsync(await world.EditionAsync()), film);
        var queries = new SubmissionQueries(world.Store, world.Clock);
        Assert.False((await queries.FindMineAsync(ada, entry.Id, default))!.HasStills);

        await world.SaveAsync(Set(film.Id, "A jar of salt.", "Bo Lens"));

        Assert.True((await queries.FindMineAsync(ada, entry.Id, default))!.HasStills);
        var data = JsonSerializer.Serialize(await new FilmData(world.Store).ReadAsync(ada.UserId, default));
        Assert.Contains("\"Alt\":\"A jar of salt.\",\"Credit\":\"Bo Lens\"", data, StringComparison.Ordinal);
    }

    private static FilmPictures Set(Guid film, string alt, string credit)
    {
        var set = FilmPictures.Of(film);
        var still = set.AddStill(Picture.Of("a.jpg", new PictureFile(new string('a', 64), 1600, 900, 1_000), TestClock.Start).Value).Value;
        Assert.True(set.Describe(still.Id, alt, credit).Succeeded);
        return set;
    }
}
