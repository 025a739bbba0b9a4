namespace Showcase.Domain.Programmes;

public enum ReleaseChangeKind
{
    Added,
    Moved,
    Changed,
    Removed,
}

/// <summary>One difference between two versions of a schedule. <see cref="Id"/> is of the screening, installation or programme.</summary>
public sealed record ReleaseChange(ReleaseChangeKind Kind, Guid Id, string Name);

/// <summary>What a curator changed since a release.</summary>
public static class ReleaseChanges
{
    public static IReadOnlyList<ReleaseChange> Between(ReleaseContent before, ReleaseContent after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (before, after) = (before.OnlyShown(), after.OnlyShown());
        return
        [
            .. Of(before.Screenings, after.Screenings, s => s.Id, s => Name(s, before, after), (one, other) => one.SpaceId == other.SpaceId && one.StartsAt == other.StartsAt, ReleaseChangeKind.Moved),
            .. Of(before.Programmes, after.Programmes, p => p.Id, p => p.Name, Same, ReleaseChangeKind.Changed).Where(change => change.Kind == ReleaseChangeKind.Changed),
            .. Of(before.Installations, after.Installations, i => i.Id, i => i.Name, Same, ReleaseChangeKind.Changed),
            .. Of(before.Spaces, after.Spaces, s => s.Id, s => $"{s.Venue}, {s.Name}", (one, other) => one == other, ReleaseChangeKind.Changed).Where(change => change.Kind == ReleaseChangeKind.Changed),
        ];
    }

    private static IEnumerable<ReleaseChange> Of<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, Guid> id, Func<T, string> name, Func<T, T, bool> same, ReleaseChangeKind whenDifferent)
    {
        var old = before.ToDictionary(id);
        var kept = after.Select(id).ToHashSet();
        foreach (var item in after)
        {
            if (!old.TryGetValue(id(item), out var earlier)) yield return new ReleaseChange(ReleaseChangeKind.Added, id(item), name(item));
            else if (!same(earlier, item)) yield return new ReleaseChange(whenDifferent, id(item), name(item));
        }

        foreach (var gone in before.Where(item => !kept.Contains(id(item)))) yield return new ReleaseChange(ReleaseChangeKind.Removed, id(gone), name(gone));
    }

    private static string Name(ReleasedScreening screening, ReleaseContent before, ReleaseContent after) =>
        after.Programmes.Concat(before.Programmes).FirstOrDefault(programme => programme.Id == screening.ProgrammeId)?.Name ?? "";

    private static bool Same(ReleasedProgramme one, ReleasedProgramme other) =>
        one with { Films = other.Films } == other && one.Films.SequenceEqual(other.Films);

    private static bool Same(ReleasedInstallation one, ReleasedInstallation other) =>
        one with { Works = other.Works } == other && one.Works.SequenceEqual(other.Works);
}
