using System.Security.Cryptography;
using Showcase.Domain.Programmes;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Programmes;

/// <summary>What curators do to installations, the loops on walls. They are part of the schedule and share its version.</summary>
public sealed class WallService(DraftEditor editor)
{
    public Task<Result<Guid>> InstallAsync(Actor actor, Guid editionId, Guid? version, InstallationDetails details, CancellationToken token) =>
        editor.EditAsync<Guid>(actor, editionId, version, (_, draft) =>
        {
            var installed = draft.Schedule.Install(details, RandomNumberGenerator.GetHexString(40, lowercase: true), draft.Facts);
            return Task.FromResult<Result<Guid>>(installed.Succeeded ? installed.Value.Id : installed.Refusal);
        }, token);

    public async Task<Result> ChangeAsync(Actor actor, Guid editionId, Guid? version, Guid installationId, InstallationDetails details, CancellationToken token) =>
        await editor.EditAsync(actor, editionId, version, (_, draft) =>
            Task.FromResult(ScheduleService.Having(draft.Schedule.ChangeInstallation(installationId, details, draft.Facts), installationId)), token);

    /// <summary>Sets the works and their order; new ones must be selected submissions of the same edition.</summary>
    public async Task<Result> ArrangeAsync(Actor actor, Guid editionId, Guid? version, Guid installationId, IReadOnlyList<Guid> submissionIds, CancellationToken token) =>
        await editor.EditAsync(actor, editionId, version, async (db, draft) =>
            ScheduleService.Having(
                draft.Schedule.ArrangeWorks(installationId, submissionIds, await ProgrammeService.SelectedAsync(db, editionId, token)), installationId), token);

    public async Task<Result> RemoveAsync(Actor actor, Guid editionId, Guid? version, Guid installationId, CancellationToken token) =>
        await editor.EditAsync(actor, editionId, version, (_, draft) =>
            Task.FromResult(ScheduleService.Having(draft.Schedule.RemoveInstallation(installationId), installationId)), token);
}
