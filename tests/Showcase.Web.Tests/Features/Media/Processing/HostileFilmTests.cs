using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>Every hostile file gets the right verdict, in the stage that can first tell, and reaches nothing on the way.</summary>
public sealed class HostileFilmTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly LocalDiskStorage storage;
    private readonly StageWork work;

    public HostileFilmTests() => (storage, work) = (folder.Storage, folder.Work());

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("index first, cut", "Media.Truncated")]
    [InlineData("index last, cut", "Media.Truncated")]
    [InlineData("random", "Media.NotVideo")]
    [InlineData("page in front", "Media.NotVideo")]
    [InlineData("playlist of a file", "Media.NotVideo")]
    [InlineData("playlist of an address", "Media.NotVideo")]
    [InlineData("list of files", "Media.NotVideo")]
    [InlineData("endless box", "Media.Truncated")]
    [InlineData("huge picture", "Media.PictureTooLarge")]
    [InlineData("eleven days", "Media.TooLong")]
    [InlineData("thousand frames a second", "Media.TooManyFrames")]
    [InlineData("seventeen streams", "Media.TooManyStreams")]
    [InlineData("page in a box that moves the film", "Media.Undecodable")]
    public async Task It_is_refused_for_what_it_is_and_nothing_is_made_of_it(string name, string problem)
    {
        var (asset, refusal) = await ProcessAsync(HostileClips.Make(name));

        Assert.Equal(problem, refusal?.Code);
        Assert.Empty(await MadeAsync(asset));
    }

    [Theory]
    [InlineData("page behind")]
    [InlineData("page in a box")]
    [InlineData("script in tags")]
    [InlineData("eighty million frames beside the film")]
    public async Task A_film_that_carries_a_page_plays_and_nothing_that_is_made_of_it_does(string name)
    {
        var (asset, refusal) = await ProcessAsync(HostileClips.Make(name));

        Assert.Null(refusal);
        var made = await MadeAsync(asset);
        Assert.Contains(made, file => file.EndsWith("master.m3u8", StringComparison.Ordinal));
        foreach (var file in made)
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(storage.LocalFile(file)!));
            Assert.DoesNotContain("alert(", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The walk turns these away before; here ffprobe itself gets them, as it would if the walk had a hole.</summary>
    [Theory]
    [InlineData("playlist of a file")]
    [InlineData("playlist of an address")]
    [InlineData("list of files")]
    [InlineData("endless box")]
    [InlineData("random")]
    public async Task The_probe_by_itself_follows_nothing_either(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var file = Path.Combine(folder.Path, "film.mp4");
        await File.WriteAllBytesAsync(file, HostileClips.Make(name, ((IPEndPoint)listener.LocalEndpoint).Port));

        var outcome = await folder.Tool.RunAsync(new ToolRun("ffprobe", FfmpegArguments.Probe(file), ToolLimits.Probe) { Reads = [file] }, default);

        Assert.True(outcome.End == ToolEnd.Failed || !SourceProbe.Read(outcome.Output).Succeeded);
        Assert.DoesNotContain("root:", outcome.Output + outcome.Errors, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    /// <summary>The list of frames that a decoder makes of a few bytes fits into 2 GB here and not into 700 MB: it gets as much as it may have, and no more.</summary>
    [Theory]
    [InlineData(2_000_000_000, 3)]
    [InlineData(700_000_000, 0)]
    public async Task What_would_fill_the_memory_is_stopped_by_its_limit_and_not_by_the_machine(long addressSpace, int packets)
    {
        var file = Path.Combine(folder.Path, "film.mp4");
        await File.WriteAllBytesAsync(file, HostileClips.Make("thirty million frames beside the film"));
        string[] arguments = ["-v", "error", "-select_streams", "v:1", "-show_entries", "packet=size", "-read_intervals", "%+#3", "-of", "csv=p=0", file];

        var outcome = await folder.Tool.RunAsync(new ToolRun("ffprobe", arguments, ToolLimits.Probe with { AddressSpace = addressSpace }) { Reads = [file] }, default);

        Assert.Equal(packets, outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(outcome.End is ToolEnd.Done or ToolEnd.Failed or ToolEnd.OverLimit, outcome.Errors);
    }

    private async Task<(Guid Asset, Refusal? Refusal)> ProcessAsync(byte[] bytes)
    {
        var asset = Guid.CreateVersion7();
        using (var content = new MemoryStream(bytes)) await storage.WriteAsync(MediaPaths.Source(asset), content, default);
        foreach (var stage in ProcessingStages.Names)
        {
            var order = new StageOrder(asset, stage, bytes.Length, Digest: null);
            var result = await work.RunAsync(order, default);
            Assert.True(order.Said?.End is null or ToolEnd.Done or ToolEnd.Failed, order.Said?.Errors);
            if (!result.Succeeded) return (asset, result.Refusal);
        }

        return (asset, null);
    }

    private async Task<List<string>> MadeAsync(Guid asset)
    {
        var names = new List<string>();
        await foreach (var name in storage.ListAsync(MediaPaths.Made(asset), default)) names.Add(name);
        return names;
    }
}
