namespace Showcase.Web.Tests.Features.Programmes;

public sealed class ProjectionQueriesTests
{
    [Fact]
    public async Task The_booth_reads_when_each_film_begins_and_what_its_file_is()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync(films: 3);

        var sheet = (await season.ProjectionQueries.FindAsync(season.Curator, season.Edition.Id, programme, CancellationToken.None))!;

        Assert.Equal([TimeSpan.Zero, new TimeSpan(0, 4, 16), new TimeSpan(0, 8, 32)], sheet.Cues.Select(cue => cue.At));
        Assert.All(sheet.Cues, cue => Assert.Equal((1920, 1080, 24), (cue.Facts!.Width, cue.Facts.Height, cue.Facts.FrameRate)));
    }

    [Fact]
    public async Task Nobody_else_reads_it_and_no_edition_shows_anothers()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();
        var other = await season.World.EditionAsync("another");

        Assert.Null(await season.ProjectionQueries.FindAsync(await season.World.PersonAsync(), season.Edition.Id, programme, CancellationToken.None));
        Assert.Null(await season.ProjectionQueries.FindAsync(season.Curator, other.Id, programme, CancellationToken.None));
        Assert.Null(await season.ProjectionQueries.FindAsync(season.Curator, season.Edition.Id, Guid.CreateVersion7(), CancellationToken.None));
    }
}
