namespace Showcase.Domain.Tests;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Über den Dächern", "uber den dachern")]
    [InlineData("STRASSE Straße", "strasse strasse")]
    [InlineData("Søren Łódź Ærø", "soren lodz aero")]
    [InlineData("Zoë\nGrün\t!", "zoe grun !")]
    [InlineData("東京 Москва", "東京 москва")]
    public void Letters_are_searched_small_and_without_accents(string text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Fact]
    public void Half_a_sign_from_a_broken_file_does_not_stop_the_search() => Assert.Equal("a\ufffdb", SearchText.Fold("A\ud800B"));

    [Fact]
    public void Words_are_told_once_each_and_no_more_than_help()
    {
        Assert.Equal(["salt", "index"], SearchText.Words("  Salt salt Index "));
        Assert.Empty(SearchText.Words(null));
        Assert.Equal(SearchText.MostWords, SearchText.Words("a b c d e f g h i j").Count);
    }
}
