using Showcase.Domain.Judging;
using Showcase.Web.Features.Judging.Deliberating;

namespace Showcase.Web.Tests.Features.Judging.Deliberating;

public sealed class CompareQueriesTests
{
    [Fact]
    public async Task Films_stand_in_the_order_they_were_named_with_what_each_juror_gave_and_how_many_notes()
    {
        using var jury = await Jury.SitAsync();
        var first = await BoardQueriesTests.ScoredAsync(jury, "First", 5, 6);
        var (mine, _, second) = await jury.GivenAsync("Second");
        Assert.True((await jury.Notes.WriteAsync(jury.Juror, mine, TimeSpan.FromSeconds(3), "The cut", default)).Succeeded);
        var draft = await CompareAsync(jury, [second.Id]);
        await jury.ScoreAsync(jury.Juror, mine, 9, 9);

        var films = (await CompareAsync(jury, [second.Id, first.Id, second.Id, Guid.CreateVersion7()]))!.Films;

        Assert.Equal(["Second", "First"], films.Select(film => film.Film.Title));
        Assert.Equal(0, Assert.Single(draft!.Films).Notes);
        Assert.Equal([1, 0], films.Select(film => film.Notes));
        Assert.Equal([9, 9], films[0].Scores.Single(score => score.IsHandedIn).Marks.Values.Select(mark => mark!.Value));
        Assert.Equal(new[] { jury.Juror.UserId, jury.Other.UserId }.ToHashSet(), films[1].Scores.Select(score => score.JurorId).ToHashSet());
        Assert.Equal("A list of salts.", films[0].Logline);
        Assert.NotNull(films[0].VideoId);
    }

    [Fact]
    public async Task Only_organisers_compare_and_what_is_closed_to_them_is_left_out()
    {
        using var jury = await Jury.SitAsync();
        var (open, closed) = (await BoardQueriesTests.ScoredAsync(jury, "Open", 5, 6), await BoardQueriesTests.ScoredAsync(jury, "Closed", 5, 6));
        var second = await jury.World.MemberAsync(jury.Edition, Showcase.Domain.Editions.EditionRole.Organiser);
        await jury.Conflicts.PinAsync(second, jury.Edition.Id, closed.Id, jury.Organiser.UserId, ConflictPin.Conflict, default);

        Assert.Equal(["Open"], (await CompareAsync(jury, [closed.Id, open.Id]))!.Films.Select(film => film.Film.Title));
        Assert.Null(await Queries(jury).CompareAsync(jury.Juror, jury.Edition.Id, jury.Round.Id, [open.Id], default));
        Assert.Empty((await CompareAsync(jury, []))!.Films);
    }

    [Fact]
    public async Task Where_jurors_rank_their_places_are_compared()
    {
        using var jury = await Jury.SitAsync();
        Assert.True((await jury.RuleAsync(RoundRules.Usual with { Mode = RoundMode.Ranking })).Succeeded);
        var (a, b) = (await jury.GivenAsync("A"), await jury.GivenAsync("B"));
        Assert.True((await jury.Orders.SaveAsync(jury.Juror, jury.Round.Id, null, [new PlacedFilm(b.Submission.Id, 1), new PlacedFilm(a.Submission.Id, 3)], handIn: true, default)).Succeeded);

        var films = (await CompareAsync(jury, [a.Submission.Id, b.Submission.Id]))!.Films;

        Assert.Equal([(3, 2), (1, 2)], films.Select(film => (Assert.Single(film.Places).Rank, film.Places[0].Of)));
    }

    private static CompareQueries Queries(Jury jury) => new(jury.World.Store, new BoardQueries(jury.World.Store), jury.Ranking);

    private static Task<Comparison?> CompareAsync(Jury jury, IReadOnlyList<Guid> films) => Queries(jury).CompareAsync(jury.Organiser, jury.Edition.Id, jury.Round.Id, films, default);
}
