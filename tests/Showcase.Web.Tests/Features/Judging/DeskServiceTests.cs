using Showcase.Domain.Judging;

namespace Showcase.Web.Tests.Features.Judging;

/// <summary>What is next on a juror's desk.</summary>
public sealed class DeskServiceTests
{
    [Fact]
    public async Task The_film_with_the_fewest_scores_is_next_and_a_skipped_one_comes_back_at_the_end()
    {
        using var jury = await Jury.SitAsync();
        var a = await jury.GivenAsync("A");
        await jury.GivenAsync("B");
        await jury.GivenAsync("C");
        Assert.Equal("A B C", await DeskAsync(jury));

        await jury.ScoreAsync(jury.Other, a.Theirs, 8, 6);
        Assert.Equal("B C A", await DeskAsync(jury));
        var b = (await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).Single(film => film.Title == "B");
        Assert.True((await jury.DeskOrder.SkipAsync(jury.Juror, b.AssignmentId, default)).Succeeded);

        Assert.Equal("C A B", await DeskAsync(jury));
        Assert.True((await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default))[^1].IsSkipped);
    }

    [Fact]
    public async Task An_own_order_stays_whatever_others_score_and_is_nobody_elses()
    {
        using var jury = await Jury.SitAsync();
        var a = await jury.GivenAsync("A");
        await jury.GivenAsync("B");
        var c = await jury.GivenAsync("C");
        Assert.True((await jury.DeskOrder.KeepOrderAsync(jury.Juror, jury.Edition.Id, own: true, default)).Succeeded);
        Assert.True((await jury.DeskOrder.MoveAsync(jury.Juror, jury.Edition.Id, c.Mine, -2, default)).Succeeded);
        await jury.ScoreAsync(jury.Other, c.Theirs, 8, 6);

        Assert.Equal("C A B", await DeskAsync(jury));
        Assert.Equal("A B C", string.Join(' ', (await jury.Desk.DeskAsync(jury.Other, jury.Edition.Id, default)).OrderBy(film => film.Title, StringComparer.Ordinal).Select(film => film.Title)));
        Assert.Equal(Refusals.NotFound, (await jury.DeskOrder.MoveAsync(jury.Juror, jury.Edition.Id, a.Theirs, -1, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await jury.DeskOrder.SkipAsync(jury.Juror, a.Theirs, default)).Refusal);
    }

    private static async Task<string> DeskAsync(Jury jury) => string.Join(' ', (await jury.Desk.DeskAsync(jury.Juror, jury.Edition.Id, default)).Select(film => film.Title));
}
