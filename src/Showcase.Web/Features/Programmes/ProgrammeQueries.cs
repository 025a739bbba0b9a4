using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>The programmes of an edition, for its curators.</summary>
public sealed class ProgrammeQueries(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access)
{
    public async Task<IReadOnlyList<ProgrammeRow>> ListAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is not null) return [];

        await using var db = await contexts.CreateDbContextAsync(token);
        var draft = await ScheduleDraft.ReadAsync(db, editionId, token);
        return [.. draft.Content.Programmes.Select(programme => new ProgrammeRow(
            programme, draft.Content.Screenings.Count(screening => screening.ProgrammeId == programme.Id)))];
    }

    /// <summary>One programme with the films that it could still take; null where the edition has none with that id or the actor may not see it.</summary>
    public async Task<ProgrammeSheet?> FindAsync(Actor actor, Guid editionId, Guid programmeId, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is not null) return null;

        await using var db = await contexts.CreateDbContextAsync(token);
        var draft = await ScheduleDraft.ReadAsync(db, editionId, token);
        if (draft.Programmes.FirstOrDefault(p => p.Id == programmeId) is not { } programme) return null;

        var works = draft.Works.ToDictionary(work => work.Work.SubmissionId);
        var uses = draft.Programmes.SelectMany(p => p.Films).GroupBy(film => film.SubmissionId).ToDictionary(group => group.Key, group => group.Count());
        var shown = programme.Films.Select(film => film.SubmissionId).ToHashSet();
        return new ProgrammeSheet(
            programme.Id,
            programme.Version,
            new ProgrammeDetails(programme.Name, programme.Description, programme.Gap, programme.Bumper, programme.Talk),
            [.. programme.Films.Select(film => works[film.SubmissionId]).Select(work => new OrderedWork(work.Work, work.State == SubmissionState.Selected))],
            [.. draft.Works.Where(work => work.State == SubmissionState.Selected && !shown.Contains(work.Work.SubmissionId))
                .Select(work => new TrayWork(work.Work, uses.GetValueOrDefault(work.Work.SubmissionId)))],
            draft.Content.Programmes.Single(p => p.Id == programmeId).RunningTime,
            draft.Content.Screenings.Count(screening => screening.ProgrammeId == programmeId));
    }
}

public sealed record ProgrammeRow(ReleasedProgramme Programme, int Screenings);

public sealed record ProgrammeSheet(
    Guid Id, Guid Version, ProgrammeDetails Details, IReadOnlyList<OrderedWork> Films, IReadOnlyList<TrayWork> Tray, TimeSpan RunningTime, int Screenings);

/// <summary>A work in its place; one that is no longer selected is not shown to anybody and does not count.</summary>
public sealed record OrderedWork(ReleasedWork Work, bool IsSelected);

/// <summary>A selected work that could be added, and in how many programmes it is already.</summary>
public sealed record TrayWork(ReleasedWork Work, int Programmes);
