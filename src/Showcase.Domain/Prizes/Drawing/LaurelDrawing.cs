using System.Security;
using System.Text;
using System.Xml;

namespace Showcase.Domain.Prizes.Drawing;

/// <summary>What stands between the branches: what the film has, at which festival, in which year.</summary>
public sealed record LaurelText(string Award, string Festival, string Year);

/// <summary>
/// A laurel: two branches and a text between them, all of it outlines, so that it looks the same everywhere. Long texts are broken into lines and set
/// as large as they fit. Nothing of the text is written into the drawing but its shapes, and its words, escaped, as the picture's title.
/// </summary>
public sealed class LaurelDrawing
{
    public const int Width = 1200;
    public const int Height = 800;

    /// <summary>The PNG file has this many picture elements for each unit of the drawing.</summary>
    private const int Fineness = 2;

    private const int Leaves = 11;
    private const double TextWidth = 690;
    private const double TextHeight = 470;
    private const double TextMiddle = 392;

    /// <summary>Half the height of the ellipse in which lines stand: those above and below are shorter than those in the middle.</summary>
    private const double TextArch = 330;

    private const double FirstLine = 112;
    private const double Smallest = 24;

    private static readonly Spot Centre = new(Width / 2.0, 372);
    private readonly Outline drawing;
    private readonly string title;

    private LaurelDrawing(Outline drawing, string title) => (this.drawing, this.title) = (drawing, title);

    /// <exception cref="ArgumentException">The letters have no shape for a sign: ask <see cref="LetterShapes.Missing"/> first.</exception>
    public static LaurelDrawing Of(LaurelText text, LetterShapes letters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Missing($"{text.Award}{text.Festival}{text.Year}") is { Length: > 0 } missing) throw new ArgumentException($"The letters cannot draw {missing}.", nameof(text));

        var branches = Branch();
        branches.Add(branches.Through(spot => new Spot(Width - spot.X, spot.Y)));
        var laurel = branches.Aligned();
        laurel.Add(Words(text, letters));
        return new LaurelDrawing(laurel, string.Join(", ", new[] { text.Award, text.Festival, text.Year }.Where(part => part.Length > 0)));
    }

    /// <summary>On nothing, in black or in white.</summary>
    public string ToSvg(bool isLight)
    {
        var words = SecurityElement.Escape(string.Concat(title.EnumerateRunes().Where(IsXml)));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\"><title>{words}</title><path fill=\"{(isLight ? "#fff" : "#000")}\" d=\"{drawing.ToSvgPath()}\"/></svg>";
    }

    public byte[] ToPng(bool isLight)
    {
        var (width, height) = (Width * Fineness, Height * Fineness);
        var alpha = Painter.Paint(drawing.Through(spot => new Spot(spot.X * Fineness, spot.Y * Fineness)), width, height);
        return GreyPng.Write(alpha, width, height, isLight ? byte.MaxValue : byte.MinValue);
    }

    private static bool IsXml(Rune rune) => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);

    /// <summary>The left branch: a stem on an arc, thinner towards its tip, and leaves on both sides of it.</summary>
    private static Outline Branch()
    {
        const double from = 100, to = 232, radiusX = 452, radiusY = 356;
        Spot At(double part)
        {
            var angle = (from + ((to - from) * part)) * Math.PI / 180;
            return new Spot(Centre.X + (radiusX * Math.Cos(angle)), Centre.Y + (radiusY * Math.Sin(angle)));
        }

        var branch = Stem(At);
        for (var leaf = 0; leaf < Leaves; leaf++)
        {
            var part = 0.06 + (0.86 * leaf / (Leaves - 1));
            var (foot, ahead) = (At(part), At(part + 0.01));
            var direction = Math.Atan2(ahead.Y - foot.Y, ahead.X - foot.X);
            var length = 104 - (34 * part);
            branch.Add(Leaf(foot, direction - 0.62, length));
            branch.Add(Leaf(foot, direction + 0.62, length * 0.86));
        }

        var (end, after) = (At(0.97), At(0.98));
        branch.Add(Leaf(end, Math.Atan2(after.Y - end.Y, after.X - end.X), 74));
        return branch;
    }

    private static Outline Stem(Func<double, Spot> at)
    {
        const int pieces = 48;
        const double half = 4.5;
        var (outer, inner) = (new List<Spot>(), new List<Spot>());
        for (var piece = 0; piece <= pieces; piece++)
        {
            var part = (double)piece / pieces;
            var (here, ahead) = (at(part), at(part + 0.001));
            var (x, y) = (ahead.X - here.X, ahead.Y - here.Y);
            var (length, thick) = (Math.Sqrt((x * x) + (y * y)), half * (1 - (0.75 * part)));
            outer.Add(new Spot(here.X - (y / length * thick), here.Y + (x / length * thick)));
            inner.Add(new Spot(here.X + (y / length * thick), here.Y - (x / length * thick)));
        }

        inner.Reverse();
        var stem = new Outline().MoveTo(outer[0]);
        foreach (var spot in outer.Skip(1).Concat(inner).Append(outer[0])) stem.LineTo(spot);
        return stem;
    }

    /// <summary>Two bows from foot to tip, the outer one fuller.</summary>
    private static Outline Leaf(Spot foot, double direction, double length)
    {
        Spot Place(double along, double aside) => new(
            foot.X + (along * Math.Cos(direction)) - (aside * Math.Sin(direction)),
            foot.Y + (along * Math.Sin(direction)) + (aside * Math.Cos(direction)));

        var tip = Place(length, 0);
        var (left, right) = (Place(length * 0.52, length * 0.17), Place(length * 0.52, -length * 0.17));
        return new Outline().MoveTo(Place(6, 0))
            .CurveTo(Place(length * 0.22, length * 0.17), left).CurveTo(Place(length * 0.82, length * 0.15), tip)
            .CurveTo(Place(length * 0.82, -length * 0.15), right).CurveTo(Place(length * 0.22, -length * 0.17), Place(6, 0));
    }

    /// <summary>The largest size at which all lines fit between the branches.</summary>
    private static Outline Words(LaurelText text, LetterShapes letters)
    {
        List<SetLine> lines = [];
        for (var size = FirstLine; size >= Smallest; size -= 2)
        {
            lines = Set(text, letters, size);
            if (lines.Sum(line => line.Height) <= TextHeight && Placed(lines).All(line => letters.Width(line.Line.Text, line.Line.Spacing) * line.Line.Size <= line.Room)) break;
        }

        var words = new Outline();
        foreach (var (line, baseline, room) in Placed(lines))
        {
            var fits = Math.Min(1, room / Math.Max(1, letters.Width(line.Text, line.Spacing) * line.Size));
            words.Add(letters.Line(line.Text, Centre.X, baseline, line.Size * fits, line.Spacing));
        }

        return words;
    }

    /// <summary>Where each line stands, and how wide it may be there.</summary>
    private static IEnumerable<(SetLine Line, double Baseline, double Room)> Placed(List<SetLine> lines)
    {
        var top = TextMiddle - (lines.Sum(line => line.Height) / 2);
        foreach (var line in lines)
        {
            top += line.Height;
            var baseline = top - (line.Height * 0.26);
            var off = Math.Min(0.9, Math.Abs(baseline - (line.Size * 0.3) - TextMiddle) / TextArch);
            yield return (line, baseline, TextWidth * Math.Sqrt(1 - (off * off)));
        }
    }

    private static List<SetLine> Set(LaurelText text, LetterShapes letters, double size)
    {
        var below = Math.Clamp(size * 0.5, 30, 54);
        return
        [
            .. Broken(text.Award, letters, size, 0).Select(line => new SetLine(line, size, 0, size * 1.12)),
            .. Broken(text.Festival, letters, below, 0.02).Select((line, index) => new SetLine(line, below, 0.02, below * (index == 0 ? 1.7 : 1.25))),
            .. text.Year.Length == 0 ? Array.Empty<SetLine>() : [new SetLine(text.Year, below, 0.12, below * 1.45)],
        ];
    }

    /// <summary>As few lines as fit, of about the same length: no word stands alone where it need not.</summary>
    private static List<string> Broken(string text, LetterShapes letters, double size, double spacing)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var greedy = Fill(words, letters, size, spacing, TextWidth);
        for (var width = TextWidth * 0.35; width < TextWidth; width += TextWidth * 0.05)
        {
            if (Fill(words, letters, size, spacing, width) is { } even && even.Count <= greedy.Count && even.TrueForAll(line => letters.Width(line, spacing) * size <= width)) return even;
        }

        return greedy;
    }

    private static List<string> Fill(string[] words, LetterShapes letters, double size, double spacing, double width)
    {
        List<string> lines = [];
        foreach (var word in words)
        {
            if (lines.Count > 0 && letters.Width($"{lines[^1]} {word}", spacing) * size <= width) lines[^1] = $"{lines[^1]} {word}";
            else lines.Add(word);
        }

        return lines;
    }

    private sealed record SetLine(string Text, double Size, double Spacing, double Height);
}
