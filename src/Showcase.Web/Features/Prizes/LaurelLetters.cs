using Showcase.Domain.Prizes.Drawing;

namespace Showcase.Web.Features.Prizes;

/// <summary>The letters of the site's display face, read once, for laurels. Latin scripts; what else is written has to be transcribed.</summary>
public sealed class LaurelLetters
{
    private static readonly string[] Fonts = ["laurels-latin.woff2", "laurels-latin-ext.woff2"];

    private readonly Lazy<LetterShapes> shapes = new(() => new LetterShapes(Fonts.Select(Read)));

    public LetterShapes Shapes => shapes.Value;

    private static byte[] Read(string font)
    {
        using var resource = typeof(LaurelLetters).Assembly.GetManifestResourceStream(font) ?? throw new InvalidOperationException($"The build left out {font}.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
