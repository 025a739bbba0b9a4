using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Films;

/// <summary>What artists read of their own films, and of those that others let them into.</summary>
public sealed class FilmQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostFilms = 200;
    private const int MostEntries = 100;

    /// <summary>The films that the actor owns or was let into, newest first.</summary>
    public async Task<IReadOnlyList<FilmCard>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var films = await db.FilmsOf(actor, CoAuthorRole.View).AsNoTracking()
            .OrderByDescending(film => film.CreatedAt).ThenBy(film => film.Id)
            .Take(MostFilms)
            .Select(film => new
            {
                film.Id,
                film.Title,
                film.Year,
                film.Country,
                film.StatedRuntime,
                film.VideoId,
                VideoState = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => (MediaState?)asset.State).FirstOrDefault(),
                Runtime = db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
                    .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
                Owner = film.OwnerId == actor.UserId ? null : db.Users.Where(user => user.Id == film.OwnerId).Select(user => user.DisplayName).FirstOrDefault(),
                Entries = db.Submissions.Where(entry => entry.FilmId == film.Id).Select(entry => entry.State).ToList(),
            })
            .ToListAsync(token);
        return [.. films.Select(film => new FilmCard(
            film.Id, film.Title, film.Year, film.Country, film.Runtime ?? film.StatedRuntime, film.VideoId, film.VideoState,
            [.. film.Entries.CountBy(state => state).OrderBy(state => state.Key).Select(state => new EntryCount(state.Key, state.Value))], film.Owner))];
    }

    /// <summary>The actor's film, or null where there is none or it is somebody else's.</summary>
    public async Task<FilmRecord?> FindMineAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View).AsNoTracking().SingleOrDefaultAsync(f => f.Id == filmId, token);
        if (film is null) return null;

        var given = await db.CoAuthors.Where(author => author.FilmId == filmId && author.UserId == actor.UserId).Select(author => (CoAuthorRole?)author.Role).SingleOrDefaultAsync(token);
        return new FilmRecord(film.Id, film.DetailsVersion, film.ToDetails(), film.VideoId is not null, FilmAccess.RoleOf(actor, film.OwnerId, given));
    }

    /// <summary>Where the actor's film was entered, newest first.</summary>
    public async Task<IReadOnlyList<FilmEntry>> EntriesAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking()
            .Where(entry => entry.FilmId == filmId)
            .OrderByDescending(entry => entry.CreatedAt).ThenBy(entry => entry.Id)
            .Take(MostEntries)
            .Select(entry => new FilmEntry(
                entry.Id,
                entry.State,
                db.Editions.Where(edition => edition.Id == entry.EditionId).Select(edition => edition.Name).First(),
                db.Categories.Where(category => category.Id == entry.CategoryId).Select(category => category.Name).First()))
            .ToListAsync(token);
    }
}

/// <summary>A film among others. <see cref="Runtime"/> is the probed one, else the stated; <see cref="Owner"/> is null where it is the reader.</summary>
public sealed record FilmCard(
    Guid Id, string Title, int Year, string Country, TimeSpan Runtime, Guid? VideoId, MediaState? VideoState, IReadOnlyList<EntryCount> Entries, string? Owner);

/// <summary>How many entries of a film are in a state.</summary>
public sealed record EntryCount(SubmissionState State, int Count);

/// <summary>A film as its form shows it; <see cref="Version"/> goes back with the change, <see cref="Role"/> is what the reader may do.</summary>
public sealed record FilmRecord(Guid Id, Guid Version, FilmDetails Details, bool HasVideo, CoAuthorRole Role);

/// <summary>Where a film was entered and how it stands there.</summary>
public sealed record FilmEntry(Guid SubmissionId, SubmissionState State, string Edition, string Category);
