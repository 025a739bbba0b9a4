namespace Showcase.Domain.Programmes;

/// <summary>Works that loop on a wall over a range of days. Each day the loop begins when the wall opens.</summary>
public sealed class Installation : Entity
{
    public const int NameLength = 160;
    public const int TokenLength = 64;
    public const int MostDays = 366;

    private readonly List<InstallationWork> works = [];

    private Installation()
    {
    }

    public string Name { get; private set; } = "";

    public Guid SpaceId { get; private set; }

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    public TimeOnly OpensAt { get; private set; }

    public TimeOnly ClosesAt { get; private set; }

    /// <summary>Black after each work.</summary>
    public TimeSpan Gap { get; private set; }

    /// <summary>The secret part of the player page's address.</summary>
    public string Token { get; private set; } = "";

    public Hours Hours => new(OpensAt, ClosesAt);

    /// <summary>In the order of the loop.</summary>
    public IReadOnlyList<InstallationWork> Works => [.. works.OrderBy(work => work.Position)];

    internal static Result<Installation> Create(InstallationDetails details, string token, ScheduleFacts facts)
    {
        var installation = new Installation { Token = token };
        var changed = installation.Change(details, facts);
        return changed.Succeeded ? installation : changed.Refusal;
    }

    internal Result Change(InstallationDetails details, ScheduleFacts facts)
    {
        ArgumentNullException.ThrowIfNull(details);
        ArgumentNullException.ThrowIfNull(facts);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (!facts.Spaces.ContainsKey(details.SpaceId)) return Refusals.NotFound;
        if (details.LastDay < details.FirstDay) return ProgrammeRefusals.DaysBackwards;
        if (details.LastDay.DayNumber - details.FirstDay.DayNumber >= MostDays) return ProgrammeRefusals.TooManyDays;
        if (details.Gap < TimeSpan.Zero || details.Gap > Programme.LongestGap) return Refusals.OutOfRange("Gap", 0, (int)Programme.LongestGap.TotalSeconds);

        (Name, SpaceId, Gap) = (details.Name.Trim(), details.SpaceId, details.Gap);
        (FirstDay, LastDay, OpensAt, ClosesAt) = (details.FirstDay, details.LastDay, details.Hours.Opens, details.Hours.Closes);
        return Result.Ok;
    }

    internal Result Arrange(IReadOnlyList<Guid> submissionIds, IReadOnlySet<Guid> selected)
    {
        ArgumentNullException.ThrowIfNull(submissionIds);
        ArgumentNullException.ThrowIfNull(selected);
        if (submissionIds.Count > Programme.MostFilms) return ProgrammeRefusals.TooManyFilms;
        if (submissionIds.Distinct().Count() != submissionIds.Count) return ProgrammeRefusals.FilmTwice;
        if (submissionIds.Any(id => !selected.Contains(id) && !works.Exists(work => work.SubmissionId == id))) return ProgrammeRefusals.NotSelected;

        works.RemoveAll(work => !submissionIds.Contains(work.SubmissionId));
        for (var position = 0; position < submissionIds.Count; position++)
        {
            var id = submissionIds[position];
            if (works.Find(work => work.SubmissionId == id) is { } work) work.Position = position;
            else works.Add(new InstallationWork(id, position));
        }

        return Result.Ok;
    }

    /// <summary>The openings that touch <paramref name="time"/>.</summary>
    internal IEnumerable<Window> Openings(Window time, TimeZoneInfo zone)
    {
        var first = Later(FirstDay, DateOnly.FromDateTime(time.From.UtcDateTime).AddDays(-2));
        var last = DateOnly.FromDateTime(time.Until.UtcDateTime).AddDays(2);
        for (var day = first; day <= LastDay && day <= last; day = day.AddDays(1))
        {
            var opening = Hours.On(day, zone);
            if (opening.Overlaps(time)) yield return opening;
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>The place of one submission in a loop.</summary>
public sealed class InstallationWork(Guid submissionId, int position) : Entity
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public int Position { get; internal set; } = position;
}

public sealed record InstallationDetails(string Name, Guid SpaceId, DateOnly FirstDay, DateOnly LastDay, Hours Hours, TimeSpan Gap);
