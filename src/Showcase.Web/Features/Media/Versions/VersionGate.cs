using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Eligibility;

namespace Showcase.Web.Features.Media.Versions;

/// <summary>
/// The one place that decides which file a film shows. Before a film is sent in, that is the newest that plays. Afterwards a file goes through two
/// gates: when its last byte has come, the rules of every call that has the film; when it plays, what the categories ask of a file. Then the file before
/// stays until all of the new one can be seen.
/// </summary>
internal static class VersionGate
{
    /// <summary>What each entry that holds the film says to another file; nothing where none does.</summary>
    public static async Task<IReadOnlyList<HoldingEntry>> HoldingAsync(this ShowcaseDbContext db, Guid filmId, CancellationToken token) => await (
        from entry in db.Submissions.AsNoTracking()
        join category in db.Categories on entry.CategoryId equals category.Id
        join call in db.Calls on category.CallId equals call.Id
        where entry.FilmId == filmId && !ReplacementTerms.Free.Contains(entry.State)
        orderby entry.SubmittedAt, entry.Id
        select new HoldingEntry(entry.Id, entry.EditionId, new ReplacementTerms(
            entry.State, call.Name, call.State, call.Replacement, call.ReplaceableUntil, category.Deadline, call.Grace, category.MinRuntime, category.MaxRuntime)))
        .ToListAsync(token);

    /// <summary>Why a file that came then is not taken; null where it is.</summary>
    public static Refusal? Refuse(this IReadOnlyList<HoldingEntry> holding, DateTimeOffset arrivedAt) =>
        holding.Select(entry => entry.Terms.Refuse(arrivedAt)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>
    /// Shows a video that plays now, unless the film was sent in and the file may not take the place of the one that everybody sees. To be saved
    /// together with the asset. Answers what open pages are to be told of: editions that have another file before them, and people who have a notice of it.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> ShowAsync(this ShowcaseDbContext db, Guid filmId, Guid assetId, VersionMails mails, DateTimeOffset now)
    {
        var film = await db.Films.FirstOrDefaultAsync(candidate => candidate.Id == filmId);
        if (film is null || film.VideoId == assetId) return [];

        var replacement = await db.VideoReplacements.FirstOrDefaultAsync(candidate => candidate.NewId == assetId);
        var holding = await db.HoldingAsync(filmId, CancellationToken.None);
        if (holding.Count > 0 && film.VideoId is not null)
        {
            // A file that came before the film was sent in, and an earlier version that is made anew, are nobody's wish now.
            if (replacement is not { IsWaiting: true }) return [];

            var asset = await db.MediaAssets.FirstAsync(candidate => candidate.Id == assetId);
            if (await db.RefuseFileAsync(replacement, asset, holding) is { } refusal)
            {
                replacement.Refuse(refusal);
                asset.Supersede(now);
                return [];
            }

            if (asset.IsGrowing) return [];
        }

        replacement?.Show(film.VideoId, now);
        film.ShowVideo(assetId);
        return replacement is null ? [.. holding.Select(entry => entry.EditionId).Distinct()] : [.. holding.Select(entry => entry.EditionId).Distinct(), .. await mails.TellAsync(db, film, replacement, holding, now)];
    }

    private static async Task<Refusal?> RefuseFileAsync(this ShowcaseDbContext db, VideoReplacement replacement, MediaAsset asset, IReadOnlyList<HoldingEntry> holding)
    {
        var isOvertaken = await db.VideoReplacements.AnyAsync(other => other.FilmId == replacement.FilmId && other.ShownAt != null && other.ArrivedAt > replacement.ArrivedAt);
        if (isOvertaken) return ReplacementRefusals.Overtaken;

        var runtime = asset.Facts?.Duration ?? TimeSpan.Zero;
        if (holding.Select(entry => entry.Terms.RefuseFile(runtime)).FirstOrDefault(refusal => refusal is not null) is { } refused) return refused;

        foreach (var entry in holding)
        {
            if (await db.BreaksFileRulesAsync(entry.SubmissionId, asset, CancellationToken.None)) return ReplacementRefusals.RuleBroken;
        }

        return null;
    }
}

/// <summary>An entry that was sent in and is not over, and what it says to another file.</summary>
internal sealed record HoldingEntry(Guid SubmissionId, Guid EditionId, ReplacementTerms Terms);
