using Microsoft.AspNetCore.Components;
using Showcase.Domain.Editions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Editions;

public sealed partial class Members : EditionPage
{
    private MemberList members = new([], 0);
    private string? wanted;
    private EditionRole? wantedRole;
    private IReadOnlyList<InvitationRow> invitations = [];
    private string email = "";
    private EditionRole role = EditionRole.Juror;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "role")]
    private string? RoleName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private MemberQueries Queries { get; set; } = default!;

    [Inject]
    private MemberService Service { get; set; } = default!;

    [Inject]
    private InvitationService Invitations { get; set; } = default!;

    [Inject]
    private SiteAddress Site { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        wanted = Search;
        wantedRole = Enum.TryParse<EditionRole>(RoleName, out var named) && Enum.IsDefined(named) ? named : null;
        members = await Queries.MembersAsync(Actor, Scope.Id, Search, wantedRole, PageNumber ?? 1, Token);
        invitations = await Queries.PendingAsync(Actor, Scope.Id, Token);
    }

    private void Find() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["q"] = string.IsNullOrWhiteSpace(wanted) ? null : wanted.Trim(),
        ["role"] = wantedRole?.ToString(),
        ["page"] = null,
    }));

    private static IReadOnlyList<EditionRole> Free(MemberRow member) => [.. Enum.GetValues<EditionRole>().Except(member.Roles)];

    private async Task AddAsync(MemberRow member, ChangeEventArgs change)
    {
        if (!Enum.TryParse<EditionRole>(change.Value as string, out var added)) return;

        await DoAsync(
            () => Service.AddRoleAsync(Actor, Scope.Id, member.UserId, added, CancellationToken.None),
            T["Editions.RoleAdded", member.Name, T.Of("Editions", added)]);
    }

    private async Task RemoveAsync(MemberRow member, EditionRole removed)
    {
        var done = await DoAsync(
            () => Service.RemoveRoleAsync(Actor, Scope.Id, member.UserId, removed, CancellationToken.None),
            T["Editions.RoleRemoved", member.Name, T.Of("Editions", removed)]);

        // Whoever gives up organising has no business on this page any more, and another menu.
        if (done && member.UserId == Actor.UserId && removed == EditionRole.Organiser) Navigation.NavigateTo("/workspace", forceLoad: true);
    }

    private async Task InviteAsync()
    {
        var to = email.Trim();
        if (await DoAsync(() => Invitations.InviteAsync(Actor, Scope.Id, to, role, Site.Root, CancellationToken.None), T["Editions.InvitationSentTo", to])) email = "";
    }

    private Task<bool> ResendAsync(InvitationRow invitation) => DoAsync(
        () => Invitations.ResendAsync(Actor, Scope.Id, invitation.Id, Site.Root, CancellationToken.None),
        T["Editions.InvitationSentTo", invitation.Email]);

    private Task<bool> RevokeAsync(InvitationRow invitation) => DoAsync(
        () => Invitations.RevokeAsync(Actor, Scope.Id, invitation.Id, CancellationToken.None),
        T["Editions.InvitationRevoked", invitation.Email]);
}
