using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Programmes;

/// <summary>What curators do to programmes.</summary>
public sealed class ProgrammeService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, ILogger<ProgrammeService> log)
{
    private static readonly Refusal NameTaken = new("Programmes.NameTaken");

    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, ProgrammeDetails details, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Curator) is { } refusal) return refusal;

        var programme = Programme.Create(editionId, details);
        if (!programme.Succeeded) return programme.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        db.Programmes.Add(programme.Value);
        var saved = await db.TrySaveAsync(NameTaken, token);
        if (!saved.Succeeded) return saved.Refusal;

        log.Saved("Programme", programme.Value.Id, actor.UserId);
        feed.Tell(editionId);
        return programme.Value.Id;
    }

    public Task<Result> ChangeAsync(Actor actor, Guid programmeId, Guid version, ProgrammeDetails details, CancellationToken token) =>
        EditAsync(actor, programmeId, version, (_, programme) => Task.FromResult(programme.Change(details)), token);

    /// <summary>Sets the films and their order; new ones must be selected submissions of the same edition.</summary>
    public Task<Result> ArrangeAsync(Actor actor, Guid programmeId, Guid version, IReadOnlyList<Guid> submissionIds, CancellationToken token) =>
        EditAsync(actor, programmeId, version, async (db, programme) => programme.Arrange(submissionIds, await SelectedAsync(db, programme.EditionId, token)), token);

    public Task<Result> RemoveAsync(Actor actor, Guid programmeId, Guid version, CancellationToken token) =>
        EditAsync(actor, programmeId, version, async (db, programme) =>
        {
            if (await db.Screenings.AnyAsync(screening => screening.ProgrammeId == programmeId, token)) return ProgrammeRefusals.ProgrammeScheduled;

            db.Programmes.Remove(programme);
            return Result.Ok;
        }, token);

    internal static async Task<IReadOnlySet<Guid>> SelectedAsync(ShowcaseDbContext db, Guid editionId, CancellationToken token) =>
        (await db.Submissions
            .Where(submission => submission.EditionId == editionId && submission.State == SubmissionState.Selected)
            .Select(submission => submission.Id)
            .ToListAsync(token)).ToHashSet();

    private async Task<Result> EditAsync(Actor actor, Guid programmeId, Guid version, Func<ShowcaseDbContext, Programme, Task<Result>> edit, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var programme = await db.Programmes.SingleOrDefaultAsync(p => p.Id == programmeId, token);
        if (programme is null) return Refusals.NotFound;
        if (await access.CheckAsync(actor, programme.EditionId, token, EditionRole.Curator) is { } refusal) return refusal;

        db.Expect(programme, version);
        var edited = await edit(db, programme);
        if (!edited.Succeeded) return edited.Refusal;

        var saved = await db.TrySaveAsync(NameTaken, token);
        if (!saved.Succeeded) return saved;

        log.Saved("Programme", programmeId, actor.UserId);
        feed.Tell(programme.EditionId);
        return saved;
    }
}
