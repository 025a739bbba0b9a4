namespace Showcase.Domain.Programmes;

/// <summary>Finds what to warn of in a schedule.</summary>
public static class PlacementCheck
{
    /// <summary>The same programme again within this time, start to start, competes with itself.</summary>
    public static readonly TimeSpan RepeatSoon = TimeSpan.FromHours(4);

    public static IReadOnlyList<PlacementWarning> Of(Screening screening, Schedule schedule, ScheduleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(screening);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(facts);
        var space = facts.Spaces[screening.SpaceId];
        var time = facts.TimeOf(screening);
        var warnings = new List<PlacementWarning>();

        foreach (var other in schedule.Screenings.Where(other => other.Id != screening.Id).OrderBy(other => other.StartsAt))
        {
            if (other.SpaceId == screening.SpaceId && Beside(time, facts.TimeOf(other), space.Turnaround, Name(other, facts)) is { } warning) warnings.Add(warning);
            if (other.ProgrammeId == screening.ProgrammeId && (other.StartsAt - screening.StartsAt).Duration() < RepeatSoon)
            {
                warnings.Add(new PlacementWarning(PlacementProblem.RepeatedSoon, Name(other, facts), Minutes((other.StartsAt - screening.StartsAt).Duration())));
            }
        }

        warnings.AddRange(schedule.Installations
            .Where(installation => installation.SpaceId == screening.SpaceId)
            .SelectMany(installation => installation.Openings(time, facts.Zone).Select(opening => (installation.Name, Opening: opening)))
            .Select(on => new PlacementWarning(PlacementProblem.Overlap, on.Name, Minutes(Shared(time, on.Opening)))));
        var day = FestivalDay.Of(screening.StartsAt, facts.Zone);
        if (day < facts.FirstDay || day > facts.LastDay) warnings.Add(new PlacementWarning(PlacementProblem.OutsideEdition));
        if (!space.Hours.Cover(time, facts.Zone)) warnings.Add(new PlacementWarning(PlacementProblem.OutsideHours));
        return warnings;
    }

    public static IReadOnlyList<PlacementWarning> Of(Installation installation, Schedule schedule, ScheduleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(installation);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(facts);
        var warnings = new List<PlacementWarning>();
        var whole = new Window(
            installation.Hours.On(installation.FirstDay, facts.Zone).From, installation.Hours.On(installation.LastDay, facts.Zone).Until);

        foreach (var other in schedule.Installations.Where(other => other.Id != installation.Id && other.SpaceId == installation.SpaceId))
        {
            var opening = other.Openings(whole, facts.Zone).FirstOrDefault(opening => installation.Openings(opening, facts.Zone).Any());
            if (opening is not null) warnings.Add(new PlacementWarning(PlacementProblem.Overlap, other.Name, Minutes(Shared(opening, installation.Openings(opening, facts.Zone).First()))));
        }

        warnings.AddRange(schedule.Screenings
            .Where(screening => screening.SpaceId == installation.SpaceId && installation.Openings(facts.TimeOf(screening), facts.Zone).Any())
            .Select(screening => new PlacementWarning(PlacementProblem.Overlap, Name(screening, facts), Minutes(facts.TimeOf(screening).Until - screening.StartsAt))));
        if (installation.FirstDay < facts.FirstDay || installation.LastDay > facts.LastDay) warnings.Add(new PlacementWarning(PlacementProblem.OutsideEdition));
        if (!installation.Hours.AreWithin(facts.Spaces[installation.SpaceId].Hours)) warnings.Add(new PlacementWarning(PlacementProblem.OutsideHours));
        return warnings;
    }

    private static PlacementWarning? Beside(Window time, Window other, TimeSpan turnaround, string name)
    {
        if (time.Overlaps(other)) return new PlacementWarning(PlacementProblem.Overlap, name, Minutes(Shared(time, other)));

        var between = other.From >= time.Until ? other.From - time.Until : time.From - other.Until;
        return between < turnaround ? new PlacementWarning(PlacementProblem.Turnaround, name, Minutes(turnaround - between)) : null;
    }

    private static string Name(Screening screening, ScheduleFacts facts) => facts.Programmes[screening.ProgrammeId].Name;

    private static TimeSpan Shared(Window one, Window other) =>
        (one.Until < other.Until ? one.Until : other.Until) - (one.From > other.From ? one.From : other.From);

    /// <summary>Rounded up: half a minute too late is late.</summary>
    private static int Minutes(TimeSpan time) => (int)Math.Ceiling(time.TotalMinutes);
}
