using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>A film on its way through the stages, and eyes and ears for what comes of it.</summary>
public abstract partial class StagedFilm : IDisposable
{
    private protected const string Sine = "-f lavfi -i sine=f=440:r=48000";
    private protected const string H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    /// <summary>The second field comes a fiftieth of a second after the first, and the file says so.</summary>
    private protected const string Interlaced = $"-f lavfi -i testsrc2=s=320x180:r=50,tinterlace=interleave_top,fieldorder=tff {Sine} -t 3 -c:v mpeg2video -flags:v +ildct+ilme -top 1 -b:v 2M -c:a mp2";

    /// <summary>The same, and the file calls itself progressive. Narrow, so that it is quick to encode, and as high as fields occur.</summary>
    internal const string Mislabelled = $"-f lavfi -i testsrc2=s=360x1080:r=50,tinterlace=interleave_top,setfield=prog {Sine} -t 3 {H264} -c:a aac";
    private protected const string MislabelledBottomFirst = $"-f lavfi -i testsrc2=s=360x1080:r=50,tinterlace=interleave_bottom,setfield=prog {Sine} -t 3 {H264} -c:a aac";

    private protected const string Uneven = $"-f lavfi -i testsrc2=s=320x180:r=60,select='if(lt(mod(t,2),1),1,not(mod(n,7)))' {Sine} -t 3 -vsync vfr {H264} -c:a aac";

    private protected StagedFilm() => (Work, Bench) = (Folder.Work(), new Workbench(Folder.Storage, Folder.Tool, Folder.Data));

    private protected WorkFolder Folder { get; } = new();

    private protected StageWork Work { get; }

    private protected Workbench Bench { get; }

    private protected MediaAsset Record { get; } = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "film.mov", 1, "film", TestClock.Start).Value;

    private protected Guid Asset => Record.Id;

    private protected LocalDiskStorage Storage => Folder.Storage;

    private protected string Source => Storage.LocalFile(MediaPaths.Source(Asset))!;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static int Count(string text, string part) => text.Split(part).Length - 1;

    private protected static double Seconds(string playlist) => HlsList.Read(playlist).Sum(segment => segment.Seconds);

    /// <summary>How often the rules have changed.</summary>
    private protected int Making { get; set; }

    private protected StageOrder Order(string stage) => new(Asset, stage, new FileInfo(Source).Length, Digest: null) { IsInterlaced = Record.Facts is { IsInterlaced: true }, Making = Making };

    private protected async Task SendAsync(byte[] film)
    {
        using var content = new MemoryStream(film);
        await Storage.WriteAsync(MediaPaths.Source(Asset), content, default);
    }

    private protected async Task RunAsync(params string[] stages)
    {
        foreach (var stage in stages)
        {
            var result = await Work.RunAsync(Order(stage), default);
            Assert.True(result.Succeeded, $"{stage}: {(result.Succeeded ? "" : result.Refusal.Code)}");
            result.Value(Record);
        }
    }

    private protected async Task<Result<SourceProbe>> ProbeAsync() =>
        SourceProbe.Read((await Bench.RunAsync(Order(ProcessingStages.Probe), new ToolRun("ffprobe", FfmpegArguments.Probe(Source), ToolLimits.Probe) { Reads = [Source] }, default)).Output);

    private protected async Task<string> TextAsync(string name) => await File.ReadAllTextAsync(Storage.LocalFile($"{MediaPaths.Made(Asset)}/{name}")!);

    /// <summary>A line a stream: its kind, and the picture's size.</summary>
    private protected async Task<List<string>> StreamsAsync(string name) =>
        [.. (await ProbeLinesAsync(Storage.LocalFile($"{MediaPaths.Made(Asset)}/{name}")!, "stream=codec_type,width,height")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private protected async Task<string> JoinedAsync(int index, string? only = null)
    {
        var from = Path.GetDirectoryName(Storage.LocalFile($"{MediaPaths.Made(Asset)}/hls/{index}/i.m3u8")!)!;
        var file = Path.Combine(Folder.Path, "joined.mp4");
        await using var joined = File.Create(file);
        foreach (var segment in HlsList.Read(await File.ReadAllTextAsync(Path.Combine(from, "i.m3u8"))).Select(segment => segment.Name).Where(segment => only is null || segment == only).Prepend("init_0.mp4"))
        {
            await joined.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(from, segment)));
        }

        return file;
    }

    private protected static Task<List<string>> HashesAsync(string file, string stream) => ProbeLinesAsync(file, "packet=data_hash", "-select_streams", stream, "-show_data_hash", "md5");

    private protected static async Task<List<string>> ProbeLinesAsync(string file, string entries, params string[] more)
    {
        var (output, _) = await ToolAsync("ffprobe", ["-v", "error", "-allowed_extensions", "ALL", .. more, "-show_entries", entries, "-of", "csv=p=0", file]);
        return [.. System.Text.Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimEnd(','))];
    }

    /// <summary>Of the frames that can be told, how many show lines of two moments (combs), and how many do not.</summary>
    private protected static async Task<(int Combed, int Clean)> CombsAsync(string file)
    {
        var (_, said) = await ToolAsync("ffmpeg", ["-hide_banner", "-nostdin", "-i", file, "-an", "-vf", "idet", "-f", "null", "-"]);
        var told = Fields().Matches(said)[^1];
        int Number(string name) => int.Parse(told.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        return (Number("top") + Number("bottom"), Number("clean"));
    }

    /// <summary>The first frame's luma, Cb and Cr at each of these places, in limited range.</summary>
    private protected static async Task<List<(int Luma, int Blue, int Red)>> ColoursAsync(string file, params (int X, int Y)[] places)
    {
        var (frame, width, height) = await FrameAsync(file, "yuv444p");
        return [.. places.Select(place => ((int)frame[(place.Y * width) + place.X], (int)frame[(width * height) + (place.Y * width) + place.X], (int)frame[(2 * width * height) + (place.Y * width) + place.X]))];
    }

    /// <summary>Where the first frame's bright part stands.</summary>
    private protected static async Task<(int X, int Y, int Width, int Height)> BrightAsync(string file)
    {
        var (frame, width, height) = await FrameAsync(file, "gray");
        var bright = Enumerable.Range(0, width * height).Where(at => frame[at] > 128).Select(at => (X: at % width, Y: at / width)).ToList();
        var (left, top) = (bright.Min(at => at.X), bright.Min(at => at.Y));
        return (left, top, bright.Max(at => at.X) + 1 - left, bright.Max(at => at.Y) + 1 - top);
    }

    /// <summary>One channel's level in dB: on average, and at its highest.</summary>
    private protected static async Task<(double Mean, double Peak)> LevelAsync(string file, int channel)
    {
        var (_, said) = await ToolAsync("ffmpeg", ["-hide_banner", "-nostdin", "-i", file, "-vn", "-af", $"pan=mono|c0=c{channel},volumedetect", "-f", "null", "-"]);
        double Number(string name) => double.Parse(Levels().Matches(said).Last(match => match.Groups["name"].Value == name).Groups["value"].ValueSpan, CultureInfo.InvariantCulture);
        return (Number("mean"), Number("max"));
    }

    private static async Task<(byte[] Frame, int Width, int Height)> FrameAsync(string file, string format)
    {
        var size = (await ProbeLinesAsync(file, "stream=width,height", "-select_streams", "v:0"))[0].Split(',');
        var (frame, _) = await ToolAsync("ffmpeg", ["-v", "error", "-nostdin", "-noautorotate", "-i", file, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", format, "-"]);
        return (frame, int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
    }

    private static async Task<(byte[] Output, string Said)> ToolAsync(string program, IReadOnlyList<string> arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = tool.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await tool.StandardOutput.BaseStream.CopyToAsync(output);
        await tool.WaitForExitAsync();
        Assert.True(tool.ExitCode == 0, await said);
        return (output.ToArray(), await said);
    }

    [GeneratedRegex(@"Multi frame detection: TFF:\s*(?<top>\d+)\s+BFF:\s*(?<bottom>\d+)\s+Progressive:\s*(?<clean>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fields();

    [GeneratedRegex(@"(?<name>mean|max)_volume: (?<value>-?[0-9.]+) dB", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Levels();
}
