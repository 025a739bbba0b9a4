using Showcase.Domain.Editions;

namespace Showcase.Web.App;

/// <summary>The workspace's pages by role, in the order of a season.</summary>
public static class WorkspaceMenu
{
    private static readonly (EditionRole Role, MenuEntry Entry)[] All =
    [
        (EditionRole.Juror, new("desk", "NavDesk")),
        (EditionRole.Organiser, new("settings", "NavSettings")),
        (EditionRole.Organiser, new("members", "NavMembers")),
        (EditionRole.Organiser, new("calls", "NavCalls")),
        (EditionRole.Organiser, new("submissions", "NavSubmissions")),
        (EditionRole.Organiser, new("fees", "NavFees")),
        (EditionRole.Organiser, new("messages", "NavMessages")),
        (EditionRole.Organiser, new("judging", "NavJudging")),
        (EditionRole.Organiser, new("decisions", "NavDecisions")),
        (EditionRole.Organiser, new("audience", "NavAudience")),
        (EditionRole.Organiser, new("prizes", "NavPrizes")),
        (EditionRole.Curator, new("programmes", "NavProgrammes")),
        (EditionRole.Curator, new("schedule", "NavSchedule")),
        (EditionRole.Curator, new("walls", "NavWalls")),
        (EditionRole.Curator, new("venues", "NavVenues")),
        (EditionRole.GrantsOfficer, new("funds", "NavFunds")),
    ];

    public static IEnumerable<MenuEntry> For(IReadOnlySet<EditionRole> roles) => All.Where(page => roles.Contains(page.Role)).Select(page => page.Entry);
}

/// <summary>A page below <c>/workspace/{edition}/</c> and the key of its name.</summary>
public sealed record MenuEntry(string Path, string Text);
