using System.Diagnostics;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// The product's own stages over a generated film, beside the commands that others use: one process for each version of the picture
/// with the same settings, a storyboard and a poster that decode everything, and the same commands without sandbox and storage.
/// </summary>
internal static class TranscodeScenario
{
    private const string Name = "transcode";
    private const int Rounds = 3;
    private const int Walks = 20;
    private const int FilmSeconds = 20;
    private const int PlainSeconds = 240;

    // Too rich to be sent as it is, so that all versions are made.
    private static readonly string[] Film =
    [
        "-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=24,noise=alls=12:allf=t", "-f", "lavfi", "-i", "sine=f=220:r=48000", "-t", $"{FilmSeconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart",
    ];

    private static readonly string[] Plain =
    [
        "-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=24", "-f", "lavfi", "-i", "sine=f=220:r=48000", "-t", $"{PlainSeconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "4M", "-maxrate", "5M", "-bufsize", "5M", "-g", "48", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2", "-movflags", "+faststart",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        Machine.AdoptOrphans();
        using var place = new Place();
        var film = await place.TakeInAsync("film.mp4", Film);
        var plain = await place.TakeInAsync("plain.mp4", Plain);
        var best = new Best();
        for (var round = 0; round < Rounds; round++)
        {
            await best.TakeAsync("pipeline", () => place.RunAsync(film, ProcessingStages.Names));
            await best.TakeAsync("the same commands", () => BareAsync(place, film));
            await best.TakeAsync("ladder", () => place.RunAsync(film, ProcessingStages.First, ProcessingStages.Ladder));
            await best.TakeAsync("one process a version", () => OneByOneAsync(place, film));
            await best.TakeAsync("storyboard", () => place.RunAsync(film, ProcessingStages.Storyboard));
            await best.TakeAsync("storyboard, all frames", () => FfmpegAsync("-i", place.File(film), "-an", "-vf", "fps=1/4,scale=320:-2,tile=6x5", "-q:v", "4", place.Out("all%03d.jpg")));
            await best.TakeAsync("poster", () => place.RunAsync(film, ProcessingStages.Poster));
            await best.TakeAsync("poster, thumbnail=50", () => FfmpegAsync("-ss", $"{FilmSeconds / 2}", "-i", place.File(film), "-an", "-vf", "thumbnail=50,scale=1280:-2", "-frames:v", "1", place.Out("fifty.jpg")));
            await best.TakeAsync("plain film until it plays", () => place.RunAsync(plain, ProcessingStages.Probe, ProcessingStages.Poster, ProcessingStages.First));
            await best.TakeAsync("structure", () => WalkAsync(place, film));
            await best.TakeAsync("ffprobe", () => ProbeAsync(place, film));
        }

        return
        [
            new Figure(Name, "all versions, processor time", "CPU s", best.Processor("ladder"), best.Processor("one process a version"), "one process each", 0.72, MoreIsBetter: false, $"{FilmSeconds} s 1080p"),
            new Figure(Name, "whole pipeline, wall", "s", best.Wall("pipeline"), best.Wall("the same commands"), "bare commands", 1.1, MoreIsBetter: false, $"{FilmSeconds} s 1080p"),
            new Figure(Name, "storyboard, processor time", "CPU s", best.Processor("storyboard"), best.Processor("storyboard, all frames"), "decode all", 0.1, MoreIsBetter: false, $"{FilmSeconds} s 1080p"),
            new Figure(Name, "poster, processor time", "CPU s", best.Processor("poster"), best.Processor("poster, thumbnail=50"), "thumbnail=50", 0.5, MoreIsBetter: false, $"{FilmSeconds} s 1080p"),
            new Figure(Name, "H.264 and AAC, playable after verify", "s", best.Wall("plain film until it plays"), PlainSeconds, "its duration", 0.01, MoreIsBetter: false, $"{PlainSeconds} s 1080p"),
            new Figure(Name, "verdict on the structure, wall", "s", best.Wall("structure") / Walks, best.Wall("ffprobe"), "ffprobe", 0.1, MoreIsBetter: false, $"{FilmSeconds} s 1080p"),
        ];
    }

    /// <summary>One decode and one encode for each version, with our own settings.</summary>
    private static async Task OneByOneAsync(Place place, Guid film)
    {
        var source = place.Source(film);
        var rungs = Rungs.Of(source.Probe, canCopy: false);
        await FfmpegAsync([.. FfmpegArguments.Sound(source, place.Folder())]);
        foreach (var rung in rungs.All) await FfmpegAsync([.. FfmpegArguments.Piece(source, [rung], Whole(source), place.Folder())]);
    }

    /// <summary>What the stages run, without the sandbox, the storage and the database.</summary>
    private static async Task BareAsync(Place place, Guid film)
    {
        var source = place.Source(film);
        var rungs = Rungs.Of(source.Probe, canCopy: false);
        var small = place.Smallest(film);
        await ProbeAsync(place, film);
        await FfmpegAsync([.. FfmpegArguments.Fields(source.Path, source.Duration, ProbeStage.FramesAPlace)]);
        await FfmpegAsync([.. FfmpegArguments.Poster(source.Path, source.Probe, place.Out("poster.jpg"), Frames.Key)]);
        await FfmpegAsync([.. FfmpegArguments.Sound(source, place.Folder())]);
        var pieces = FilmPiece.Cut(source.Duration, TimeSpan.FromMinutes(1));
        await FfmpegAsync([.. FfmpegArguments.Piece(source, [rungs.First], pieces[0], place.Folder())]);
        await FfmpegAsync([.. FfmpegArguments.Piece(source, rungs.Rest, pieces[0], place.Folder())]);
        foreach (var piece in pieces.Skip(1)) await FfmpegAsync([.. FfmpegArguments.Piece(source, rungs.All, piece, place.Folder())]);
        await FfmpegAsync([.. FfmpegArguments.Storyboard(small, 4, 320, 180, keyframesOnly: true, place.Folder())]);
        await FfmpegAsync([.. FfmpegArguments.Listen(source.Path)]);
        await FfmpegAsync([.. FfmpegArguments.Look(small)]);
        await FfmpegAsync([.. FfmpegArguments.Frame(small)]);
    }

    private static FilmPiece Whole(SourceFile source) => new(TimeSpan.Zero, source.Duration, IsLast: true, 0);

    private static async Task WalkAsync(Place place, Guid film)
    {
        for (var walk = 0; walk < Walks; walk++)
        {
            using var file = File.OpenHandle(place.File(film));
            var verdict = await StructureWalk.WalkAsync(RandomAccess.GetLength(file), (at, piece) => RandomAccess.ReadAsync(file, piece, at));
            if (verdict.Refusal is { } refusal) throw new InvalidOperationException($"The film is refused: {refusal}.");
        }
    }

    private static async Task ProbeAsync(Place place, Guid film) => await Machine.RunAsync("ffprobe", "/", [.. FfmpegArguments.Probe(place.File(film))]);

    private static async Task FfmpegAsync(params string[] arguments) => await Machine.RunAsync("ffmpeg", "/", ["-y", "-nostdin", .. arguments]);

    /// <summary>The best of each target's tries: wall seconds, and processor seconds of the processes that it started.</summary>
    private sealed class Best
    {
        private readonly Dictionary<string, (double Wall, double Processor)> best = new(StringComparer.Ordinal);

        public async Task TakeAsync(string target, Func<Task> work)
        {
            var before = Machine.EndedProcessorSeconds();
            var watch = Stopwatch.StartNew();
            await work();
            var (wall, processor) = (watch.Elapsed.TotalSeconds, Machine.EndedProcessorSeconds() - before);
            Console.WriteLine($"{target,-34} {wall,8:0.000} s  {processor,8:0.00} CPU s");
            var known = best.GetValueOrDefault(target, (Wall: double.MaxValue, Processor: double.MaxValue));
            best[target] = (Math.Min(known.Wall, wall), Math.Min(known.Processor, processor));
        }

        public double Wall(string target) => best[target].Wall;

        public double Processor(string target) => best[target].Processor;
    }

    /// <summary>The product's stages over a storage of their own.</summary>
    private sealed class Place : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("showcase-transcode-").FullName;
        private readonly Dictionary<Guid, SourceProbe> probes = [];
        private readonly LocalDiskStorage storage;
        private readonly StageWork work;
        private int made;

        public Place()
        {
            var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder });
            storage = new LocalDiskStorage(Options.Create(new StorageOptions()), data);
            work = new StageWork(storage, new Vault(storage), [new HashInspector()], new FfmpegTool(Options.Create(new MediaOptions()), NullLoggerFactory.Instance), data);
        }

        public string File(Guid film) => storage.LocalFile(MediaPaths.Source(film))!;

        public SourceFile Source(Guid film) => new(File(film), probes[film]);

        public string Out(string name) => Path.Combine(folder, name);

        /// <summary>An empty folder, with the places that ffmpeg wants for three versions.</summary>
        public string Folder()
        {
            var empty = Out($"bare{made++}");
            for (var place = 0; place < 3; place++) Directory.CreateDirectory(Path.Combine(empty, $"{place}"));
            return empty;
        }

        public async Task<Guid> TakeInAsync(string name, IReadOnlyList<string> recipe)
        {
            await FfmpegAsync([.. recipe, Out(name)]);
            var film = Guid.CreateVersion7();
            await using (var content = System.IO.File.OpenRead(Out(name))) await storage.WriteAsync(MediaPaths.Source(film), content, default);
            probes[film] = SourceProbe.Read(await Machine.RunAsync("ffprobe", "/", [.. FfmpegArguments.Probe(File(film))])).Value;
            return film;
        }

        public async Task RunAsync(Guid film, params IReadOnlyList<string> stages)
        {
            foreach (var stage in stages)
            {
                var order = new StageOrder(film, stage, new FileInfo(File(film)).Length, Digest: null);
                var result = await work.RunAsync(order, default);
                if (!result.Succeeded) throw new InvalidOperationException($"{stage}: {result.Refusal}.");
                work.Clean(order);
            }

            work.Clean(film);
        }

        /// <summary>The film's smallest version as one file.</summary>
        public string Smallest(Guid film)
        {
            var rung = Rungs.Of(probes[film], canCopy: false).Smallest;
            var segments = storage.LocalFile($"{MediaPaths.Made(film)}/hls/{rung.Index}/i.m3u8")!;
            var joined = Out($"{film:N}.mp4");
            using var file = System.IO.File.Create(joined);
            foreach (var name in HlsList.Read(System.IO.File.ReadAllText(segments)).Select(segment => segment.Name).Prepend("init_0.mp4"))
            {
                using var piece = System.IO.File.OpenRead(Path.Combine(Path.GetDirectoryName(segments)!, name));
                piece.CopyTo(file);
            }

            return joined;
        }

        public void Dispose()
        {
            storage.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
