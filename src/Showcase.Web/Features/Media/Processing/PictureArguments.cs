using System.Globalization;
using Showcase.Domain.Films;
using Showcase.Domain.Media.Pictures;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Argument lists for single pictures that strangers sent: one file is read, by the one decoder that its signs call for. What comes out is JPEG
/// of our own, upright, in the colours of the web, without a word of what else was in the file.
/// </summary>
internal static class PictureArguments
{
    private const string Jpeg = "mjpeg";

    /// <summary>ITU-T T.871: what every browser takes a JPEG for.</summary>
    private const string Colours = "scale=iw:ih:out_range=pc:out_color_matrix=bt601,format=yuvj420p";

    /// <summary>What is clear is black then: shades between would be whatever lay under them.</summary>
    private const string Opaque = "format=gbrap,premultiply=inplace=1,";

    /// <summary>The sizes of a picture, each made from the one above it.</summary>
    public static IReadOnlyList<string> Sizes(string source, PictureHeader header, IReadOnlyList<PictureSize> sizes, string folder)
    {
        var (width, height) = (sizes[^1].Width, HeightOf(sizes[^1].Width, header.Width, header.Height));
        if (header.IsTurned) (width, height) = (height, width);
        var first = string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=lanczos,{(header.Format == PictureFormat.Jpeg ? "" : Opaque)}{Turn(header.Orientation)}{Colours}");
        return [.. Input(source, DecoderOf(header.Format)), .. Outputs(first, sizes, size => HeightOf(size, header.Width, header.Height), folder)];
    }

    /// <summary>A piece of a picture that was made here, in the poster's sizes.</summary>
    public static IReadOnlyList<string> Cut(string source, PictureCut cut, IReadOnlyList<PictureSize> sizes, string folder)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"crop={cut.Width}:{cut.Height}:{cut.X}:{cut.Y}:exact=1,scale={sizes[^1].Width}:{HeightOf(sizes[^1].Width, cut.Width, cut.Height)}:flags=lanczos,{Colours}");
        return [.. Input(source, Jpeg), .. Outputs(first, sizes, size => HeightOf(size, cut.Width, cut.Height), folder)];
    }

    public static int HeightOf(int width, int pictureWidth, int pictureHeight) => Math.Max(1, (int)Math.Round((double)pictureHeight * width / pictureWidth));

    private static string[] Input(string source, string decoder) =>
    [
        "-hide_banner", "-nostdin", "-v", "error", "-y", "-threads", "1", "-protocol_whitelist", "file", "-format_whitelist", "image2", "-codec_whitelist", decoder,
        "-max_pixels", Number(PictureHeader.MostPixels), "-noautorotate", "-f", "image2", "-pattern_type", "none", "-c:v", decoder, "-i", source,
    ];

    private static List<string> Outputs(string first, IReadOnlyList<PictureSize> sizes, Func<int, int> heightOf, string folder)
    {
        var chain = $"[0:v:0]{first}";
        var parts = new List<string>();
        for (var place = sizes.Count - 1; place >= 0; place--)
        {
            parts.Add(place == 0 ? $"{chain}[p0]" : $"{chain},split=2[p{place}][r{place}]");
            if (place > 0) chain = string.Create(CultureInfo.InvariantCulture, $"[r{place}]scale={sizes[place - 1].Width}:{heightOf(sizes[place - 1].Width)}:flags=lanczos");
        }

        List<string> list = ["-filter_complex_threads", "1", "-filter_complex", string.Join(';', parts)];
        for (var place = 0; place < sizes.Count; place++)
        {
            list.AddRange(["-map", $"[p{place}]", "-map_metadata", "-1", "-frames:v", "1", "-c:v", Jpeg, "-q:v", "3", "-threads", "1", "-flags:v", "+bitexact", "-fflags", "+bitexact", "-f", Jpeg, FileOf(folder, sizes[place])]);
        }

        return list;
    }

    public static string FileOf(string folder, PictureSize size) => Path.Combine(folder, $"{Number(size.Name)}.jpg");

    /// <summary>EXIF's numbers in the filters' words.</summary>
    private static string Turn(int orientation) => orientation switch
    {
        2 => "hflip,",
        3 => "hflip,vflip,",
        4 => "vflip,",
        5 => "transpose=cclock_flip,",
        6 => "transpose=clock,",
        7 => "transpose=clock_flip,",
        8 => "transpose=cclock,",
        _ => "",
    };

    private static string DecoderOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "png",
        PictureFormat.WebP => "webp",
        _ => Jpeg,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A piece of a picture, in its pixels.</summary>
internal sealed record PictureCut(int X, int Y, int Width, int Height);
