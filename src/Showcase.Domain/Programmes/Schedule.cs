namespace Showcase.Domain.Programmes;

/// <summary>
/// The draft of all screenings and installations of an edition. It is saved as a whole, so that its version makes two curators'
/// drags collide; visitors see only what <see cref="Release"/> took down.
/// </summary>
public sealed class Schedule : AggregateRoot
{
    /// <summary>Further from the edition's days than this, a date was mistyped.</summary>
    public const int MostDaysAway = 366;

    private readonly List<Screening> screenings = [];
    private readonly List<Installation> installations = [];

    private Schedule()
    {
    }

    public Guid EditionId { get; private set; }

    /// <summary>Number of the newest release; 0 before the first.</summary>
    public int ReleaseNumber { get; private set; }

    public IReadOnlyList<Screening> Screenings => screenings;

    public IReadOnlyList<Installation> Installations => installations;

    public static Schedule For(Guid editionId) => new() { EditionId = editionId };

    public Result<Placement> Place(Guid programmeId, Guid spaceId, DateTimeOffset start, ScheduleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.Programmes.TryGetValue(programmeId, out var programme)) return Refusals.NotFound;
        if (programme.Length == TimeSpan.Zero) return ProgrammeRefusals.EmptyProgramme;
        if (Check(spaceId, start, facts) is { } refusal) return refusal;

        var screening = new Screening(programmeId, spaceId, ToMinute(start));
        screenings.Add(screening);
        Touch();
        return new Placement(screening, PlacementCheck.Of(screening, this, facts));
    }

    public Result<Placement> Move(Guid screeningId, Guid spaceId, DateTimeOffset start, ScheduleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (screenings.Find(candidate => candidate.Id == screeningId) is not { } screening) return Refusals.NotFound;
        if (Check(spaceId, start, facts) is { } refusal) return refusal;

        screening.MoveTo(spaceId, ToMinute(start));
        Touch();
        return new Placement(screening, PlacementCheck.Of(screening, this, facts));
    }

    public Result Remove(Guid screeningId)
    {
        if (screenings.RemoveAll(screening => screening.Id == screeningId) == 0) return Refusals.NotFound;

        Touch();
        return Result.Ok;
    }

    /// <param name="details">Where and when.</param>
    /// <param name="token">The secret part of the player page's address.</param>
    /// <param name="facts">What the edition offers.</param>
    public Result<Installation> Install(InstallationDetails details, string token, ScheduleFacts facts)
    {
        var installation = Installation.Create(details, token, facts);
        if (!installation.Succeeded) return installation;

        installations.Add(installation.Value);
        Touch();
        return installation;
    }

    public Result ChangeInstallation(Guid installationId, InstallationDetails details, ScheduleFacts facts)
    {
        if (installations.Find(candidate => candidate.Id == installationId) is not { } installation) return Refusals.NotFound;

        Touch();
        return installation.Change(details, facts);
    }

    public Result ArrangeWorks(Guid installationId, IReadOnlyList<Guid> submissionIds, IReadOnlySet<Guid> selected)
    {
        if (installations.Find(candidate => candidate.Id == installationId) is not { } installation) return Refusals.NotFound;

        Touch();
        return installation.Arrange(submissionIds, selected);
    }

    public Result RemoveInstallation(Guid installationId)
    {
        if (installations.RemoveAll(installation => installation.Id == installationId) == 0) return Refusals.NotFound;

        Touch();
        return Result.Ok;
    }

    /// <summary>Takes the draft down as the next release. <paramref name="previous"/> is what the newest release says, null before the first.</summary>
    public Result<ScheduleRelease> Release(string name, ReleaseContent content, ReleaseContent? previous, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Text.Check(name, "Name", ScheduleRelease.NameLength) is { } bad) return bad;
        if (previous is null && screenings.Count == 0 && installations.Count == 0) return ProgrammeRefusals.NothingToRelease;
        if (previous is not null && ReleaseChanges.Between(previous, content).Count == 0) return ProgrammeRefusals.NothingChanged;

        ReleaseNumber++;
        Touch();
        return new ScheduleRelease(EditionId, ReleaseNumber, name.Trim(), by, now, content.OnlyShown());
    }

    private static Refusal? Check(Guid spaceId, DateTimeOffset start, ScheduleFacts facts)
    {
        if (!facts.Spaces.ContainsKey(spaceId)) return Refusals.NotFound;

        var day = DateOnly.FromDateTime(start.UtcDateTime).DayNumber;
        return day < facts.FirstDay.DayNumber - MostDaysAway || day > facts.LastDay.DayNumber + MostDaysAway ? ProgrammeRefusals.FarFromEdition : null;
    }

    private static DateTimeOffset ToMinute(DateTimeOffset moment) => moment.ToUniversalTime().AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerMinute));
}

/// <summary>A programme in a space at a time; it ends when the programme does.</summary>
public sealed class Screening(Guid programmeId, Guid spaceId, DateTimeOffset startsAt) : Entity
{
    public Guid ProgrammeId { get; private set; } = programmeId;

    public Guid SpaceId { get; private set; } = spaceId;

    public DateTimeOffset StartsAt { get; private set; } = startsAt;

    internal void MoveTo(Guid spaceId, DateTimeOffset startsAt) => (SpaceId, StartsAt) = (spaceId, startsAt);
}
