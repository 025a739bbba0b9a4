namespace Showcase.Domain.Programmes;

/// <summary>One released version of a schedule, as it was then. It never changes; visitors see the newest.</summary>
public sealed class ScheduleRelease : Entity
{
    public const int NameLength = 120;

    private ScheduleRelease()
    {
    }

    internal ScheduleRelease(Guid editionId, int number, string name, Guid by, DateTimeOffset releasedAt, ReleaseContent content)
        => (EditionId, Number, Name, By, ReleasedAt, Content) = (editionId, number, name, by, releasedAt, content);

    public Guid EditionId { get; private set; }

    /// <summary>1 for the first, then one more each time; calendars see by it that an event is newer.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public Guid By { get; private set; }

    public DateTimeOffset ReleasedAt { get; private set; }

    public ReleaseContent Content { get; private set; } = ReleaseContent.Nothing;
}

/// <summary>Everything that a visitor reads of a schedule, in itself complete.</summary>
public sealed record ReleaseContent(
    IReadOnlyList<ReleasedSpace> Spaces,
    IReadOnlyList<ReleasedProgramme> Programmes,
    IReadOnlyList<ReleasedScreening> Screenings,
    IReadOnlyList<ReleasedInstallation> Installations)
{
    public static readonly ReleaseContent Nothing = new([], [], [], []);

    /// <summary>Without programmes and spaces that nothing is scheduled for: they are nobody's business yet.</summary>
    public ReleaseContent OnlyShown() => this with
    {
        Spaces = [.. Spaces.Where(space => Screenings.Any(s => s.SpaceId == space.Id) || Installations.Any(i => i.SpaceId == space.Id))],
        Programmes = [.. Programmes.Where(programme => Screenings.Any(s => s.ProgrammeId == programme.Id))],
    };
}

public sealed record ReleasedSpace(Guid Id, string Venue, string Address, string Name, SpaceKind Kind, int Capacity);

/// <summary>A work as it was released; <see cref="VideoId"/> is the file that was selected, so that a later upload does not slip in.</summary>
public sealed record ReleasedWork(Guid SubmissionId, Guid FilmId, Guid? VideoId, string Title, string Artist, string Country, int Year, TimeSpan Runtime);

public sealed record ReleasedProgramme(
    Guid Id, string Name, string Description, TimeSpan Gap, TimeSpan Bumper, TimeSpan Talk, TimeSpan RunningTime, IReadOnlyList<ReleasedWork> Films);

public sealed record ReleasedScreening(Guid Id, Guid ProgrammeId, Guid SpaceId, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

public sealed record ReleasedInstallation(
    Guid Id, string Name, Guid SpaceId, DateOnly FirstDay, DateOnly LastDay, TimeOnly OpensAt, TimeOnly ClosesAt, TimeSpan Gap, IReadOnlyList<ReleasedWork> Works)
{
    public TimeSpan LoopLength() => RunningTime.OfLoop([.. Works.Select(work => work.Runtime)], Gap);

    public LoopClock Clock(TimeZoneInfo zone) => new(new Hours(OpensAt, ClosesAt), FirstDay, LastDay, LoopLength(), zone);
}
