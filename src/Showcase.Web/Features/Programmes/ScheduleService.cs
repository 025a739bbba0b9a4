using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Programmes;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>What curators do to screenings. Each takes the version of the schedule that the page showed: a second drag of the same state is refused.</summary>
public sealed class ScheduleService(DraftEditor editor, TimeProvider clock)
{
    public Task<Result<Placement>> PlaceAsync(Actor actor, Guid editionId, Guid? version, Guid programmeId, Guid spaceId, DateTimeOffset start, CancellationToken token) =>
        editor.EditAsync(actor, editionId, version, (_, draft) => Task.FromResult(draft.Schedule.Place(programmeId, spaceId, start, draft.Facts)), token);

    public Task<Result<Placement>> MoveAsync(Actor actor, Guid editionId, Guid? version, Guid screeningId, Guid spaceId, DateTimeOffset start, CancellationToken token) =>
        editor.EditAsync(actor, editionId, version, (_, draft) => Task.FromResult(draft.Schedule.Move(screeningId, spaceId, start, draft.Facts)), token);

    public async Task<Result> RemoveAsync(Actor actor, Guid editionId, Guid? version, Guid screeningId, CancellationToken token) =>
        await editor.EditAsync(actor, editionId, version, (_, draft) => Task.FromResult(Having(draft.Schedule.Remove(screeningId), screeningId)), token);

    /// <summary>Makes the draft what visitors see; yields the release's number.</summary>
    public Task<Result<int>> ReleaseAsync(Actor actor, Guid editionId, Guid? version, string name, CancellationToken token) =>
        editor.EditAsync(actor, editionId, version, async (db, draft) =>
        {
            var previous = await db.ScheduleReleases.AsNoTracking()
                .Where(release => release.EditionId == editionId)
                .OrderByDescending(release => release.Number)
                .Select(release => release.Content)
                .FirstOrDefaultAsync(token);
            var released = draft.Schedule.Release(name, draft.Content, previous, actor.UserId, clock.GetUtcNow());
            if (!released.Succeeded) return released.Refusal;

            db.ScheduleReleases.Add(released.Value);
            return Result.From(released.Value.Number);
        }, token);

    internal static Result<T> Having<T>(Result result, T value) => result.Succeeded ? value : result.Refusal;
}
