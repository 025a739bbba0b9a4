using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;
using Showcase.Web.Features.Films.Stills;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>A film's poster: a piece of a still, or a picture of its own.</summary>
public sealed class PosterTests : IDisposable
{
    private readonly StillBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_piece_of_a_still_is_the_poster_and_another_piece_takes_its_place()
    {
        var (ada, film) = await bench.FilmAsync();
        var id = await bench.MustAddAsync(ada, film, Made.Jpeg(1600, 900));

        Assert.True((await bench.Service.CropAsync(ada, film.Id, id, new PosterCrop(0.25, 0.1, 0.5), default)).Succeeded);
        var first = await bench.PosterAsync(film);
        Assert.Equal((id, 0.25, 0.1, 0.5, 800), (first.PictureId, first.X, first.Y, first.Share, first.Pixels));
        Assert.Equal((640, 360), bench.Seen(first.FilesId, 640));
        Assert.Equal((800, 450), bench.Seen(first.FilesId, 1280));

        Assert.True((await bench.Service.CropAsync(ada, film.Id, id, new PosterCrop(0, 0, 1), default)).Succeeded);
        var second = await bench.PosterAsync(film);
        Assert.NotEqual(first.FilesId, second.FilesId);
        Assert.DoesNotContain(await bench.FilesAsync(), file => file.Contains($"{first.FilesId:N}", StringComparison.Ordinal));

        Assert.True((await bench.Service.RemoveAsync(ada, film.Id, id, default)).Succeeded);
        Assert.Null((await bench.FindAsync(ada, film)).Poster);
        Assert.Empty(await bench.FilesAsync());
    }

    [Theory]
    [InlineData(0.6, 0, 0.5)]
    [InlineData(0, 0.6, 0.5)]
    [InlineData(-0.1, 0, 0.5)]
    [InlineData(0, 0, 0.01)]
    [InlineData(0, 0, 1.2)]
    [InlineData(double.NaN, 0, 0.5)]
    [InlineData(0, 0, double.PositiveInfinity)]
    public async Task A_piece_that_does_not_lie_in_the_picture_is_refused(double x, double y, double width)
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film, count: 1);

        Assert.Equal(StillRefusals.CropOutside, (await bench.Service.CropAsync(ada, film.Id, (await bench.FindAsync(ada, film)).Stills[0].Id, new PosterCrop(x, y, width), default)).Refusal);
    }

    [Fact]
    public async Task A_picture_for_the_poster_alone_is_no_still_and_goes_with_the_poster()
    {
        var (ada, film) = await bench.FilmAsync();
        await bench.TwelveAsync(film);

        var sent = await bench.Service.AddPosterAsync(ada, film.Id, StillBench.Upload(Made.Jpeg(600, 900)), default);

        var shown = await bench.FindAsync(ada, film);
        Assert.Equal((12, sent.Value), (shown.Stills.Count, shown.ForPoster?.Id));
        Assert.Equal(600, (await bench.PosterAsync(film)).Pixels);
        Assert.Equal(0.3125, (await bench.PosterAsync(film)).Y, precision: 3);

        Assert.True((await bench.Service.RemovePosterAsync(ada, film.Id, default)).Succeeded);
        Assert.Empty(await bench.FilesAsync());
        Assert.Null((await bench.FindAsync(ada, film)).ForPoster);
    }
}
