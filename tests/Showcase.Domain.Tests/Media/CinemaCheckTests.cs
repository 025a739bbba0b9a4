using Showcase.Domain.Media;

namespace Showcase.Domain.Tests.Media;

/// <summary>What a projectionist is told of a film.</summary>
public sealed class CinemaCheckTests
{
    private static readonly MediaFacts Good = new(TimeSpan.FromMinutes(4), 1998, 1080, 24, "mov", "prores", "pcm_s24le", 6, 180_000_000) { SampleRate = 48_000 };

    [Fact]
    public void A_film_that_is_ready_for_the_cinema_has_nothing_to_mind() =>
        Assert.All(CinemaCheck.Of(Good, []), note => Assert.Equal(CinemaWeight.Fine, note.Weight));

    [Theory]
    [InlineData(1998, 1080, "Flat")]
    [InlineData(1920, 1080, "Wide")]
    [InlineData(2048, 858, "Scope")]
    [InlineData(1440, 1080, "Academy")]
    [InlineData(1080, 1920, "Upright")]
    [InlineData(1080, 1080, "OddShape")]
    [InlineData(2560, 1080, "Scope")]
    public void The_shape_of_the_picture_has_its_name(int width, int height, string code) =>
        Assert.Contains(CinemaCheck.Of(Good with { Width = width, Height = height, ShownWidth = width, ShownHeight = height }, []), note => note.Code == code);

    [Theory]
    [InlineData(1920, 1080, CinemaWeight.Fine)]
    [InlineData(1280, 720, CinemaWeight.Mind)]
    [InlineData(640, 360, CinemaWeight.Mend)]
    [InlineData(1920, 804, CinemaWeight.Fine)]
    public void A_small_picture_looks_soft_on_a_large_screen(int width, int height, CinemaWeight weight) =>
        Assert.Equal(weight, CinemaCheck.Of(Good with { Width = width, Height = height, ShownWidth = width, ShownHeight = height }, [])[1].Weight);

    [Theory]
    [InlineData(24, "FilmFrames", CinemaWeight.Fine)]
    [InlineData(23.976, "VideoFrames", CinemaWeight.Mind)]
    [InlineData(25, "NewerFrames", CinemaWeight.Mind)]
    [InlineData(29.97, "VideoFrames", CinemaWeight.Mind)]
    [InlineData(12, "OddFrames", CinemaWeight.Mend)]
    public void Frame_rates_are_told_apart(double rate, string code, CinemaWeight weight)
    {
        var note = CinemaCheck.Of(Good with { FrameRate = rate }, [])[2];

        Assert.Equal((code, weight), (note.Code, note.Weight));
    }

    [Fact]
    public void What_must_be_mended_is_told_in_words_of_its_own()
    {
        var bad = Good with { IsInterlaced = true, IsHighDynamicRange = true, HasMixedRate = true, AudioChannels = 3, SampleRate = 44_100, VideoCodec = "h264", BitRate = 500_000 };
        MediaFinding[] findings = [new(FindingKind.Letterbox, TimeSpan.Zero, TimeSpan.Zero, 0.2), new(FindingKind.Loudness, TimeSpan.Zero, TimeSpan.Zero, -8)];

        Assert.Equal(
            ["Flat", "Sharp", "MixedFrames", "Interlaced", "HighRange", "Bars", "Thin", "OddSound", "SampleRate", "Loudness"],
            CinemaCheck.Of(bad, findings).Select(note => note.Code));
    }

    [Theory]
    [InlineData(null, 0, "NoSound")]
    [InlineData("aac", 1, "Mono")]
    [InlineData("aac", 2, "Stereo")]
    [InlineData("aac", 6, "Surround")]
    [InlineData("aac", 8, "Surround")]
    public void The_sound_is_named(string? codec, int channels, string code) =>
        Assert.Contains(CinemaCheck.Of(Good with { AudioCodec = codec, AudioChannels = channels }, []), note => note.Code == code);
}
