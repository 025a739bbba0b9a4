using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>The film as its smallest version shows it, as one file: quick to decode, with a keyframe every few seconds.</summary>
internal static class SmallestRung
{
    private const string Note = "/rung.json";

    public static async Task<(string File, HlsRung Rung)> FetchAsync(Workbench bench, StageOrder order, CancellationToken token)
    {
        var hls = $"{MediaPaths.Made(order.AssetId)}/hls";
        HlsRung? smallest = null;
        await foreach (var name in bench.Storage.ListAsync(hls, token))
        {
            if (!name.EndsWith(Note, StringComparison.Ordinal)) continue;

            await using var note = await bench.OpenAsync(name, token);
            var rung = await HlsList.FromJsonAsync(note, token);
            if (smallest is null || rung.Index > smallest.Index) smallest = rung;
        }

        if (smallest is null) throw new FileNotFoundException("No version of the film has been made yet.", hls);

        var folder = $"{hls}/{smallest.Index}";
        var file = Path.Combine(bench.FolderOf(order), "film.mp4");
        await using var film = File.Create(file);
        using var reader = new StreamReader(await bench.OpenAsync($"{folder}/i.m3u8", token));
        var names = HlsList.Read(await reader.ReadToEndAsync(token)).Select(segment => segment.Name);
        foreach (var name in names.Prepend("init_0.mp4"))
        {
            await using var piece = await bench.OpenAsync($"{folder}/{name}", token);
            await piece.CopyToAsync(film, token);
        }

        return (file, smallest);
    }
}
