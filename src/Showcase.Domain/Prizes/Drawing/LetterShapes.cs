using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Showcase.Domain.Prizes.Drawing;

/// <summary>Letters as outlines, out of one or several WOFF2 fonts that share a design: a sign is taken from the first that has it.</summary>
public sealed class LetterShapes
{
    private readonly List<Face> faces = [];
    private readonly ConcurrentDictionary<int, Letter?> known = new();

    /// <param name="fonts">WOFF2 files, the widest used first.</param>
    public LetterShapes(IEnumerable<byte[]> fonts)
    {
        ArgumentNullException.ThrowIfNull(fonts);
        foreach (var font in fonts) faces.Add(new Face(new Woff2File(font)));
    }

    /// <summary>The signs of a text that have no shape, each once; empty where all of it can be drawn.</summary>
    public string Missing(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(Runes(text).Where(rune => Find(rune) is null).Distinct());
    }

    /// <summary>How wide a line is, in units of the letters' size.</summary>
    public double Width(string text, double spacing = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = Runes(text).Select(Find).OfType<Letter>().ToList();
        return letters.Sum(letter => letter.Advance) + (spacing * Math.Max(0, letters.Count - 1));
    }

    /// <summary>A line of text, its middle at <paramref name="middle"/> and its letters standing on <paramref name="baseline"/>.</summary>
    public Outline Line(string text, double middle, double baseline, double size, double spacing = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new Outline();
        var x = middle - (Width(text, spacing) * size / 2);
        foreach (var letter in Runes(text).Select(Find).OfType<Letter>())
        {
            var left = x;
            line.Add(letter.Shape.Through(spot => new Spot(left + (spot.X * letter.Scale * size), baseline - (spot.Y * letter.Scale * size))));
            x += (letter.Advance + spacing) * size;
        }

        return line;
    }

    /// <summary>White space of any kind is a blank.</summary>
    private static IEnumerable<Rune> Runes(string text) => text.Normalize(NormalizationForm.FormC).EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
        .Select(rune => Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune);

    private Letter? Find(Rune rune) => known.GetOrAdd(rune.Value, character => faces.Select(face => face.Find(character)).FirstOrDefault(letter => letter is not null));

    private sealed record Letter(Outline Shape, double Advance, double Scale);

    private sealed class Face
    {
        private readonly Dictionary<int, int> glyphs = [];
        private readonly ushort[] advances;
        private readonly GlyphShapes shapes;
        private readonly double scale;

        public Face(Woff2File font)
        {
            if (!font.IsTransformed("glyf")) throw new InvalidDataException("The font's shapes are not in the form that is read here.");

            scale = 1.0 / new FontReader(font.Table("head")) { At = 18 }.UInt16();
            shapes = new GlyphShapes(font.Table("glyf"));
            var metrics = new FontReader(font.Table("hmtx")) { At = font.IsTransformed("hmtx") ? 1 : 0 };
            advances = new ushort[new FontReader(font.Table("hhea")) { At = 34 }.UInt16()];
            for (var glyph = 0; glyph < advances.Length; glyph++)
            {
                advances[glyph] = metrics.UInt16();
                if (!font.IsTransformed("hmtx")) metrics.At += 2;
            }

            ReadCharacters(font.Table("cmap"));
        }

        public Letter? Find(int character) =>
            glyphs.TryGetValue(character, out var glyph) ? new Letter(shapes.Of(glyph), advances[Math.Min(glyph, advances.Length - 1)] * scale, scale) : null;

        /// <summary>Tables of the forms 4 (ranges in the first plane) and 12 (ranges in all planes).</summary>
        private void ReadCharacters(ReadOnlySpan<byte> table)
        {
            var header = new FontReader(table) { At = 2 };
            var count = header.UInt16();
            for (var map = 0; map < count; map++)
            {
                header.At += 4;
                var at = (int)header.UInt32();
                var form = new FontReader(table) { At = at };
                switch (form.UInt16())
                {
                    case 4:
                        ReadRanges(table, at);
                        break;
                    case 12:
                        ReadGroups(table, at);
                        break;
                }
            }
        }

        private void ReadRanges(ReadOnlySpan<byte> table, int at)
        {
            var count = new FontReader(table) { At = at + 6 }.UInt16() / 2;
            var (ends, starts) = (at + 14, at + 16 + (count * 2));
            var (deltas, offsets) = (starts + (count * 2), starts + (count * 4));
            for (var range = 0; range < count; range++)
            {
                int Number(ReadOnlySpan<byte> from, int list) => new FontReader(from) { At = list + (range * 2) }.UInt16();

                var (first, last, delta, offset) = (Number(table, starts), Number(table, ends), Number(table, deltas), Number(table, offsets));
                for (var character = first; character <= last && character < 0xFFFF; character++)
                {
                    var glyph = offset == 0 ? character : new FontReader(table) { At = offsets + (range * 2) + offset + ((character - first) * 2) }.UInt16();
                    if (offset != 0 && glyph == 0) continue;

                    glyph = (glyph + delta) & 0xFFFF;
                    if (glyph != 0) glyphs.TryAdd(character, glyph);
                }
            }
        }

        private void ReadGroups(ReadOnlySpan<byte> table, int at)
        {
            var groups = new FontReader(table) { At = at + 12 };
            var count = (int)groups.UInt32();
            for (var group = 0; group < count; group++)
            {
                var (first, last, glyph) = ((int)groups.UInt32(), (int)groups.UInt32(), (int)groups.UInt32());
                for (var character = first; character <= last; character++) glyphs.TryAdd(character, glyph + character - first);
            }
        }
    }
}
