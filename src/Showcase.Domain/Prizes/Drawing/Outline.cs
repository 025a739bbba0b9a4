using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Showcase.Domain.Prizes.Drawing;

/// <summary>A point of a drawing; y grows downwards.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Spot(double X, double Y);

/// <summary>A piece of an outline: a straight line, or a quadratic Bézier curve with one control point.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Stroke(Spot From, Spot? Control, Spot To);

/// <summary>Closed outlines that are filled together by the nonzero rule. It can be written as an SVG path, and painted.</summary>
public sealed class Outline
{
    private readonly List<List<Stroke>> contours = [];
    private Spot at;

    public IReadOnlyList<IReadOnlyList<Stroke>> Contours => contours;

    public Outline MoveTo(Spot to)
    {
        contours.Add([]);
        at = to;
        return this;
    }

    public Outline LineTo(Spot to)
    {
        contours[^1].Add(new Stroke(at, null, to));
        at = to;
        return this;
    }

    public Outline CurveTo(Spot control, Spot to)
    {
        contours[^1].Add(new Stroke(at, control, to));
        at = to;
        return this;
    }

    public void Add(Outline other)
    {
        ArgumentNullException.ThrowIfNull(other);
        contours.AddRange(other.contours);
    }

    /// <summary>Each point moved by <paramref name="move"/>.</summary>
    public Outline Through(Func<Spot, Spot> move)
    {
        ArgumentNullException.ThrowIfNull(move);
        var moved = new Outline();
        foreach (var contour in contours)
        {
            moved.contours.Add(contour.ConvertAll(stroke => new Stroke(move(stroke.From), stroke.Control is { } control ? move(control) : null, move(stroke.To))));
        }

        return moved;
    }

    /// <summary>With every contour running the same way round, so that shapes which overlap do not cut holes into each other.</summary>
    public Outline Aligned()
    {
        var aligned = new Outline();
        foreach (var contour in contours)
        {
            aligned.contours.Add(Area(contour) >= 0 ? contour : [.. contour.AsEnumerable().Reverse().Select(stroke => new Stroke(stroke.To, stroke.Control, stroke.From))]);
        }

        return aligned;
    }

    /// <summary>The d attribute of an SVG path, with a tenth of a unit as its finest step.</summary>
    public string ToSvgPath()
    {
        var path = new StringBuilder();
        foreach (var contour in contours.Where(contour => contour.Count > 0))
        {
            path.Append('M').Append(Pair(contour[0].From));
            foreach (var stroke in contour)
            {
                if (stroke.Control is { } control) path.Append('Q').Append(Pair(control)).Append(' ').Append(Pair(stroke.To));
                else path.Append('L').Append(Pair(stroke.To));
            }

            path.Append('Z');
        }

        return path.ToString();
    }

    private static double Area(List<Stroke> contour) => contour.Sum(stroke => stroke.Control is { } control
        ? Cross(stroke.From, control) + Cross(control, stroke.To)
        : Cross(stroke.From, stroke.To));

    private static double Cross(Spot one, Spot other) => (one.X * other.Y) - (other.X * one.Y);

    private static string Pair(Spot spot) => string.Create(CultureInfo.InvariantCulture, $"{spot.X:0.#} {spot.Y:0.#}");
}
