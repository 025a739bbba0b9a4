using Microsoft.AspNetCore.Components;
using Showcase.Domain.Judging.Meetings;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Meetings;

/// <summary>An organiser makes the agenda of a meeting, changes it by hand, and stages what a juror in the chair proposed.</summary>
public sealed partial class PreparePage : EditionPage
{
    private Preparation? view;
    private IReadOnlyList<CategoryRow>? found;
    private string words = "";

    [Parameter]
    public Guid RoundId { get; set; }

    [Parameter]
    public Guid MeetingId { get; set; }

    [Inject]
    private MeetingQueries Queries { get; set; } = default!;

    [Inject]
    private MeetingService Service { get; set; } = default!;

    [Inject]
    private ChairService Chairs { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        Watch(Scope.Id);
        view = await Queries.PreparationAsync(Actor, Scope.Id, MeetingId, Token);
        if (found is not null) await SearchAsync();
    }

    private Task MakeAsync(AgendaRules rules) => RunAsync(version => Service.MakeAgendaAsync(Actor, MeetingId, version, rules, CancellationToken.None), T["Meetings.AgendaDone"]);

    private Task ArrangeAsync(IReadOnlyList<Guid> order) => RunAsync(version => Service.ArrangeAsync(Actor, MeetingId, version, order, CancellationToken.None));

    private Task RemoveAsync(PreparedItem item) => RunAsync(version => Service.RemoveAsync(Actor, MeetingId, version, item.Id, CancellationToken.None), T["Meetings.Removed", item.Title ?? ""]);

    private Task StageAsync(PreparedItem item) => RunAsync(version => Service.StageAsync(Actor, MeetingId, version, item.Id, CancellationToken.None), T["Meetings.StagedDone", item.Title ?? ""]);

    private Task AddAsync(Guid submissionId) => RunAsync(version => Service.AddAsync(Actor, MeetingId, version, submissionId, CancellationToken.None), T["Meetings.AddedDone"]);

    private Task ChangeAsync(MeetingFields.MeetingEdit edit) => DoAsync(() => Service.ChangeAsync(Actor, MeetingId, edit.Version, edit.Details, CancellationToken.None), T["Common.Saved"]);

    private async Task OpenAsync()
    {
        if (await RunAsync(version => Chairs.OpenAsync(Actor, MeetingId, version, CancellationToken.None))) Leave($"/workspace/{Edition}/meetings/{MeetingId}");
    }

    private async Task SearchAsync() => found = await Queries.FindAsync(Actor, Scope.Id, MeetingId, words, Token);

    /// <summary>Where somebody else was faster the page shows what they did, and the person does it again.</summary>
    private async Task<bool> RunAsync(Func<Guid, Task<Domain.Result>> act, string? done = null)
    {
        var succeeded = await DoAsync(() => act(view!.Version), done);
        if (!succeeded) view = await Queries.PreparationAsync(Actor, Scope.Id, MeetingId, Token);
        StateHasChanged();
        return succeeded;
    }
}
