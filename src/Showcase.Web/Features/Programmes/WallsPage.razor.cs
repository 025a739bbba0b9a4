using System.Globalization;
using Showcase.Domain.Programmes;

namespace Showcase.Web.Features.Programmes;

public sealed partial class WallsPage
{
    private ScheduleBoard? board;
    private Guid? open;

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Scope.Locale);

    protected override async Task LoadAsync() => board = await Schedules.BoardAsync(Actor, Scope.Id, Token);

    private string Where(ReleasedInstallation wall) =>
        board!.Content.Spaces.FirstOrDefault(space => space.Id == wall.SpaceId) is { } space ? $"{space.Venue}, {space.Name}" : "";

    private IReadOnlyList<TrayWork> TrayOf(ReleasedInstallation wall)
    {
        var there = board!.Works[wall.Id].Select(work => work.Work.SubmissionId).ToHashSet();
        return [.. board.Selected.Where(work => !there.Contains(work.SubmissionId)).Select(work => new TrayWork(work, 0))];
    }

    private async Task InstallAsync(InstallationDetails details)
    {
        Result<Guid>? installed = null;
        if (await DoAsync(async () => installed = await Service.InstallAsync(Actor, Scope.Id, board!.Version, details, CancellationToken.None), T["Programmes.WallCreated"]))
        {
            open = installed!.Value;
        }
    }

    private Task<bool> ChangeAsync(ReleasedInstallation wall, InstallationDetails details) =>
        DoAsync(() => Service.ChangeAsync(Actor, Scope.Id, board!.Version, wall.Id, details, CancellationToken.None), T["Common.Saved"]);

    private Task<bool> ArrangeAsync(ReleasedInstallation wall, IReadOnlyList<Guid> order) =>
        DoAsync(() => Service.ArrangeAsync(Actor, Scope.Id, board!.Version, wall.Id, order, CancellationToken.None));

    private Task<bool> AddAsync(ReleasedInstallation wall, Guid work) => ArrangeAsync(wall, [.. board!.Works[wall.Id].Select(known => known.Work.SubmissionId), work]);

    private Task<bool> RemoveAsync(ReleasedInstallation wall) =>
        DoAsync(() => Service.RemoveAsync(Actor, Scope.Id, board!.Version, wall.Id, CancellationToken.None), T["Programmes.Removed", wall.Name]);
}
