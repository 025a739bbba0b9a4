using System.IO.Compression;
using Showcase.Domain.Prizes.Drawing;

namespace Showcase.Domain.Tests.Prizes;

public sealed class PainterTests
{
    [Fact]
    public void A_square_covers_its_cells_and_half_of_those_that_it_cuts()
    {
        var square = Square(1, 1, 3.5, 3);

        var painted = Painter.Paint(square, 5, 4);

        Assert.Equal([0, 0, 0, 0, 0, 0, 255, 255, 128, 0, 0, 255, 255, 128, 0, 0, 0, 0, 0, 0], painted);
    }

    [Fact]
    public void Shapes_that_overlap_cut_no_holes_and_rings_that_run_the_other_way_do()
    {
        var overlapping = Square(0, 0, 4, 4);
        overlapping.Add(Square(2, 0, 6, 4));
        var turned = Square(0, 0, 4, 4);
        turned.Add(Square(2, 0, 6, 4).Through(spot => new Spot(8 - spot.X, spot.Y)));
        var ring = Square(0, 0, 6, 6);
        ring.Add(new Outline().MoveTo(new(2, 2)).LineTo(new(2, 4)).LineTo(new(4, 4)).LineTo(new(4, 2)).LineTo(new(2, 2)));

        Assert.All(Painter.Paint(overlapping, 6, 4), covered => Assert.Equal(255, covered));
        Assert.All(Painter.Paint(turned.Aligned(), 6, 4), covered => Assert.Equal(255, covered));
        Assert.Equal(0, Painter.Paint(ring, 6, 6)[(3 * 6) + 3]);
    }

    [Fact]
    public void A_round_shape_covers_its_area()
    {
        var round = new Outline().MoveTo(new(90, 50));
        for (var eighth = 1; eighth <= 8; eighth++)
        {
            var (to, middle) = (eighth * Math.PI / 4, ((eighth * 2) - 1) * Math.PI / 8);
            var reach = 40 / Math.Cos(Math.PI / 8);
            round.CurveTo(new(50 + (reach * Math.Cos(middle)), 50 + (reach * Math.Sin(middle))), new(50 + (40 * Math.Cos(to)), 50 + (40 * Math.Sin(to))));
        }

        var covered = Painter.Paint(round, 100, 100).Sum(value => value / 255.0);

        Assert.Equal(Math.PI * 40 * 40, covered, tolerance: 15);
    }

    [Fact]
    public void What_lies_outside_the_picture_is_left_out_and_harms_nothing()
    {
        var painted = Painter.Paint(Square(-50, -50, 2, 2), 4, 4);

        Assert.Equal([255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], painted);
    }

    [Fact]
    public void A_png_holds_the_tone_and_the_cover_of_each_element()
    {
        var png = GreyPng.Write([0, 128, 255, 7], 2, 2, tone: 255);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], png[^4..]);
        using var packed = new ZLibStream(new MemoryStream(png[41..^16]), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        packed.CopyTo(lines);
        Assert.Equal([0, 255, 0, 255, 128, 0, 255, 255, 255, 7], lines.ToArray());
    }

    private static Outline Square(double left, double top, double right, double bottom) =>
        new Outline().MoveTo(new(left, top)).LineTo(new(right, top)).LineTo(new(right, bottom)).LineTo(new(left, bottom)).LineTo(new(left, top));
}
