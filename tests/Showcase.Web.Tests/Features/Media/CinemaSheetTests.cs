using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media;

public sealed class CinemaSheetTests : BunitContext
{
    private static readonly MediaFacts Phone = new(TimeSpan.FromMinutes(2), 640, 360, 29.97, "mp4", "h264", "aac", 2, 900_000) { SampleRate = 44_100 };

    public CinemaSheetTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Fact]
    public void It_says_in_words_what_a_projectionist_must_know() => Assert.Equal(
        [
            "Fine The picture is 1.78 : 1 (16:9). It is shown in flat with narrow black edges.",
            "To mend 640 × 360 pixels are enlarged 3 times for a 2K screen and look soft.",
            "To mind 29.97 frames a second are shown as 30: picture and sound run a thousandth faster.",
            "Fine The sound is stereo and plays left and right of the screen.",
            "To mind The sound has 44.1 kHz and is converted to 48.",
        ],
        Words(Phone));

    [Fact]
    public void Every_note_has_words()
    {
        MediaFinding[] findings = [new(FindingKind.Letterbox, TimeSpan.Zero, TimeSpan.Zero, 0.2), new(FindingKind.Loudness, TimeSpan.Zero, TimeSpan.Zero, -8)];
        var odd = Phone with { IsInterlaced = true, IsHighDynamicRange = true, HasMixedRate = true, BitRate = 1000 };
        var shapes = new[] { (640, 360), (1998, 1080), (2048, 858), (1440, 1080), (1080, 1920), (1080, 1080) }.Select(size => odd with { ShownWidth = size.Item1, ShownHeight = size.Item2 });
        var rates = new[] { 24, 25, 29.97, 13 }.Select(rate => Phone with { FrameRate = rate });
        var sounds = new[] { 1, 2, 3, 6, 8 }.Select(channels => Phone with { AudioChannels = channels }).Append(Phone with { AudioCodec = null });

        Assert.All(shapes.Concat(rates).Concat(sounds).SelectMany(facts => Words(facts, findings)), words => Assert.DoesNotContain("Media.", words, StringComparison.Ordinal));
    }

    private List<string> Words(MediaFacts facts, params MediaFinding[] findings) =>
        [.. Render<CinemaSheet>(parameters => parameters.Add(sheet => sheet.Facts, facts).Add(sheet => sheet.Findings, findings)).FindAll("li").Select(note => note.TextContent.Trim())];
}
