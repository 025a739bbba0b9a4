namespace Showcase.Domain.Prizes.Drawing;

/// <summary>
/// The shapes of a font's glyphs, out of the glyf table as WOFF2 rearranges it (W3C, 2024, sections 5.1 and 5.2): its parts lie in streams of their own, and
/// points are written as steps. Of a variable font these are the shapes of its default.
/// </summary>
internal sealed class GlyphShapes
{
    private readonly GlyphRecord[] records;

    public GlyphShapes(ReadOnlySpan<byte> table)
    {
        var header = new FontReader(table) { At = 4 };
        var count = header.UInt16();
        header.At = 8;
        Span<int> lengths = stackalloc int[7];
        for (var stream = 0; stream < lengths.Length; stream++) lengths[stream] = (int)header.UInt32();

        var contours = new FontReader(header.Take(lengths[0]));
        var points = new FontReader(header.Take(lengths[1]));
        var flags = new FontReader(header.Take(lengths[2]));
        var steps = new FontReader(header.Take(lengths[3]));
        var parts = new FontReader(header.Take(lengths[4]));
        records = new GlyphRecord[count];
        for (var glyph = 0; glyph < count; glyph++)
        {
            records[glyph] = contours.Int16() switch
            {
                0 => new GlyphRecord([], []),
                < 0 => new GlyphRecord([], Parts(ref parts, ref steps)),
                var rings => new GlyphRecord(Rings(rings, ref points, ref flags, ref steps), []),
            };
        }
    }

    /// <summary>In font units, y upwards.</summary>
    public Outline Of(int glyph) => Of(glyph, depth: 0);

    private static List<List<Point>> Rings(int count, ref FontReader points, ref FontReader flags, ref FontReader steps)
    {
        Span<int> sizes = count <= 64 ? stackalloc int[count] : new int[count];
        for (var ring = 0; ring < count; ring++) sizes[ring] = points.Short255();

        var rings = new List<List<Point>>(count);
        var (x, y) = (0, 0);
        foreach (var size in sizes)
        {
            var ring = new List<Point>(size);
            for (var point = 0; point < size; point++)
            {
                var flag = flags.Byte();
                var (dx, dy) = Step(flag & 0x7F, ref steps);
                (x, y) = (x + dx, y + dy);
                ring.Add(new Point(x, y, flag < 0x80));
            }

            rings.Add(ring);
        }

        _ = steps.Short255();
        return rings;
    }

    /// <summary>Section 5.2: a flag says how many bytes a step takes and how its two numbers lie in them.</summary>
    private static (int X, int Y) Step(int flag, ref FontReader steps)
    {
        int Signed(int sign, int value) => (sign & 1) == 1 ? value : -value;

        if (flag < 10) return (0, Signed(flag, ((flag & 14) << 7) + steps.Byte()));
        if (flag < 20) return (Signed(flag, (((flag - 10) & 14) << 7) + steps.Byte()), 0);
        if (flag < 84)
        {
            var (kind, both) = (flag - 20, steps.Byte());
            return (Signed(flag, 1 + (kind & 0x30) + (both >> 4)), Signed(flag >> 1, 1 + ((kind & 0x0C) << 2) + (both & 0x0F)));
        }

        if (flag < 120)
        {
            var kind = flag - 84;
            var (one, other) = (steps.Byte(), steps.Byte());
            return (Signed(flag, 1 + ((kind / 12) << 8) + one), Signed(flag >> 1, 1 + (((kind % 12) >> 2) << 8) + other));
        }

        if (flag < 124)
        {
            var (one, middle, other) = (steps.Byte(), steps.Byte(), steps.Byte());
            return (Signed(flag, (one << 4) + (middle >> 4)), Signed(flag >> 1, ((middle & 0x0F) << 8) + other));
        }

        var (far, wide) = (steps.UInt16(), steps.UInt16());
        return (Signed(flag, far), Signed(flag >> 1, wide));
    }

    /// <summary>A glyph that is made of others, as in the glyf table of OpenType.</summary>
    private static List<Part> Parts(ref FontReader parts, ref FontReader steps)
    {
        const int WordArguments = 0x1, Offsets = 0x2, OneScale = 0x8, More = 0x20, TwoScales = 0x40, Matrix = 0x80, Instructions = 0x100;
        var made = new List<Part>();
        int flags;
        var hasInstructions = false;
        do
        {
            flags = parts.UInt16();
            var glyph = parts.UInt16();
            var (x, y) = (flags & WordArguments) != 0 ? (parts.Int16(), parts.Int16()) : ((int)(sbyte)parts.Byte(), (int)(sbyte)parts.Byte());
            if ((flags & Offsets) == 0) throw new InvalidDataException("The font places parts of glyphs by points, which is not read here.");

            var (a, b, c, d) = (1.0, 0.0, 0.0, 1.0);
            if ((flags & OneScale) != 0) a = d = parts.Int16() / 16384.0;
            else if ((flags & TwoScales) != 0) (a, d) = (parts.Int16() / 16384.0, parts.Int16() / 16384.0);
            else if ((flags & Matrix) != 0) (a, b, c, d) = (parts.Int16() / 16384.0, parts.Int16() / 16384.0, parts.Int16() / 16384.0, parts.Int16() / 16384.0);

            hasInstructions |= (flags & Instructions) != 0;
            made.Add(new Part(glyph, spot => new Spot((a * spot.X) + (c * spot.Y) + x, (b * spot.X) + (d * spot.Y) + y)));
        }
        while ((flags & More) != 0);

        if (hasInstructions) _ = steps.Short255();
        return made;
    }

    /// <summary>Between two points that are not on the curve, the middle is.</summary>
    private static void Draw(Outline outline, List<Point> ring)
    {
        if (ring.Count < 2) return;

        var first = ring.FindIndex(point => point.IsOn);
        var start = first >= 0 ? ring[first].Spot : Middle(ring[^1], ring[0]);
        outline.MoveTo(start);
        Point? control = null;
        for (var step = 1; step <= ring.Count; step++)
        {
            var point = ring[(Math.Max(first, -1) + step) % ring.Count];
            if (first >= 0 && step == ring.Count) break;

            if (point.IsOn)
            {
                if (control is { } bent) outline.CurveTo(bent.Spot, point.Spot);
                else outline.LineTo(point.Spot);
                control = null;
            }
            else
            {
                if (control is { } bent) outline.CurveTo(bent.Spot, Middle(bent, point));
                control = point;
            }
        }

        if (control is { } last) outline.CurveTo(last.Spot, start);
        else outline.LineTo(start);
    }

    private static Spot Middle(Point one, Point other) => new((one.X + other.X) / 2.0, (one.Y + other.Y) / 2.0);

    private Outline Of(int glyph, int depth)
    {
        var outline = new Outline();
        if (depth > 8 || glyph >= records.Length) return outline;

        foreach (var ring in records[glyph].Rings) Draw(outline, ring);
        foreach (var part in records[glyph].Parts) outline.Add(Of(part.Glyph, depth + 1).Through(part.Place));
        return outline;
    }

    private sealed record GlyphRecord(List<List<Point>> Rings, List<Part> Parts);

    private sealed record Part(int Glyph, Func<Spot, Spot> Place);

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Point(int X, int Y, bool IsOn)
    {
        public Spot Spot => new(X, Y);
    }
}
