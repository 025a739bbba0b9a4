using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Tests.Features.Programmes;

public sealed class ProgrammeServiceTests
{
    [Theory]
    [InlineData(SubmissionState.Submitted)]
    [InlineData(SubmissionState.Shortlisted)]
    [InlineData(SubmissionState.Withdrawn)]
    public async Task A_film_that_was_not_selected_does_not_come_in(SubmissionState state)
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync(films: 1);
        var submission = await season.SubmissionAsync("Not this one", state);
        var sheet = await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None);

        var arranged = await season.Programmes.ArrangeAsync(season.Curator, programme, sheet!.Version, [submission.Id], CancellationToken.None);

        Assert.Equal(ProgrammeRefusals.NotSelected, arranged.Refusal);
    }

    [Fact]
    public async Task A_film_selected_for_another_edition_does_not_come_in()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync(films: 0);
        var foreign = await season.SubmissionAsync("Elsewhere", edition: await season.World.EditionAsync("elsewhere"));
        var sheet = await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None);

        Assert.Equal(ProgrammeRefusals.NotSelected, (await season.Programmes.ArrangeAsync(season.Curator, programme, sheet!.Version, [foreign.Id], CancellationToken.None)).Refusal);
        Assert.Empty(sheet.Tray);
    }

    [Fact]
    public async Task The_order_is_kept_and_an_outdated_one_refused()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync(films: 3);
        var before = (await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None))!;
        Guid[] reversed = [.. before.Films.Select(film => film.Work.SubmissionId).Reverse()];

        var first = await season.Programmes.ArrangeAsync(season.Curator, programme, before.Version, reversed, CancellationToken.None);
        var stale = await season.Programmes.ArrangeAsync(season.Curator, programme, before.Version, [], CancellationToken.None);

        var after = (await season.ProgrammeQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None))!;
        Assert.True(first.Succeeded);
        Assert.Equal(Refusals.Conflict, stale.Refusal);
        Assert.Equal(reversed, after.Films.Select(film => film.Work.SubmissionId));
        Assert.Equal(new TimeSpan(0, 12, 44), after.RunningTime);
    }
}
