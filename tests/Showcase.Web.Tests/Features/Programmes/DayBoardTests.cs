using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Programmes;

namespace Showcase.Web.Tests.Features.Programmes;

public sealed class DayBoardTests
{
    [Fact]
    public async Task A_short_screening_has_room_for_its_label_until_the_next_one_begins()
    {
        using var season = await Season.BeginAsync();
        var programme = await season.ProgrammeAsync();
        await season.PlaceAsync(programme, 18);
        await season.PlaceAsync(programme, 19);

        var board = new DayBoard(await season.BoardAsync(), (await new EditionQueries(season.World.Store).FindAsync(season.Edition.Slug, default))!, new DateOnly(2026, 6, 16));

        Assert.All(board.Items, item => Assert.Equal(504 / 60d + (4 / 60d), item.Length, 0.01));
        Assert.Equal(60, board.Items[0].Room);
        Assert.Equal(board.Minutes - board.Items[1].Minute, board.Items[1].Room);
    }
}
