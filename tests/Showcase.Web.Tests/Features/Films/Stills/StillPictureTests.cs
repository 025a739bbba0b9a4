using System.Diagnostics;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Films.Stills;

/// <summary>What a picture file may be, and what is kept of it: through real ffmpeg.</summary>
public sealed class StillPictureTests : IDisposable
{
    private const string Script = "<html><script>alert(document.cookie)</script></html>";

    private readonly StillBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task Each_format_that_is_asked_for_is_kept_as_jpeg_in_sizes_that_do_not_enlarge(string format)
    {
        var (ada, film) = await bench.FilmAsync();

        var id = await bench.MustAddAsync(ada, film, format switch { "jpeg" => Made.Jpeg(640, 360), "png" => Made.Png(), _ => Made.WebP() });

        var still = Assert.Single((await bench.FindAsync(ada, film)).Stills);
        Assert.Equal((id, 640, 360), (still.Id, still.Picture.Width, still.Picture.Height));
        Assert.Equal([$"{MediaPaths.Picture(id, 480)}", $"{MediaPaths.Picture(id, 960)}"], await bench.FilesAsync());
        Assert.Equal((480, 270), bench.Seen(id, 480));
        Assert.Equal((640, 360), bench.Seen(id, 960));
    }

    [Fact]
    public async Task A_polyglot_leaves_nothing_of_its_other_side_in_what_is_kept()
    {
        var (ada, film) = await bench.FilmAsync();

        await bench.MustAddAsync(ada, film, Made.Polyglot(Script));
        await bench.MustAddAsync(ada, film, Made.Archive());

        var files = await bench.FilesAsync();
        Assert.Equal(6, files.Count);
        foreach (var bytes in files.Select(file => File.ReadAllBytes(bench.Folder.Storage.LocalFile(file)!)))
        {
            Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);
            Assert.Equal([0xFF, 0xD9], bytes[^2..]);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("script"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Evil"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("PK\u0003\u0004"u8));
        }
    }

    [Theory]
    [InlineData("svg", "Stills.NotPicture")]
    [InlineData("html", "Stills.NotPicture")]
    [InlineData("gif", "Stills.NotPicture")]
    [InlineData("film", "Stills.NotPicture")]
    [InlineData("empty", "Stills.NotPicture")]
    [InlineData("cut jpeg", "Stills.Truncated")]
    [InlineData("cut png", "Stills.Truncated")]
    [InlineData("cut webp", "Stills.Truncated")]
    [InlineData("claims 60,000 a side", "Stills.TooManyPixels")]
    [InlineData("20,000 a side in a few bytes", "Stills.TooManyPixels")]
    [InlineData("4,000 a side and no pixels", "Stills.Undecodable")]
    [InlineData("tiny", "Stills.TooFewPixels")]
    [InlineData("four inks", "Stills.ForPress")]
    [InlineData("moves", "Stills.Moving")]
    public async Task What_is_no_still_is_refused_in_words_and_leaves_nothing(string what, string reason)
    {
        var (ada, film) = await bench.FilmAsync();

        Assert.Equal(reason, (await bench.AddAsync(ada, film, Bad(what), "still.jpg")).Refusal?.Code);

        Assert.Empty((await bench.FindAsync(ada, film)).Stills);
        Assert.Empty(await bench.FilesAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Folder.Data.Path("pictures")));
    }

    [Theory]
    [InlineData(1, false, "red", "blue")]
    [InlineData(3, false, "blue", "red")]
    [InlineData(6, true, "red", "blue")]
    [InlineData(8, true, "blue", "red")]
    public async Task A_picture_that_says_it_is_turned_is_kept_upright(int orientation, bool isTurned, string first, string last)
    {
        var (ada, film) = await bench.FilmAsync();

        var id = await bench.MustAddAsync(ada, film, Made.Turned(orientation));

        Assert.Equal(isTurned ? (360, 640) : (640, 360), bench.Seen(id, isTurned ? 480 : 960));
        Assert.Equal((first, last), EndsOf(id, isTurned));
    }

    private static byte[] Bad(string what) => what switch
    {
        "svg" => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
        "html" => System.Text.Encoding.UTF8.GetBytes(Script),
        "gif" => [.. "GIF89a"u8, .. new byte[100]],
        "film" => Clips.Film,
        "empty" => [],
        "cut jpeg" => Made.Jpeg(640, 360)[..4_000],
        "cut png" => Made.Png()[..2_000],
        "cut webp" => Made.WebP()[..2_000],
        "claims 60,000 a side" => Made.Claiming(60_000, 60_000),
        "20,000 a side in a few bytes" => Made.Bomb(20_000),
        "4,000 a side and no pixels" => Made.Claiming(4_000, 4_000),
        "tiny" => Made.Jpeg(160, 90),
        "four inks" => Made.ForPress(),
        "moves" => Made.Moving(),
        _ => throw new ArgumentException($"There is no picture '{what}'.", nameof(what)),
    };

    /// <summary>The colours of the first and the last pixel along the way that halves are stacked.</summary>
    private (string First, string Last) EndsOf(Guid id, bool isTall)
    {
        var file = bench.Folder.Storage.LocalFile(MediaPaths.Picture(id, 480))!;
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", file, "-vf", isTall ? "scale=1:8" : "scale=8:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var ffmpeg = Process.Start(start)!;
        using var pixels = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(pixels);
        ffmpeg.WaitForExit();
        var row = pixels.ToArray();
        return (Colour(row[..3]), Colour(row[^3..]));
    }

    private static string Colour(byte[] rgb) => rgb[0] > 200 && rgb[2] < 60 ? "red" : rgb[2] > 200 && rgb[0] < 60 ? "blue" : string.Join(',', rgb);
}
