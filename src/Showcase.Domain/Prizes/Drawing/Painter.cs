namespace Showcase.Domain.Prizes.Drawing;

/// <summary>
/// Paints outlines with smooth edges. Each straight piece adds, to the cells that it crosses, how much of the cell lies to its right; running sums over a
/// row then say how much of each cell is inside (the accumulation buffer of the font-rs rasteriser, R. Levien 2016). Takes time in proportion to the
/// picture and the length of the outlines.
/// </summary>
public static class Painter
{
    /// <summary>How much of each picture element is covered, row by row: 0 to 255.</summary>
    /// <param name="outline">What to paint, in picture elements.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    public static byte[] Paint(Outline outline, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var cells = new float[(width + 2) * height];
        foreach (var contour in outline.Contours)
        {
            foreach (var stroke in contour) Add(cells, stroke, width, height);
            if (contour.Count > 0) Line(cells, contour[^1].To, contour[0].From, width, height);
        }

        var covered = new byte[width * height];
        for (var row = 0; row < height; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < width; column++)
            {
                sum += cells[(row * (width + 2)) + column];
                covered[(row * width) + column] = (byte)Math.Round(Math.Min(Math.Abs(sum), 1) * 255);
            }
        }

        return covered;
    }

    private static void Add(float[] cells, Stroke stroke, int width, int height)
    {
        if (stroke.Control is not { } control)
        {
            Line(cells, stroke.From, stroke.To, width, height);
            return;
        }

        // A curve is cut so finely that no piece is further than a twentieth of an element from it.
        var bend = Math.Sqrt(Math.Pow(stroke.From.X - (2 * control.X) + stroke.To.X, 2) + Math.Pow(stroke.From.Y - (2 * control.Y) + stroke.To.Y, 2));
        var pieces = Math.Clamp((int)Math.Ceiling(Math.Sqrt(bend * 5)), 1, 200);
        var before = stroke.From;
        for (var piece = 1; piece <= pieces; piece++)
        {
            var t = (double)piece / pieces;
            var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
            var next = new Spot((a * stroke.From.X) + (b * control.X) + (c * stroke.To.X), (a * stroke.From.Y) + (b * control.Y) + (c * stroke.To.Y));
            Line(cells, before, next, width, height);
            before = next;
        }
    }

    private static void Line(float[] cells, Spot from, Spot to, int width, int height)
    {
        if (from.Y == to.Y) return;

        var (direction, top, bottom) = from.Y < to.Y ? (1.0, from, to) : (-1.0, to, from);
        var slope = (bottom.X - top.X) / (bottom.Y - top.Y);
        var x = top.Y < 0 ? top.X - (top.Y * slope) : top.X;
        for (var row = Math.Max(0, (int)top.Y); row < Math.Min(height, (int)Math.Ceiling(bottom.Y)); row++)
        {
            var share = Math.Min(row + 1, bottom.Y) - Math.Max(row, top.Y);
            var next = x + (slope * share);
            Cross(cells, row * (width + 2), Math.Clamp(Math.Min(x, next), 0, width), Math.Clamp(Math.Max(x, next), 0, width), direction * share);
            x = next;
        }
    }

    /// <summary>One row's part of a line: between two columns, over <paramref name="share"/> of the row's height.</summary>
    private static void Cross(float[] cells, int row, double left, double right, double share)
    {
        var (first, last) = ((int)left, (int)Math.Ceiling(right));
        if (last <= first + 1)
        {
            // Within one cell: its mean distance from the cell's right edge is what it covers of it.
            var part = share * (1 - (((left + right) / 2) - first));
            cells[row + first] += (float)part;
            cells[row + first + 1] += (float)(share - part);
            return;
        }

        var steep = 1 / (right - left);
        var begin = 0.5 * steep * Math.Pow(first + 1 - left, 2);
        cells[row + first] += (float)(share * begin);
        var end = 0.5 * steep * Math.Pow(right - (last - 1), 2);
        if (last == first + 2)
        {
            cells[row + first + 1] += (float)(share * (1 - begin - end));
        }
        else
        {
            var second = steep * (first + 1.5 - left);
            cells[row + first + 1] += (float)(share * (second - begin));
            for (var column = first + 2; column < last - 1; column++) cells[row + column] += (float)(share * steep);
            var before = second + (steep * (last - first - 3));
            cells[row + last - 1] += (float)(share * (1 - before - end));
        }

        cells[row + last] += (float)(share * end);
    }
}
