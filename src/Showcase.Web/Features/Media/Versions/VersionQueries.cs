using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Media.Versions;

/// <summary>Which files a film has had since it was sent in, and whether it may have another. Artists and organisers read it; others get nothing.</summary>
public sealed class VersionQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>The versions of the actor's film, and what the calls that have it say to another; null for those whose film it is not.</summary>
    public async Task<FilmVersions?> FindAsync(Actor actor, Guid filmId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var film = await db.FilmsOf(actor, CoAuthorRole.View).AsNoTracking().SingleOrDefaultAsync(f => f.Id == filmId, token);
        return film is null ? null : await ReadAsync(db, film, token);
    }

    /// <summary>
    /// The versions of the film of an entry: for its artist all, for who organises its edition those that it has had since it was sent in there.
    /// </summary>
    public async Task<FilmVersions?> OfEntryAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = db.FilmsOf(actor, CoAuthorRole.View);
        var row = await (
            from entry in db.Submissions.AsNoTracking()
            join film in db.Films on entry.FilmId equals film.Id
            where entry.Id == submissionId && entry.State != SubmissionState.Draft && (own.Any(f => f.Id == entry.FilmId)
                || db.EditionMembers.Any(member => member.EditionId == entry.EditionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser))
            select new { Film = film, IsMine = own.Any(f => f.Id == film.Id), entry.SubmittedAt }).SingleOrDefaultAsync(token);
        if (row is null) return null;

        var all = await ReadAsync(db, row.Film, token);
        return row.IsMine ? all : new FilmVersions(IsSentIn: true, Closed: null, Until: null, [.. all.Versions.Where(version => version.Until is null || version.Until > row.SubmittedAt)], Newest: null);
    }

    private async Task<FilmVersions> ReadAsync(ShowcaseDbContext db, Film film, CancellationToken token)
    {
        var holding = await db.HoldingAsync(film.Id, token);
        var replacements = await db.VideoReplacements.AsNoTracking()
            .Where(replacement => replacement.FilmId == film.Id)
            .OrderByDescending(replacement => replacement.ArrivedAt).ThenByDescending(replacement => replacement.Id)
            .Take(Most)
            .ToListAsync(token);
        var ids = replacements.SelectMany(replacement => new[] { replacement.NewId, replacement.OldId ?? Guid.Empty }).Append(film.VideoId ?? Guid.Empty).Distinct().ToList();
        var files = await db.MediaAssets.AsNoTracking().Where(asset => ids.Contains(asset.Id)).ToDictionaryAsync(asset => asset.Id, token);
        return new FilmVersions(
            holding.Count > 0,
            holding.Refuse(clock.GetUtcNow()),
            holding.Count == 0 ? null : holding.Min(entry => entry.Terms.Until),
            Chain(film, [.. replacements.Where(replacement => replacement.ShownAt is not null).OrderBy(replacement => replacement.ShownAt)], files),
            replacements.FirstOrDefault() is { ShownAt: null } last && files.GetValueOrDefault(last.NewId) is { } file && (last.RefusedFor is not null || file.State != MediaState.Expired)
                ? new WaitingVersion(file.FileName, file.State, last.RefusedFor ?? file.Problem, file.Facts?.Duration) : null);
    }

    /// <summary>From the file that was sent in to the one that is shown.</summary>
    private static List<FilmVersion> Chain(Film film, List<VideoReplacement> shown, Dictionary<Guid, MediaAsset> files)
    {
        var steps = shown.ConvertAll(replacement => (Id: replacement.NewId, From: replacement.ShownAt));
        if (shown.Count == 0) steps.Add((film.VideoId ?? Guid.Empty, null));
        else if (shown[0].OldId is { } first) steps.Insert(0, (first, null));

        // While no festival had the film, its file changed without a word.
        if (film.VideoId is { } present && steps[^1].Id != present && files.TryGetValue(present, out var latest)) steps.Add((present, latest.ReadyAt));

        var versions = new List<FilmVersion>();
        for (var step = 0; step < steps.Count; step++)
        {
            if (!files.TryGetValue(steps[step].Id, out var file)) continue;

            var until = step + 1 < steps.Count ? steps[step + 1].From : null;
            versions.Add(new FilmVersion(step + 1, file.Id, file.FileName, file.Size, file.Facts, file.Sha256, file.CreatedAt, steps[step].From, until));
        }

        return versions;
    }
}

/// <summary>
/// A film's files since it was sent in, the first one first. <see cref="Closed"/>: why no other is taken now; <see cref="Until"/>: the last moment at which
/// one is, where there is one. <see cref="Newest"/>: a file that is not the film, or not yet.
/// </summary>
public sealed record FilmVersions(bool IsSentIn, Refusal? Closed, DateTimeOffset? Until, IReadOnlyList<FilmVersion> Versions, WaitingVersion? Newest);

/// <summary>A file that is the film or was it. <see cref="From"/> is null for the one that was sent in, <see cref="Until"/> for the one that is shown.</summary>
public sealed record FilmVersion(
    int Number, Guid AssetId, string FileName, long Size, MediaFacts? Facts, string? Sha256, DateTimeOffset SentAt, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>A file that was sent to take the film's place; <see cref="Problem"/> is the key of the reason why it does not.</summary>
public sealed record WaitingVersion(string FileName, MediaState State, string? Problem, TimeSpan? Runtime);
