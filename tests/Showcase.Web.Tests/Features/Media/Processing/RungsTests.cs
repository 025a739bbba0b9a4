using Showcase.Domain.Media;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Which versions a film gets: as fine as it was sent, up to full HD.</summary>
public sealed class RungsTests
{
    [Theory]
    [InlineData("full HD", 1920, 1080, "1920x1080 5000, 1280x720 2800, 640x360 800")]
    [InlineData("ultra HD", 3840, 2160, "1920x1080 5000, 1280x720 2800, 640x360 800")]
    [InlineData("wide", 1920, 804, "1920x804 3313, 1720x720 2800, 860x360 800")]
    [InlineData("upright", 1080, 1920, "1080x1920 5000, 720x1280 2800, 360x640 800")]
    [InlineData("hardly more than a step", 1296, 730, "1278x720 2800, 640x360 800")]
    [InlineData("PAL", 1024, 576, "1024x576 2000, 640x360 800")]
    [InlineData("the last step", 640, 360, "640x360 800")]
    [InlineData("small", 320, 180, "320x180 800")]
    public void What_is_encoded_is_as_fine_as_the_film(string name, int width, int height, string versions) =>
        Assert.Equal((name, versions), (name, Said(Rungs.Of(Film(width, height), canCopy: false))));

    [Theory]
    [InlineData(1920, 804, "1920x804 7000, 1720x720 2800, 860x360 800")]
    [InlineData(3840, 2160, "3840x2160 7000, 1920x1080 5000, 1280x720 2800, 640x360 800")]
    [InlineData(320, 180, "320x180 7000")]
    public void What_is_sent_as_it_is_comes_first_and_coarser_ones_after_it(int width, int height, string versions) =>
        Assert.Equal(versions, Said(Rungs.Of(Film(width, height), canCopy: true)));

    private static string Said(Rungs rungs) => string.Join(", ", rungs.All.Select(rung => $"{rung.Width}x{rung.Height} {rung.KilobitsPerSecond}"));

    private static SourceProbe Film(int width, int height) =>
        new(new MediaFacts(TimeSpan.FromMinutes(1), width, height, 24, "mov,mp4", "prores", "pcm_s16le", 2, 7_000_000) { ShownWidth = width, ShownHeight = height });
}
