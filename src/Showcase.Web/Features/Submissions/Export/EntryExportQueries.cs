using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Export;

/// <summary>Everything that is known of an edition's submissions, for organisers to take along; others get nothing.</summary>
public sealed class EntryExportQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int AtOnce = 500;

    /// <summary>What the filter leaves, in its order, a few hundred at a time: a file of 60,000 is never in memory.</summary>
    public async IAsyncEnumerable<ExportedEntry> ReadAsync(Actor actor, Guid editionId, InboxFilter filter, [EnumeratorCancellation] CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var ids = await db.Found(actor, editionId, filter).InState(filter).Sorted(db, filter).Take(InboxQueries.MostExported).Select(submission => submission.Id).ToListAsync(token);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var rows = await SomeAsync(actor, editionId, some, token);
            foreach (var id in some)
            {
                if (rows.TryGetValue(id, out var entry)) yield return entry;
            }
        }
    }

    /// <summary>These of the edition's submissions, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, ExportedEntry>> SomeAsync(Actor actor, Guid editionId, IReadOnlyList<Guid> ids, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from submission in db.InboxOf(actor, editionId).AsNoTracking()
            join film in db.Films.AsNoTracking() on submission.FilmId equals film.Id
            join artist in db.Users on submission.ArtistId equals artist.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            where ids.Contains(submission.Id)
            select new
            {
                submission.Id,
                submission.State,
                submission.SubmittedAt,
                submission.CoverLetter,
                submission.Fee,
                Film = film,
                artist.DisplayName,
                artist.Email,
                Category = category.Name,
                Number = db.ImportedSubmissions.Where(imported => imported.SubmissionId == submission.Id).OrderBy(imported => imported.Id).Select(imported => imported.Number).FirstOrDefault(),
                Runtime = db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
                    .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
            }).ToListAsync(token);
        var tags = (await db.SubmissionTags.Where(tag => ids.Contains(tag.SubmissionId)).OrderBy(tag => tag.Name).ThenBy(tag => tag.Id).Select(tag => new { tag.SubmissionId, tag.Name }).ToListAsync(token))
            .ToLookup(tag => tag.SubmissionId, tag => tag.Name);
        return rows.ToDictionary(row => row.Id, row => new ExportedEntry(
            row.Id, row.Number ?? "", row.State, row.SubmittedAt, row.DisplayName, row.Email ?? "", row.Category, row.CoverLetter, row.Fee, row.Runtime, row.Film.ToDetails(), [.. tags[row.Id]]));
    }
}

/// <summary>A submission with its film. <see cref="Number"/> is the one that it has elsewhere, where it was imported; <see cref="Runtime"/> is the probed one.</summary>
public sealed record ExportedEntry(
    Guid Id, string Number, SubmissionState State, DateTimeOffset? SubmittedAt, string Artist, string Email, string Category, string CoverLetter, FeeDue? Fee, TimeSpan? Runtime,
    FilmDetails Film, IReadOnlyList<string> Tags);
