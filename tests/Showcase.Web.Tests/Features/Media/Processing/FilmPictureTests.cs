using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What a viewer sees of a film whose picture is not a plain one.</summary>
public sealed class FilmPictureTests : StagedFilm
{
    // Black, grey, white, red, green and blue, side by side.
    private const string Bars =
        "-f lavfi -i color=c=black:s=384x216:r=24,drawbox=x=64:w=64:c=gray:t=fill,drawbox=x=128:w=64:c=white:t=fill,drawbox=x=192:w=64:c=red:t=fill,drawbox=x=256:w=64:c=green:t=fill,"
        + "drawbox=x=320:w=64:c=blue:t=fill,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

    private static readonly (int X, int Y)[] InEachBar = [.. Enumerable.Range(0, 6).Select(bar => (32 + (64 * bar), 100))];

    /// <summary>White stands at 203 cd/m², where ITU-R BT.2408 puts it. Untreated it would be grey, and red and blue pale.</summary>
    [Theory]
    [InlineData("smpte2084")]
    [InlineData("arib-std-b67")]
    public async Task High_dynamic_range_looks_as_the_same_scene_does_in_standard_range(string transfer)
    {
        var toHigh = $"zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020,zscale=t={transfer}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le";
        var tags = $"-x265-params log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc -color_primaries bt2020 -color_trc {transfer} -colorspace bt2020nc";
        await SendAsync(Clips.Made("bars.mp4", $"{Bars} -t 2 {H264}"));
        var scene = await ColoursAsync(Source, InEachBar);
        await SendAsync(Clips.Made($"{transfer}.mp4", $"{Bars},{toHigh} -t 2 -c:v libx265 -preset ultrafast {tags} -tag:v hvc1"));

        await RunAsync(ProcessingStages.Probe, ProcessingStages.First, ProcessingStages.Ladder);

        var film = await JoinedAsync(0);
        Assert.Equal("tv,bt709,bt709,bt709", (await ProbeLinesAsync(film, "stream=color_range,color_space,color_transfer,color_primaries"))[0]);
        Assert.All(scene.Zip(await ColoursAsync(film, InEachBar)), bar =>
        {
            Assert.InRange(bar.Second.Luma, bar.First.Luma - 60, bar.First.Luma + 20);
            Assert.InRange(bar.Second.Blue, bar.First.Blue - 40, bar.First.Blue + 40);
            Assert.InRange(bar.Second.Red, bar.First.Red - 40, bar.First.Red + 40);
        });
    }

    [Theory]
    [InlineData("interlaced.ts", Interlaced)]
    [InlineData("mislabelled.mp4", Mislabelled)]
    [InlineData("bottom.mp4", MislabelledBottomFirst)]
    public async Task An_interlaced_film_that_moves_shows_no_combs(string name, string recipe)
    {
        await SendAsync(Clips.Made(name, recipe));

        await RunAsync(ProcessingStages.Probe, ProcessingStages.First, ProcessingStages.Ladder);

        var (before, after) = (await CombsAsync(Source), await CombsAsync(await JoinedAsync(0)));
        Assert.InRange(before.Combed, 70, 75);
        Assert.InRange(after.Combed, 0, 5);
        Assert.InRange(after.Clean, 65, 75);
    }

    /// <summary>A bright box near one corner of a dark picture says which way is up, and whether a square is one. The turn is against the clock.</summary>
    [Theory]
    [InlineData("left.mp4", "color=c=black:s=320x180:r=24,drawbox=16:8:64:32:white:fill", 90, 180, 320, 8, 240, 32, 64)]
    [InlineData("over.mp4", "color=c=black:s=320x180:r=24,drawbox=16:8:64:32:white:fill", 180, 320, 180, 240, 140, 64, 32)]
    [InlineData("right.mp4", "color=c=black:s=320x180:r=24,drawbox=16:8:64:32:white:fill", 270, 180, 320, 140, 16, 32, 64)]
    [InlineData("high.mp4", "color=c=black:s=180x320:r=24,drawbox=16:8:64:32:white:fill", 0, 180, 320, 16, 8, 64, 32)]
    [InlineData("pal.mp4", "color=c=black:s=720x576:r=25,setsar=64/45,drawbox=90:64:90:128:white:fill", 0, 1024, 576, 128, 64, 128, 128)]
    public async Task A_picture_stands_upright_and_has_its_shape(string name, string picture, int turn, int width, int height, int x, int y, int boxWidth, int boxHeight)
    {
        var asFilmed = Clips.MadeFile($"filmed-{name}", $"-f lavfi -i {picture} -t 2 {H264}");
        await SendAsync(Clips.Made(name, $"-i {asFilmed} -c copy -metadata:s:v:0 rotate={turn}"));

        await RunAsync(ProcessingStages.Probe, ProcessingStages.First, ProcessingStages.Ladder);

        var film = await JoinedAsync(0);
        Assert.Equal($"{width},{height},1:1", (await ProbeLinesAsync(film, "stream=width,height,sample_aspect_ratio"))[0]);
        var box = await BrightAsync(film);
        Assert.All([(box.X, x), (box.Y, y), (box.Width, boxWidth), (box.Height, boxHeight)], side => Assert.InRange(side.Item1, side.Item2 - 2, side.Item2 + 2));
    }
}
