using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>A version of the film that has been made, its segments joined to one file in the work folder.</summary>
internal static class RungFile
{
    private const string Note = "/rung.json";

    /// <summary>Quick to decode, with a keyframe every few seconds.</summary>
    public static async Task<(string File, HlsRung Rung)> SmallestAsync(Workbench bench, StageOrder order, CancellationToken token)
    {
        var smallest = (await MadeAsync(bench, order, token))[^1];
        return (await JoinAsync(bench, order, smallest.Index, token), smallest);
    }

    public static async Task<(string File, HlsRung Rung)> FinestAsync(Workbench bench, StageOrder order, CancellationToken token)
    {
        var finest = (await MadeAsync(bench, order, token))[0];
        return (await JoinAsync(bench, order, finest.Index, token), finest);
    }

    /// <summary>The sound, which comes after all pictures.</summary>
    public static async Task<string> SoundAsync(Workbench bench, StageOrder order, CancellationToken token) =>
        await JoinAsync(bench, order, (await MadeAsync(bench, order, token))[^1].Index + 1, token);

    /// <summary>Those of the last making, the finest first.</summary>
    private static async Task<List<HlsRung>> MadeAsync(Workbench bench, StageOrder order, CancellationToken token)
    {
        var rungs = new List<HlsRung>();
        await foreach (var name in bench.Storage.ListAsync(Hls(order), token))
        {
            if (!name.EndsWith(Note, StringComparison.Ordinal)) continue;

            await using var note = await bench.OpenAsync(name, token);
            rungs.Add(await HlsList.FromJsonAsync(note, token));
        }

        var newest = rungs.GroupBy(rung => rung.Index / Rungs.FoldersOfMaking).MaxBy(making => making.Key);
        return newest is not null ? [.. newest.OrderBy(rung => rung.Index)] : throw new FileNotFoundException("No version of the film has been made yet.", Hls(order));
    }

    private static async Task<string> JoinAsync(Workbench bench, StageOrder order, int index, CancellationToken token)
    {
        var folder = $"{Hls(order)}/{index}";
        var file = Path.Combine(bench.FolderOf(order), $"rung{index}.mp4");
        await using var film = File.Create(file);
        using var reader = new StreamReader(await bench.OpenAsync($"{folder}/i.m3u8", token));
        var names = HlsList.Read(await reader.ReadToEndAsync(token)).Select(segment => segment.Name);
        foreach (var name in names.Prepend("init_0.mp4"))
        {
            await using var piece = await bench.OpenAsync($"{folder}/{name}", token);
            await piece.CopyToAsync(film, token);
        }

        return file;
    }

    private static string Hls(StageOrder order) => $"{MediaPaths.Made(order.AssetId)}/hls";
}
