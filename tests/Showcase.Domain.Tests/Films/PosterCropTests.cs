using Showcase.Domain.Films;

namespace Showcase.Domain.Tests.Films;

public sealed class PosterCropTests
{
    [Theory]
    [InlineData(1600, 900, 0, 0, 1)]
    [InlineData(900, 1600, 0, 0.3418, 1)]
    [InlineData(2390, 1000, 0.1281, 0, 0.7438)]
    public void The_middle_is_as_much_of_a_picture_as_has_the_posters_shape(int width, int height, double x, double y, double share)
    {
        var middle = PosterCrop.Middle(width, height);

        Assert.Equal((x, y, share), (Math.Round(middle.X, 4), Math.Round(middle.Y, 4), Math.Round(middle.Width, 4)));
        Assert.Equal(middle, middle.Within(width, height).Value);
    }

    [Fact]
    public void A_frame_that_rounding_pushed_over_the_edge_is_moved_back_and_one_that_is_elsewhere_refused()
    {
        Assert.Equal(new PosterCrop(0.5, 0.5, 0.5), new PosterCrop(0.50005, 0.5, 0.5).Within(1600, 900).Value);
        Assert.Equal(StillRefusals.CropOutside, new PosterCrop(0.51, 0.5, 0.5).Within(1600, 900).Refusal);
    }

    [Theory]
    [InlineData(320, new[] { 480 }, new[] { 320 })]
    [InlineData(480, new[] { 480 }, new[] { 480 })]
    [InlineData(1280, new[] { 480, 960, 1920 }, new[] { 480, 960, 1280 })]
    [InlineData(6000, new[] { 480, 960, 1920, 3840 }, new[] { 480, 960, 1920, 3840 })]
    public void No_size_enlarges_a_picture_or_repeats_another(int width, int[] names, int[] widths)
    {
        var sizes = PictureSize.Of(PictureSize.Stills, width);

        Assert.Equal(names, sizes.Select(size => size.Name));
        Assert.Equal(widths, sizes.Select(size => size.Width));
    }
}
