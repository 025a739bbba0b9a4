using System.Globalization;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What the stages make of a film, as a viewer gets it.</summary>
public sealed class FilmStagesTests : StagedFilm
{
    [Theory]
    [InlineData("h264", "mp4", "testsrc2=s=320x180:r=24", $"{H264} -c:a aac", 320, 180, true)]
    [InlineData("prores", "mov", "testsrc2=s=320x180:r=24", "-c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le -c:a pcm_s24le", 320, 180, true)]
    [InlineData("vp9", "webm", "testsrc2=s=320x180:r=30", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus", 320, 180, true)]
    [InlineData("hdr", "mp4", "testsrc2=s=320x180:r=24,format=yuv420p10le", "-c:v libx265 -preset ultrafast -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -tag:v hvc1 -c:a aac -ac 6", 320, 180, true)]
    [InlineData("upright", "mp4", "testsrc2=s=180x320:r=30", $"{H264} -c:a aac", 180, 320, true)]
    [InlineData("anamorphic", "mp4", "testsrc2=s=180x144:r=25,setsar=64/45", $"{H264} -c:a aac", 256, 144, true)]
    [InlineData("interlaced", "ts", "testsrc2=s=320x180:r=50,tinterlace=interleave_top,fieldorder=tff", "-c:v mpeg2video -flags:v +ildct+ilme -top 1 -b:v 2M -c:a mp2", 320, 180, true)]
    [InlineData("packets", "m2ts", "testsrc2=s=320x180:r=24", $"{H264} -c:a ac3 -mpegts_m2ts_mode 1", 320, 180, true)]
    [InlineData("chunks", "avi", "testsrc2=s=320x180:r=24", "-c:v mpeg4 -c:a mp2", 320, 180, true)]
    [InlineData("uneven", "mp4", "testsrc2=s=320x180:r=60,select='if(lt(mod(t,2),1),1,not(mod(n,7)))'", $"-vsync vfr {H264} -c:a aac", 320, 180, true)]
    [InlineData("av1", "webm", "testsrc2=s=320x180:r=24", "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le -c:a libopus", 320, 180, true)]
    [InlineData("silent", "mp4", "testsrc2=s=320x180:r=24", $"-an {H264}", 320, 180, false)]
    public async Task Every_source_becomes_a_film_of_its_shape_and_length(string name, string container, string picture, string codec, int width, int height, bool hasSound)
    {
        var sound = hasSound ? " " + Sine : "";
        await SendAsync(Clips.Made($"{name}.{container}", $"-f lavfi -i {picture}{sound} -t 3 {codec}"));

        await RunAsync(ProcessingStages.Structure, ProcessingStages.First, ProcessingStages.Ladder);

        var streams = await StreamsAsync("hls/master.m3u8");
        Assert.Equal(hasSound ? ["audio", $"video,{width},{height}"] : [$"video,{width},{height}"], streams);
        Assert.InRange(Seconds(await TextAsync("hls/0/i.m3u8")), 2.9, 3.1);
    }

    [Fact]
    public async Task A_file_as_broadcasters_send_it_goes_through_every_stage_and_plays()
    {
        await SendAsync(Clips.Made("broadcast.mxf", $"-f lavfi -i testsrc2=s=320x180:r=25 {Sine} -t 2 -c:v mpeg2video -b:v 4M -c:a pcm_s16le"));

        await RunAsync([.. ProcessingStages.Names]);

        Assert.Equal(["audio", "video,320,180"], await StreamsAsync("hls/master.m3u8"));
        Assert.InRange(Seconds(await TextAsync("hls/0/i.m3u8")), 1.9, 2.1);
        Assert.Equal((RenditionKind.HlsMaster, false), (Record.Renditions.Single(made => made.Kind is RenditionKind.HlsMaster or RenditionKind.HlsBeginning).Kind, Record.IsGrowing));
    }

    [Theory]
    [InlineData("-c copy")]
    [InlineData("-c:v mpeg4 -c:a mp2")]
    public async Task What_newer_rules_make_lies_beside_what_people_watch_until_the_rules_change_once_more(string codec)
    {
        await SendAsync(Clips.Made($"rules {codec.Length}.mov", $"-i {Clips.FilmFile} {codec}"));
        string[] all = [ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Storyboard];
        await RunAsync(all);
        var watched = await FilesAsync("hls/0");

        Making = 1;
        await RunAsync(all);

        Assert.Equal(watched, await FilesAsync("hls/0"));
        Assert.Contains("\n10/i.m3u8", await TextAsync("hls/master.m3u8"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n0/i.m3u8", await TextAsync("hls/master.m3u8"), StringComparison.Ordinal);
        Assert.Equal(["audio", "video,320,180"], await StreamsAsync("hls/master.m3u8"));

        Making = 2;
        await RunAsync(all);

        Assert.Empty(await FilesAsync("hls/0"));
        Assert.NotEmpty(await FilesAsync("hls/10"));
        Assert.Contains("\n20/i.m3u8", await TextAsync("hls/master.m3u8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_a_phone_turned_stands_as_it_was_filmed()
    {
        await SendAsync(Clips.Made("turned.mp4", $"-i {Clips.FilmFile} -c copy -metadata:s:v:0 rotate=90"));

        await RunAsync(ProcessingStages.First);

        Assert.Equal(["audio", "video,180,320"], await StreamsAsync("hls/master.m3u8"));
    }

    [Fact]
    public async Task What_plays_everywhere_already_is_not_encoded_again()
    {
        await SendAsync(Clips.Film);

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder);

        Assert.Equal(await HashesAsync(Clips.FilmFile, "v:0"), await HashesAsync(await JoinedAsync(0), "v:0"));
        Assert.Equal(1, Count(await TextAsync("hls/master.m3u8"), "#EXT-X-STREAM-INF"));
    }

    [Theory]
    [InlineData("closed", "open-gop=0", true)]
    [InlineData("open", "open-gop=1", false)]
    [InlineData("refreshed", "intra-refresh=1", false)]
    public async Task Each_segment_has_all_its_pictures_by_itself_and_a_source_whose_segments_would_not_is_encoded(string name, string setting, bool isCopied)
    {
        var film = $"{name}.mp4";
        await SendAsync(Clips.Made(film, $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine} -t 9 -c:v libx264 -preset veryfast -bf 3 -pix_fmt yuv420p -x264-params keyint=24:min-keyint=24:scenecut=0:bframes=3:b-adapt=0:{setting} -c:a aac"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder);

        Assert.Equal(isCopied, (await HashesAsync(await JoinedAsync(0), "v:0")).SequenceEqual(await HashesAsync(Source, "v:0")));
        foreach (var segment in HlsList.Read(await TextAsync("hls/0/i.m3u8")))
        {
            var counts = (await ProbeLinesAsync(await JoinedAsync(0, segment.Name), "stream=nb_read_frames,nb_read_packets", "-count_frames", "-count_packets"))[0].Split(',');
            Assert.Equal((segment.Name, counts[1]), (segment.Name, counts[0]));
        }
    }

    [Fact]
    public async Task The_beginning_plays_in_the_smallest_version_before_all_of_the_film_is_made_in_every_version()
    {
        await SendAsync(Clips.Made("large.mov", $"-f lavfi -i testsrc2=s=1280x720:r=24 {Sine} -t 10 -c:v mjpeg -q:v 4 -pix_fmt yuvj420p -c:a pcm_s16le"));

        await RunAsync(ProcessingStages.First);
        var begun = (Kind: Record.Renditions.Single().Kind, Record.IsGrowing, Master: await TextAsync("hls/master.m3u8"), Picture: await TextAsync("hls/1/i.m3u8"), Sound: await TextAsync("hls/2/i.m3u8"));
        await RunAsync(ProcessingStages.Ladder);

        Assert.Equal((RenditionKind.HlsBeginning, true), (begun.Kind, begun.IsGrowing));
        Assert.Equal((1, true), (Count(begun.Master, "#EXT-X-STREAM-INF"), HlsList.IsGrowing(begun.Master)));
        Assert.Contains("RESOLUTION=640x360", begun.Master, StringComparison.Ordinal);
        Assert.Equal((4, 4), (Math.Round(Seconds(begun.Picture)), Math.Round(Seconds(begun.Sound))));
        Assert.DoesNotContain("#EXT-X-ENDLIST", begun.Picture + begun.Sound, StringComparison.Ordinal);
        Assert.Equal((RenditionKind.HlsMaster, false), (Record.Renditions.Single().Kind, Record.IsGrowing));
        Assert.Equal(["audio", "video,1280,720", "video,640,360"], await StreamsAsync("hls/master.m3u8"));
        foreach (var (index, before) in new[] { (0, ""), (1, begun.Picture), (2, begun.Sound) })
        {
            var list = await TextAsync($"hls/{index}/i.m3u8");
            Assert.StartsWith(before, list, StringComparison.Ordinal);
            Assert.True(HlsList.IsWhole(list));
            Assert.Equal(10, Seconds(list), 0.1);
        }
    }

    [Theory]
    [InlineData("pieces.mov", "-c:v mjpeg -q:v 8 -pix_fmt yuvj420p -c:a pcm_s16le")]
    [InlineData("pieces.mp4", "-c:v libx264 -preset veryfast -bf 2 -g 96 -pix_fmt yuv422p -c:a aac")]
    [InlineData("pieces.ts", "-c:v libx264 -preset veryfast -bf 2 -g 240 -sc_threshold 0 -pix_fmt yuv422p -c:a mp2")]
    public async Task A_film_grows_while_it_is_made_and_a_kill_costs_it_nothing_that_was_seen_nor_a_piece_that_was_done(string name, string codec)
    {
        await SendAsync(Clips.Made(name, $"-f lavfi -i testsrc2=s=320x180:r=24000/1001 {Sine} -t 20 {codec}"));
        var order = Order(ProcessingStages.Ladder);
        var source = new SourceFile(Source, (await ProbeAsync()).Value);
        var stage = new LadderStage(Bench) { LongestPiece = TimeSpan.FromSeconds(8) };
        Assert.True((await stage.FirstAsync(Order(ProcessingStages.First), source, default)).Succeeded);
        using var kill = new CancellationTokenSource();
        var dying = order with { Report = percent => { if (percent > 65) kill.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.AllAsync(dying, source, kill.Token));
        var (picture, sound) = (await TextAsync("hls/0/i.m3u8"), await TextAsync("hls/1/i.m3u8"));
        var done = Path.Combine(Bench.FolderOf(order), "p00050r0");
        var before = Directory.GetLastWriteTimeUtc(done);

        Assert.True((await stage.AllAsync(order, source, default)).Succeeded);

        Assert.Equal(["s00000.m4s", "s00050.m4s", "s00051.m4s"], HlsList.Read(picture).Select(segment => segment.Name));
        Assert.Equal(3, HlsList.Read(sound).Count);
        Assert.StartsWith(picture, await TextAsync("hls/0/i.m3u8"), StringComparison.Ordinal);
        Assert.StartsWith(sound, await TextAsync("hls/1/i.m3u8"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetLastWriteTimeUtc(done));
        var times = (await ProbeLinesAsync(await JoinedAsync(0), "packet=pts_time")).ConvertAll(line => double.Parse(line, CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(480, times.Count);
        Assert.All(times.Zip(times.Skip(1), (one, next) => next - one), gap => Assert.InRange(gap, 0.0415, 0.0419));
    }

    [Fact]
    public async Task A_film_that_is_made_once_more_plays_to_its_end_all_the_while()
    {
        await SendAsync(Clips.Made("again.mov", $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine} -t 10 -c:v mjpeg -q:v 8 -pix_fmt yuvj420p -c:a pcm_s16le"));
        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder);
        var (master, list) = (await TextAsync("hls/master.m3u8"), await TextAsync("hls/0/i.m3u8"));
        Work.Clean(Asset);

        await RunAsync(ProcessingStages.First);
        var meanwhile = (await TextAsync("hls/master.m3u8"), await TextAsync("hls/0/i.m3u8"), Record.IsGrowing);
        await RunAsync(ProcessingStages.Ladder);

        Assert.Equal((master, list, false), meanwhile);
        Assert.Equal((list, false), (await TextAsync("hls/0/i.m3u8"), Record.IsGrowing));
    }

    [Fact]
    public async Task Another_machine_that_goes_on_takes_nothing_away_that_was_seen()
    {
        await SendAsync(Clips.Made("moved.mov", $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine} -t 20 -c:v mjpeg -q:v 8 -pix_fmt yuvj420p -c:a pcm_s16le"));
        await RunAsync(ProcessingStages.First);
        var source = new SourceFile(Source, (await ProbeAsync()).Value);
        var stage = new LadderStage(Bench) { LongestPiece = TimeSpan.FromSeconds(4) };
        var order = Order(ProcessingStages.Ladder);
        var seen = new List<int>();
        using var kill = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.AllAsync(order with { Report = percent => { if (percent > 75) kill.Cancel(); } }, source, kill.Token));
        Work.Clean(Asset);

        await stage.AllAsync(order with { Report = _ => seen.Add(HlsList.Read(File.ReadAllText(Storage.LocalFile($"{MediaPaths.Made(Asset)}/hls/0/i.m3u8")!)).Count) }, source, default);

        Assert.All(seen, count => Assert.InRange(count, 3, 5));
        Assert.Equal(20, Seconds(await TextAsync("hls/0/i.m3u8")), 0.1);
    }

    [Fact]
    public async Task The_storyboard_says_which_picture_is_when()
    {
        await SendAsync(Clips.Made("board.mp4", $"-f lavfi -i testsrc2=s=320x180:r=24 {Sine} -t 10 {H264} -g 48 -c:a aac"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Storyboard);

        Assert.Equal(
            """
            WEBVTT

            00:00:00.000 --> 00:00:04.000
            001.jpg#xywh=0,0,320,180

            00:00:04.000 --> 00:00:08.000
            001.jpg#xywh=320,0,320,180

            00:00:08.000 --> 00:00:10.000
            001.jpg#xywh=640,0,320,180

            """,
            (await TextAsync("storyboard/index.vtt")).Replace("00:00:10.005", "00:00:10.000", StringComparison.Ordinal));
        Assert.Contains("1920,900", (await ProbeLinesAsync(Storage.LocalFile($"{MediaPaths.Made(Asset)}/storyboard/001.jpg")!, "stream=width,height"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("even", "testsrc2=s=320x180:r=25", "", 25, 75)]
    [InlineData("uneven", "testsrc2=s=320x180:r=60,select='if(lt(mod(t,2),1),1,not(mod(n,7)))'", "-vsync vfr ", 60, 180)]
    public async Task A_gallery_file_has_even_frames_and_sound_as_long_as_its_picture(string name, string picture, string options, int rate, int frames)
    {
        await SendAsync(Clips.Made($"gallery-{name}.mp4", $"-f lavfi -i {picture} -f lavfi -i sine=f=440:r=44100:d=2 -t 3 {options}{H264} -c:a aac"));

        await RunAsync(ProcessingStages.First, ProcessingStages.Ladder, ProcessingStages.Gallery);

        var file = Storage.LocalFile(Assert.Single(Record.Renditions, made => made.Kind == RenditionKind.GalleryFile).Path)!;
        var times = (await ProbeLinesAsync(file, "packet=codec_type,pts_time")).Where(line => line.StartsWith("video", StringComparison.Ordinal)).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).Order().ToList();
        Assert.InRange(times.Count, frames - 2, frames + 2);
        Assert.Equal(0, times[0]);
        Assert.All(times.Zip(times.Skip(1), (one, next) => next - one), gap => Assert.Equal(1d / rate, gap, 3));
        var lengths = (await ProbeLinesAsync(file, "stream=codec_type,duration")).ToDictionary(line => line.Split(',')[0], line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Assert.Equal(lengths["video"], lengths["audio"], 0.03);
    }

    /// <summary>Names and bytes of all that lies in a folder of what was made.</summary>
    private async Task<List<string>> FilesAsync(string folder)
    {
        var files = new List<string>();
        await foreach (var name in Storage.ListAsync($"{MediaPaths.Made(Asset)}/{folder}", default))
        {
            files.Add($"{name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Storage.LocalFile(name)!)))}");
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }
}
