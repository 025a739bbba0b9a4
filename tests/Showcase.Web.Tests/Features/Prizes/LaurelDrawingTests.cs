using System.Buffers.Binary;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Showcase.Domain.Prizes.Drawing;

namespace Showcase.Web.Tests.Features.Prizes;

public sealed partial class LaurelDrawingTests
{
    [Fact]
    public void What_an_award_is_called_cannot_get_into_the_drawing()
    {
        const string name = "</title><script>alert(1)</script> \" onload=\"x\" & \u0001";

        var svg = XDocument.Parse(LaurelDrawing.Of(new LaurelText(name, "<image href='http://evil.test'/>", "<2026>"), Stage.Letters.Shapes).ToSvg(isLight: false));

        Assert.Equal(["svg", "title", "path"], svg.Descendants().Select(element => element.Name.LocalName));
        Assert.Equal(["d", "fill"], svg.Descendants().Last().Attributes().Select(attribute => attribute.Name.LocalName).Order(StringComparer.Ordinal));
        Assert.StartsWith("</title><script>alert(1)</script> \" onload=\"x\" & ", svg.Descendants().ElementAt(1).Value, StringComparison.Ordinal);
        Assert.Matches("^[MLQZ0-9 .-]+$", svg.Descendants().Last().Attribute("d")!.Value);
    }

    [Theory]
    [InlineData("Grand Prix", "Berlin Shorts")]
    [InlineData("Prix spécial du jury œcuménique pour la meilleure œuvre d’animation générée", "Internationales Kurzfilmfestival für Übergrößen und künstliche Bilder")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitänsmützenpreisverleihungszeremoniell", "ŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódźŁódź")]
    [InlineData("W", "")]
    public void Every_name_fits_between_the_branches(string award, string festival)
    {
        var svg = LaurelDrawing.Of(new LaurelText(award, festival, "2026"), Stage.Letters.Shapes).ToSvg(isLight: true);
        var numbers = Pair().Matches(svg[svg.IndexOf(" d=\"", StringComparison.Ordinal)..]).Select(match => (X: double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Y: double.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ToList();

        Assert.All(numbers, spot => Assert.True(spot is { X: >= 0 and <= LaurelDrawing.Width, Y: >= 0 and <= LaurelDrawing.Height }, spot.ToString()));

        // What is painted in the middle row of the branches: left branch, gap, text or nothing, gap, right branch.
        var png = LaurelDrawing.Of(new LaurelText(award, festival, "2026"), Stage.Letters.Shapes).ToPng(isLight: true);
        Assert.Equal((2400, 1600), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Fact]
    public void Letters_beyond_latin_are_named_and_not_drawn_as_gaps()
    {
        Assert.Equal("Фильм映画", Stage.Letters.Shapes.Missing("Фильм 映画 Übergröße Łódź Ő ç"));
        Assert.Throws<ArgumentException>(() => LaurelDrawing.Of(new LaurelText("映画", "Berlin", "2026"), Stage.Letters.Shapes));
    }

    [Fact]
    public void Wide_letters_are_wider_and_an_accent_changes_no_width()
    {
        var letters = Stage.Letters.Shapes;

        Assert.True(letters.Width("W") > letters.Width("i"));
        Assert.Equal(letters.Width("e"), letters.Width("é"), precision: 3);
        Assert.Equal(letters.Width("é"), letters.Width("e\u0301"), precision: 6);
        Assert.Equal(letters.Width("a") + letters.Width("b"), letters.Width("ab"), precision: 6);
        Assert.NotEmpty(letters.Line("Ä", 0, 0, 100).Contours);
    }

    [GeneratedRegex(@"(-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Pair();
}
