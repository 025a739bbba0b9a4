using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Web.Features.Films.Stills;

namespace Showcase.Web.Data.Demo;

/// <summary>Stills of two of the demo's films, taken from the pictures that their clips are drawn from, and a poster for each.</summary>
internal sealed class DemoStills(IDbContextFactory<ShowcaseDbContext> contexts, PictureStudio studio, TimeProvider clock)
{
    private static readonly DemoStill[] All =
    [
        new("The Lighthouse Keeper’s Ear", 2, "A warm glow low over a dark sea."),
        new("The Lighthouse Keeper’s Ear", 7, "The glow has moved, and the dark with it."),
        new("Salt Index", 4, "Yellow grains on black, sorted into triangles."),
        new("Salt Index", 7, "The triangles have grown into one another."),
    ];

    public async Task MakeAsync(CancellationToken token)
    {
        if (!studio.IsOpen) return;

        await using var db = await contexts.CreateDbContextAsync(token);
        foreach (var ofFilm in All.GroupBy(still => still.Film, StringComparer.Ordinal))
        {
            var film = await db.Films.AsNoTracking().Where(f => f.Title == ofFilm.Key).Select(f => f.Id).FirstAsync(token);
            if (await db.FilmPictures.AnyAsync(set => set.FilmId == film, token)) continue;

            var set = FilmPictures.Of(film);
            foreach (var still in ofFilm) await AddAsync(set, still, token);
            var last = set.Stills.Last();
            DemoScript.Must(set.ShowPoster(DemoScript.Must(await studio.CutAsync(last, PosterCrop.Middle(last.Width, last.Height), token))));
            db.Add(set);
            await db.SaveChangesAsync(token);
        }
    }

    private async Task AddAsync(FilmPictures set, DemoStill still, CancellationToken token)
    {
        using var table = studio.Table();
        await DrawAsync(DemoFilms.All.First(film => film.Title == still.Film), still.Second, table.Arrival, token);
        var file = DemoScript.Must(await studio.DevelopAsync(table, token));
        var picture = DemoScript.Must(set.AddStill(DemoScript.Must(Picture.Of($"still-{still.Second}.png", file, clock.GetUtcNow()))));
        DemoScript.Must(set.Describe(picture.Id, still.Alt, DemoFilms.All.First(film => film.Title == still.Film).Artist));
        await studio.KeepAsync(table, picture.Id, picture.Sizes, token);
    }

    private static async Task DrawAsync(DemoFilm film, int second, string file, CancellationToken token)
    {
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", film.Picture, "-ss", $"{second}", "-frames:v", "1", "-vf", "scale=1280:720:flags=neighbor",
            "-c:v", "png", "-f", "image2", "-update", "1", file,
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        await ffmpeg.WaitForExitAsync(token);
        if (ffmpeg.ExitCode != 0) throw new InvalidOperationException($"ffmpeg could not draw a still of '{film.Title}'.");
    }

    private sealed record DemoStill(string Film, int Second, string Alt);
}
