using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Films;

/// <summary>A person's films, with their credits, tools, files, pictures and captions. Films that were never sent in must be deleted before the account is.</summary>
internal sealed class FilmData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "films";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(Film), nameof(Film.OwnerId)), new(typeof(MediaAsset), nameof(MediaAsset.OwnerId)), new(typeof(VideoReplacement), nameof(VideoReplacement.SentBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = await db.Films.AsNoTracking().Where(film => film.OwnerId == userId).OrderBy(film => film.Id).ToListAsync(token);
        var assets = await db.MediaAssets.AsNoTracking().Where(asset => asset.OwnerId == userId).OrderBy(asset => asset.Id).ToListAsync(token);
        var captions = await db.CaptionTracks.AsNoTracking().Where(track => db.Films.Any(film => film.Id == track.FilmId && film.OwnerId == userId)).OrderBy(track => track.Id).ToListAsync(token);
        var pictures = await db.FilmPictures.AsNoTracking().Include(set => set.Pictures).Where(set => db.Films.Any(film => film.Id == set.FilmId && film.OwnerId == userId)).OrderBy(set => set.Id).ToListAsync(token);
        var replacements = await db.VideoReplacements.AsNoTracking().Where(replacement => replacement.SentBy == userId).OrderBy(replacement => replacement.ArrivedAt).ToListAsync(token);
        return films.Select(film => new
        {
            film.Id, film.Title, film.Synopsis, film.StatedRuntime, film.Year, film.Country, film.Languages, film.CreatedAt, film.Credits, film.Tools,
            film.Profile, film.Screenings, film.Links, film.Rights,
            Files = assets.Where(asset => asset.FilmId == film.Id).Select(asset => new { asset.FileName, asset.DescribedIn, asset.Size, asset.State, asset.Sha256, asset.CreatedAt }),
            Replacements = replacements.Where(replacement => replacement.FilmId == film.Id)
                .Select(replacement => new { assets.Find(asset => asset.Id == replacement.NewId)?.FileName, replacement.ArrivedAt, replacement.ShownAt, replacement.RefusedFor }),
            Pictures = pictures.Where(set => set.FilmId == film.Id).SelectMany(set => set.Stills.Concat(set.Pictures.Where(picture => picture.Position is null)), (set, picture) => new
            {
                picture.FileName, picture.Position, picture.Alt, picture.Credit, picture.Width, picture.Height, picture.Sha256, picture.AddedAt,
                Poster = set.Poster?.PictureId == picture.Id ? set.Poster.Crop : null,
            }),
            Captions = captions.Where(track => track.FilmId == film.Id).Select(track => new { track.FileName, track.Language, track.Kind, track.AddedAt, Text = Encoding.UTF8.GetString(track.Content) }),
        });
    }

    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var neverSent = await db.Films.CountAsync(
            film => film.OwnerId == userId && !db.Submissions.Any(entry => entry.FilmId == film.Id && entry.State != SubmissionState.Draft), token);
        return neverSent == 0 ? null : new Refusal("Account.FilmsLeft", neverSent);
    }
}
