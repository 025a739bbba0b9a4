using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>The draft schedule of an edition, for its curators.</summary>
public sealed class ScheduleQueries(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    /// <summary>The whole draft; null where the actor may not see it.</summary>
    public async Task<ScheduleBoard?> BoardAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is not null) return null;

        await using var db = await contexts.CreateDbContextAsync(token);
        var draft = await ScheduleDraft.ReadAsync(db, editionId, token);
        var release = await db.ScheduleReleases.AsNoTracking()
            .Where(r => r.EditionId == editionId)
            .OrderByDescending(r => r.Number)
            .Select(r => new { r.Number, r.Name, r.ReleasedAt, r.Content })
            .FirstOrDefaultAsync(token);
        var (schedule, facts) = (draft.Schedule, draft.Facts);
        var warnings = schedule.Screenings.ToDictionary(screening => screening.Id, screening => PlacementCheck.Of(screening, schedule, facts));
        foreach (var installation in schedule.Installations) warnings[installation.Id] = PlacementCheck.Of(installation, schedule, facts);
        return new ScheduleBoard(
            db.Entry(schedule).State == EntityState.Detached ? null : schedule.Version,
            draft.Content,
            facts.Spaces,
            warnings,
            release is null ? null : new ReleaseNote(release.Number, release.Name, release.ReleasedAt),
            ReleaseChanges.Between(release?.Content ?? ReleaseContent.Nothing, draft.Content),
            schedule.Installations.ToDictionary(installation => installation.Id, installation => installation.Token),
            schedule.Installations.ToDictionary(
                installation => installation.Id,
                IReadOnlyList<OrderedWork> (installation) => [.. installation.Works
                    .Select(work => draft.Works.First(known => known.Work.SubmissionId == work.SubmissionId))
                    .Select(work => new OrderedWork(work.Work, work.State == SubmissionState.Selected))]),
            [.. draft.Works.Where(work => work.State == SubmissionState.Selected).Select(work => work.Work)],
            await FilesAsync(db, draft.Content, token));
    }

    private static async Task<IReadOnlySet<Guid>> FilesAsync(ShowcaseDbContext db, ReleaseContent content, CancellationToken token)
    {
        var videos = content.Installations.SelectMany(wall => wall.Works).Select(work => work.VideoId).OfType<Guid>().Distinct().ToList();
        var made = db.MediaAssets.Where(asset => videos.Contains(asset.Id) && asset.Renditions.Any(rendition => rendition.Kind == RenditionKind.GalleryFile));
        return (await made.Select(asset => asset.Id).ToListAsync(token)).ToHashSet();
    }
}

/// <param name="Version">Of the schedule, to be given back with a change; null while there is none.</param>
/// <param name="Content">What a release of now would say.</param>
/// <param name="Spaces">Turnaround and hours by space.</param>
/// <param name="Warnings">By screening and installation.</param>
/// <param name="Released">The newest release, null before the first.</param>
/// <param name="Changes">What differs from it.</param>
/// <param name="Tokens">Secret parts of the player pages' addresses, by installation.</param>
/// <param name="Works">Of each installation, those included that are no longer selected.</param>
/// <param name="Selected">Every selected work of the edition.</param>
/// <param name="Files">Videos of installed works whose file for gallery screens is made.</param>
public sealed record ScheduleBoard(
    Guid? Version,
    ReleaseContent Content,
    IReadOnlyDictionary<Guid, SpaceFacts> Spaces,
    IReadOnlyDictionary<Guid, IReadOnlyList<PlacementWarning>> Warnings,
    ReleaseNote? Released,
    IReadOnlyList<ReleaseChange> Changes,
    IReadOnlyDictionary<Guid, string> Tokens,
    IReadOnlyDictionary<Guid, IReadOnlyList<OrderedWork>> Works,
    IReadOnlyList<ReleasedWork> Selected,
    IReadOnlySet<Guid> Files);

public sealed record ReleaseNote(int Number, string Name, DateTimeOffset ReleasedAt);
