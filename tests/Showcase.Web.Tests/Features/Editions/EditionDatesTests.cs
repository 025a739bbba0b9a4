using Showcase.Web.Features.Editions;

namespace Showcase.Web.Tests.Features.Editions;

public sealed class EditionDatesTests
{
    [Theory]
    [InlineData("2026-06-14", "2026-06-20", "en-GB", "14–20 June 2026")]
    [InlineData("2026-06-28", "2026-07-02", "en-GB", "28 June–2 July 2026")]
    [InlineData("2026-12-28", "2027-01-02", "en-GB", "28 December 2026–2 January 2027")]
    [InlineData("2026-06-14", "2026-06-20", "de-DE", "14.–20. Juni 2026")]
    [InlineData("2026-06-14", "2026-06-20", "en-US", "14 Jun 2026 – 20 Jun 2026")]
    public void Each_part_is_written_once_where_it_is_the_same(string first, string last, string locale, string text)
    {
        Assert.Equal(text, EditionDates.Text(DateOnly.Parse(first), DateOnly.Parse(last), locale));
    }
}
