using Showcase.Web.Features.Films;

namespace Showcase.Web.Tests.Features.Films;

public sealed class FilmTitlesTests
{
    [Theory]
    [InlineData("Salt_Index_final.v2.mov", "Salt Index final v2")]
    [InlineData("long night.mp4", "long night")]
    [InlineData("films/2026/Nebel.mxf", "Nebel")]
    [InlineData("no extension", "no extension")]
    [InlineData(".mov", "mov")]
    [InlineData("___.mov", "___.mov")]
    public void A_file_lends_its_name(string file, string title) => Assert.Equal(title, FilmTitles.OfFile(file));

    [Fact]
    public void A_name_that_is_too_long_is_cut() => Assert.Equal(200, FilmTitles.OfFile(new string('a', 300) + ".mov").Length);
}
