using System.Text.Json;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// Every hostile clip through all stages, past the walk, which turns most away before any tool runs: what each run of ffmpeg and ffprobe used,
/// as a share of what it might. A program in the place of bubblewrap measures (<c>Peers/measure.py</c>).
/// </summary>
internal static class HostileScenario
{
    private const string Name = "hostile";
    private const double Mebibyte = 1024 * 1024;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("showcase-hostile-").FullName;
        try
        {
            var figures = new List<Figure>();
            foreach (var clip in HostileClips.Names) figures.AddRange(await TakeInAsync(folder, clip));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> TakeInAsync(string folder, string clip)
    {
        var notes = Path.Combine(folder, "measured");
        File.Delete(notes);
        Environment.SetEnvironmentVariable("MEASURED", notes);
        var verdict = await VerdictAsync(folder, clip);
        var runs = File.Exists(notes) ? (await File.ReadAllLinesAsync(notes)).Select(line => JsonSerializer.Deserialize<Run>(line, Web)!).ToList() : [];

        // The first of all is the sandbox's trial.
        runs.RemoveAt(0);
        var (space, processor, wall) = (runs.MaxBy(run => run.Space / run.MostSpace)!, runs.MaxBy(run => run.Processor / run.MostProcessor)!, runs.MaxBy(run => run.Wall / run.MostWall)!);
        Console.WriteLine($"{clip,-40} {verdict,-22} {runs.Count,3} runs, {runs.Max(run => run.Resident) / Mebibyte,6:0} MiB resident");
        return
        [
            new Figure(Name, clip, "MiB", space.Space / Mebibyte, space.MostSpace / Mebibyte, $"address space, {space.Tool}", 1, MoreIsBetter: false, ""),
            new Figure(Name, clip, "CPU s", processor.Processor, processor.MostProcessor, $"processor, {processor.Tool}", 1, MoreIsBetter: false, ""),
            new Figure(Name, clip, "s", wall.Wall, wall.MostWall, $"wall, {wall.Tool}", 1, MoreIsBetter: false, ""),
        ];
    }

    private static async Task<string> VerdictAsync(string folder, string clip)
    {
        var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = folder }), new HostingEnvironment { ContentRootPath = folder });
        using var storage = new LocalDiskStorage(Options.Create(new StorageOptions()), data);
        var options = new MediaOptions { Bubblewrap = Path.Combine(Machine.ProjectFolder(), "Peers", "measure.py") };
        var work = new StageWork(storage, new Vault(storage), [new HashInspector()], new FfmpegTool(Options.Create(options), NullLoggerFactory.Instance), data);
        var (asset, bytes) = (Guid.CreateVersion7(), HostileClips.Make(clip));
        using (var content = new MemoryStream(bytes)) await storage.WriteAsync(MediaPaths.Source(asset), content, default);

        var verdict = "plays";
        foreach (var stage in ProcessingStages.Names)
        {
            try
            {
                var result = await work.RunAsync(new StageOrder(asset, stage, bytes.Length, Digest: null), default);
                if (result.Succeeded) continue;

                verdict = result.Refusal.Code;
            }
            catch (ToolFailedException failed)
            {
                verdict = $"{stage}: {failed.Outcome.End}";
            }

            if (stage != ProcessingStages.Structure) break;
        }

        work.Clean(asset);
        await storage.DeleteAsync(MediaPaths.Made(asset), default);
        return verdict;
    }

    /// <summary>One run: bytes and seconds, used and allowed.</summary>
    private sealed record Run(string Tool, double Wall, double Processor, double Resident, double Space, double MostProcessor, double MostSpace)
    {
        /// <summary>The kernel knows no limit of it; this is the least that any run of the tool has.</summary>
        public double MostWall => (Tool == "ffprobe" ? ToolLimits.Probe : ToolLimits.For(TimeSpan.Zero, 0, 0, 0)).Wall.TotalSeconds;
    }
}
