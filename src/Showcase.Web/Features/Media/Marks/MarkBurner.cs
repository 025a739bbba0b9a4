using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// Burns a viewer's mark into segments and keeps what it made: each is made once, however many ask for it at once, a few at a time,
/// and not at all when nobody waits for it any more.
/// </summary>
public sealed partial class MarkBurner(IDbContextFactory<ShowcaseDbContext> contexts, IMediaStorage storage, MarkedCopies copies, FfmpegTool ffmpeg, TimeProvider clock, ILogger<MarkBurner> log) : IDisposable
{
    /// <summary>A burn keeps a core busy for a second; more at once would make every viewer wait longer.</summary>
    private const int MostAtOnce = 2;

    private const int LinesOnScreen = 24;
    private const int SmallestText = 11;

    // A segment takes a second. What is busy with it for so long will not come; what hangs is ended before.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim room = new(MostAtOnce);
    private readonly Dictionary<string, Burn> underWay = new(StringComparer.Ordinal);
    private readonly Lock looking = new();

    public void Dispose() => room.Dispose();

    /// <summary>The path of a marked segment in the storage. Its init segment is there before it.</summary>
    internal static string PathOf(SegmentToMark segment) => $"{FolderOf(segment)}/{ScreenerFilm.MarkedName(segment.Name)}";

    internal static string InitPathOf(SegmentToMark segment) => $"{FolderOf(segment)}/{ScreenerFilm.MarkedInit(segment.Name)}";

    /// <summary>Makes the marked segment, unless it is there. Throws where it cannot be made.</summary>
    internal async Task EnsureAsync(SegmentToMark segment, CancellationToken token)
    {
        var path = PathOf(segment);
        if (await storage.LengthAsync(path, token) is not null) return;

        var burn = Join(path, segment);
        try
        {
            await burn.Work.WaitAsync(token);
        }
        finally
        {
            Leave(path, burn);
        }
    }

    private static string FolderOf(SegmentToMark segment) => $"{MediaPaths.Marked(segment.AssetId, segment.Code)}/{segment.Version.Index}";

    private Burn Join(string path, SegmentToMark segment)
    {
        lock (looking)
        {
            if (!underWay.TryGetValue(path, out var burn))
            {
                var ending = new CancellationTokenSource();
                underWay[path] = burn = new Burn(Task.Run(() => WorkAsync(segment, ending.Token), CancellationToken.None), ending);
            }

            burn.Waiting++;
            return burn;
        }
    }

    /// <summary>The last one who goes ends what is not done.</summary>
    private void Leave(string path, Burn burn)
    {
        lock (looking)
        {
            if (--burn.Waiting > 0) return;

            underWay.Remove(path);
        }

        burn.Ending.Cancel();
    }

    private async Task WorkAsync(SegmentToMark segment, CancellationToken token)
    {
        await room.WaitAsync(token);
        try
        {
            // Somebody who left just now may have had it made.
            if (await storage.LengthAsync(PathOf(segment), token) is null) await BurnAsync(segment, token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure, segment.Name, segment.AssetId);
            throw;
        }
        finally
        {
            room.Release();
        }
    }

    private async Task BurnAsync(SegmentToMark segment, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("showcase-mark-").FullName;
        try
        {
            var (film, words) = (Path.Combine(folder, "segment.mp4"), Path.Combine(folder, "words.txt"));
            await FetchAsync(segment, film, token);
            await File.WriteAllTextAsync(words, MarkText.Of(await NameAsync(segment.ViewerId, token), segment.Code, clock.GetUtcNow()), token);

            var made = Directory.CreateDirectory(Path.Combine(folder, "made")).FullName;
            var version = segment.Version;
            var limits = ToolLimits.For(TimeSpan.FromSeconds(segment.Seconds), version.Width, version.Height, new FileInfo(film).Length) with { Wall = Longest, Processor = Longest };
            var arguments = FfmpegArguments.Burn(film, PlaceOf(segment, words), version.PeakBitRate, made);
            var outcome = await ffmpeg.RunAsync(new ToolRun("ffmpeg", arguments, limits) { Reads = [film, words], Writes = made }, token);
            if (outcome.End != ToolEnd.Done) throw new ToolFailedException(outcome);

            // What the segment needs comes first: it is there when the segment is.
            await copies.BeginAsync(segment.AssetId, segment.Code, segment.ViewerId, token);
            await KeepAsync(Path.Combine(made, "init.mp4"), InitPathOf(segment), token);
            await KeepAsync(Path.Combine(made, "s0.m4s"), PathOf(segment), token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Another place in each segment: a mark that stands still is cut off or painted over once for all.</summary>
    private static BurntWords PlaceOf(SegmentToMark segment, string words)
    {
        var seed = (segment.Position * 7) + segment.Code.Sum(sign => sign);
        var size = Math.Max(SmallestText, Math.Min(segment.Version.Width, segment.Version.Height) / LinesOnScreen);
        return new BurntWords(words, size, (5 + (seed * 37 % 91)) / 100.0, (8 + (seed * 53 % 85)) / 100.0);
    }

    private async Task FetchAsync(SegmentToMark segment, string file, CancellationToken token)
    {
        await using var film = File.Create(file);
        foreach (var name in new[] { ScreenerFilm.Init, segment.Name })
        {
            var path = $"{MediaPaths.Made(segment.AssetId)}/hls/{segment.Version.Index}/{name}";
            await using var piece = await storage.OpenAsync(path, 0, null, token) ?? throw new FileNotFoundException("It is gone from the storage.", path);
            await piece.CopyToAsync(film, token);
        }
    }

    private async Task<string?> NameAsync(Guid viewerId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Users.Where(user => user.Id == viewerId).Select(user => user.DisplayName).SingleOrDefaultAsync(token);
    }

    private async Task KeepAsync(string file, string path, CancellationToken token)
    {
        await using var content = File.OpenRead(file);
        await storage.WriteAsync(path, content, token);
    }

    private sealed class Burn(Task work, CancellationTokenSource ending)
    {
        public Task Work { get; } = work;

        public CancellationTokenSource Ending { get; } = ending;

        public int Waiting { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mark could not be burnt into segment {Name} of {AssetId}")]
    private partial void LogFailed(Exception failure, string name, Guid assetId);
}

/// <summary>A segment, its place in the film, and whose mark is to be burnt into it.</summary>
internal sealed record SegmentToMark(Guid AssetId, Guid ViewerId, string Code, HlsVariant Version, string Name, double Seconds, int Position);
