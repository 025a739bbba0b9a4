using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Media;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>What the booth needs to know of a programme, for its curators.</summary>
public sealed class ProjectionQueries(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    /// <summary>The films in their order with what is known of their files; null where the edition has no such programme or the actor may not see it.</summary>
    public async Task<ProjectionSheet?> FindAsync(Actor actor, Guid editionId, Guid programmeId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is not null) return null;

        await using var db = await contexts.CreateDbContextAsync(token);
        var draft = await ScheduleDraft.ReadAsync(db, editionId, token);
        if (draft.Content.Programmes.FirstOrDefault(p => p.Id == programmeId) is not { } programme) return null;

        var videos = programme.Films.Select(film => film.VideoId).OfType<Guid>().ToList();
        var files = await db.MediaAssets.AsNoTracking()
            .Where(asset => videos.Contains(asset.Id) && asset.State == MediaState.Ready)
            .ToDictionaryAsync(asset => asset.Id, token);
        var cues = new List<ProjectionCue>();
        var at = programme.Bumper;
        foreach (var film in programme.Films)
        {
            var file = film.VideoId is { } video ? files.GetValueOrDefault(video) : null;
            cues.Add(new ProjectionCue(at, film, file?.Facts, file is null ? [] : [.. file.Findings]));
            at += film.Runtime + programme.Gap;
        }

        return new ProjectionSheet(programme, cues);
    }
}

public sealed record ProjectionSheet(ReleasedProgramme Programme, IReadOnlyList<ProjectionCue> Cues);

/// <summary>One film: when it begins after the programme does, and what its file is; no facts where it is not ready.</summary>
public sealed record ProjectionCue(TimeSpan At, ReleasedWork Work, MediaFacts? Facts, IReadOnlyList<MediaFinding> Findings);
