using Showcase.Domain.Editions;

namespace Showcase.Domain.Tests.Editions;

public sealed class EditionTests
{
    private static readonly EditionDetails Details =
        new("Berlin Shorts", EditionKind.Festival, "Forty shorts", "Berlin", new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "de-DE");

    [Theory]
    [InlineData("berlin-2026", true)]
    [InlineData("Berlin", false)]
    [InlineData("-berlin", false)]
    [InlineData("ber/lin", false)]
    [InlineData("films", false)]
    [InlineData("", false)]
    public void A_slug_is_a_plain_part_of_an_address(string slug, bool accepted)
    {
        Assert.Equal(accepted, Edition.Create(Details, slug).Succeeded);
    }

    [Fact]
    public void An_edition_cannot_end_before_it_starts()
    {
        var result = Edition.Create(Details with { EndsOn = new DateOnly(2026, 6, 13) }, "berlin");

        Assert.Equal(EditionRefusals.EndsBeforeItStarts, result.Refusal);
    }

    [Fact]
    public void A_deadline_in_the_hour_that_spring_skips_moves_forward()
    {
        var edition = Edition.Create(Details, "berlin").Value;

        var moment = edition.AtLocal(new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), moment);
    }

    [Theory]
    [InlineData("de-DE", true)]
    [InlineData("Klingon", false)]
    [InlineData("xx-YY", false)]
    [InlineData("", false)]
    public void A_locale_is_one_that_dates_can_be_written_in(string locale, bool accepted)
    {
        Assert.Equal(accepted, Edition.Create(Details with { Locale = locale }, "berlin").Succeeded);
    }

    [Theory]
    [InlineData("Größe & Film 2026", "grosse-film-2026")]
    [InlineData("  Průvan – Řež!  ", "pruvan-rez")]
    [InlineData("映画祭", "")]
    [InlineData(null, "")]
    public void An_address_is_suggested_from_the_name(string? name, string slug)
    {
        Assert.Equal(slug, Edition.SuggestSlug(name));
    }
}
