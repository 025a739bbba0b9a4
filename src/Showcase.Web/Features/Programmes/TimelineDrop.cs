using Showcase.Domain.Programmes;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Programmes;

/// <summary>
/// Where something was let go. <see cref="Id"/> is of a programme where it came from the tray, else of a screening; <see cref="Version"/>
/// is of the schedule that it was picked up from.
/// </summary>
public sealed record TimelineDrop(bool FromTray, Guid Id, Guid SpaceId, DateTimeOffset Start, Guid? Version);

/// <summary>A move by keyboard: so many spaces down, so many minutes later.</summary>
public sealed record TimelineNudge(Guid ScreeningId, int Lanes, int Minutes);

internal static class WarningText
{
    public static string Of(SiteTexts texts, PlacementWarning warning) =>
        texts[$"Programmes.PlacementProblem_{warning.Problem}", warning.Other ?? "", warning.Minutes];
}
