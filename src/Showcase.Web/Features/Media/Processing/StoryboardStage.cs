using System.Globalization;
using System.Text;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Small pictures of the whole film for whoever looks for a place in it: sheets of thirty, and a WebVTT list that says which is when.</summary>
internal sealed class StoryboardStage(Workbench bench)
{
    private const int Columns = 6;
    private const int Rows = 5;
    private const int MostWidth = 320;

    // Keyframes come every four seconds; more pictures than this tell nobody more.
    private const int ShortestStep = 4;
    private const int MostPictures = 150;

    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var (film, rung) = await RungFile.SmallestAsync(bench, order, token);
        var width = Math.Min(MostWidth, rung.Width) / 2 * 2;
        var height = Math.Max(2, (int)Math.Round((double)width * rung.Height / rung.Width / 2) * 2);
        var step = Math.Max(ShortestStep, (int)Math.Ceiling(source.Duration.TotalSeconds / MostPictures / ShortestStep) * ShortestStep);
        var sheets = await SheetsAsync(order, source, film, step, width, height, token);

        var folder = $"{MediaPaths.Made(order.AssetId)}/storyboard";
        foreach (var sheet in sheets) await bench.PublishAsync(sheet, $"{folder}/{Path.GetFileName(sheet)}", token);
        await bench.PublishTextAsync(Cues(source.Duration, step, width, height, sheets.Count), $"{folder}/index.vtt", token);
        return StageWork.Record(asset => asset.AddRendition(RenditionKind.Storyboard, $"{folder}/index.vtt"));
    }

    /// <summary>Which rectangle of which sheet shows which stretch of the film.</summary>
    internal static string Cues(TimeSpan duration, int step, int width, int height, int sheets)
    {
        var text = new StringBuilder("WEBVTT\n");
        var pictures = Math.Min(sheets * Columns * Rows, Math.Max(1, (int)Math.Ceiling(duration.TotalSeconds / step)));
        for (var picture = 0; picture < pictures; picture++)
        {
            var begin = TimeSpan.FromSeconds((double)picture * step);
            var end = picture == pictures - 1 ? duration : begin + TimeSpan.FromSeconds(step);
            var (sheet, place) = Math.DivRem(picture, Columns * Rows);
            text.Append(CultureInfo.InvariantCulture, $"\n{begin:hh\\:mm\\:ss\\.fff} --> {end:hh\\:mm\\:ss\\.fff}\n");
            text.Append(CultureInfo.InvariantCulture, $"{sheet + 1:D3}.jpg#xywh={place % Columns * width},{place / Columns * height},{width},{height}\n");
        }

        return text.ToString();
    }

    private async Task<List<string>> SheetsAsync(StageOrder order, SourceFile source, string film, int step, int width, int height, CancellationToken token)
    {
        foreach (var keyframesOnly in new[] { true, false })
        {
            var folder = Path.Combine(bench.FolderOf(order), "sheets");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            var arguments = FfmpegArguments.Storyboard(film, step, width, height, keyframesOnly, folder);
            await bench.MustRunAsync(order, new ToolRun("ffmpeg", arguments, source.LimitsFor(source.Duration)) { Reads = [film], Writes = folder, Progress = at => order.Report((int)(100 * Math.Min(1, at / source.Duration))) }, token);
            var sheets = Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).ToList();
            if (sheets.Count > 0) return sheets;
        }

        throw new InvalidOperationException("No picture came of the film for its storyboard.");
    }
}
