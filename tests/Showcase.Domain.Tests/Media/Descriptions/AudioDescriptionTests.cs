using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;

namespace Showcase.Domain.Tests.Media.Descriptions;

public sealed class AudioDescriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(252, true)]
    [InlineData(250, true)]
    [InlineData(254, true)]
    [InlineData(249.9, false)]
    [InlineData(254.1, false)]
    [InlineData(0, false)]
    public void Sound_belongs_to_a_film_that_ends_within_two_seconds_of_it(double seconds, bool fits)
    {
        Assert.Equal(fits, AudioDescription.Fits(TimeSpan.FromSeconds(seconds), new TimeSpan(0, 4, 12)));
    }

    [Fact]
    public void A_description_is_announced_in_a_language_and_a_film_in_none()
    {
        var (film, owner) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.Equal("en", MediaAsset.AnnounceDescription(film, owner, "en", "ad.wav", 1_000, Now).Value.DescribedIn);
        Assert.Null(MediaAsset.Announce(film, owner, "film.mp4", 1_000, "fingerprint", Now).Value.DescribedIn);
    }

    [Theory]
    [InlineData("", "ad.wav", 1_000, "Descriptions.LanguageMissing")]
    [InlineData("a-very-long-tag", "ad.wav", 1_000, "Descriptions.LanguageMissing")]
    [InlineData("en", "ad.wav", AudioDescription.MostBytes + 1, "Descriptions.TooLarge")]
    [InlineData("en", "ad.wav", 0, "Media.Empty")]
    [InlineData("en", "", 1_000, "Common.Required")]
    public void What_cannot_be_a_description_is_refused_before_it_comes(string language, string name, long size, string reason)
    {
        Assert.Equal(reason, MediaAsset.AnnounceDescription(Guid.CreateVersion7(), Guid.CreateVersion7(), language, name, size, Now).Refusal?.Code);
    }
}
