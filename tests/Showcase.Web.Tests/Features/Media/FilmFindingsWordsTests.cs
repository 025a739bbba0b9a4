using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media;

public sealed class FilmFindingsWordsTests : BunitContext
{
    public FilmFindingsWordsTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
    }

    [Theory]
    [InlineData(FindingKind.NoSound, 0)]
    [InlineData(FindingKind.Silence, 0)]
    [InlineData(FindingKind.Black, 0)]
    [InlineData(FindingKind.Freeze, 0)]
    [InlineData(FindingKind.Interlaced, 0)]
    [InlineData(FindingKind.MixedFrameRate, 0)]
    [InlineData(FindingKind.Letterbox, 0.2)]
    [InlineData(FindingKind.Loudness, -8)]
    [InlineData(FindingKind.Loudness, -40)]
    public void A_finding_says_what_is_wrong_and_what_to_do(FindingKind kind, double value)
    {
        var list = Render<FilmFindings>(parameters => parameters.Add(findings => findings.Findings, [new MediaFinding(kind, TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(10), value)]));

        Assert.Matches(@"^[A-Z].+[.:;] .*([Ee]xport|mixing).+\.$", list.Find("li").TextContent);
    }

    [Theory]
    [InlineData("Media.TooLong")]
    [InlineData("Media.PictureTooLarge")]
    [InlineData("Media.TooManyFrames")]
    [InlineData("Media.TooManyStreams")]
    [InlineData("Media.SoundUndecodable")]
    [InlineData("Media.Undecodable")]
    [InlineData("Media.Unreadable")]
    [InlineData("Descriptions.TooLong")]
    public void A_refusal_says_what_to_do(string code) => Assert.Matches(@"^[A-Z].+\. .*[Ee]xport.+\.$", Services.GetRequiredService<SiteTexts>()[code]);
}
