namespace Showcase.Domain.Programmes;

/// <summary>An ordered block of selected works that are shown together.</summary>
public sealed class Programme : AggregateRoot
{
    public const int NameLength = 160;
    public const int DescriptionLength = 4_000;
    public const int MostFilms = 60;
    public static readonly TimeSpan UsualGap = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestBumper = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan LongestTalk = TimeSpan.FromHours(4);

    private readonly List<ProgrammeFilm> films = [];

    private Programme()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Black between two films.</summary>
    public TimeSpan Gap { get; private set; } = UsualGap;

    /// <summary>The festival's trailer and notices, before the first film.</summary>
    public TimeSpan Bumper { get; private set; }

    /// <summary>Questions and answers after the last film.</summary>
    public TimeSpan Talk { get; private set; }

    /// <summary>In running order.</summary>
    public IReadOnlyList<ProgrammeFilm> Films => [.. films.OrderBy(film => film.Position)];

    public static Result<Programme> Create(Guid editionId, ProgrammeDetails details)
    {
        var programme = new Programme { EditionId = editionId };
        var changed = programme.Change(details);
        return changed.Succeeded ? programme : changed.Refusal;
    }

    public Result Change(ProgrammeDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (Text.Check(details.Description, "Description", DescriptionLength, required: false) is { } description) return description;
        if (details.Gap < TimeSpan.Zero || details.Gap > LongestGap) return Refusals.OutOfRange("Gap", 0, (int)LongestGap.TotalSeconds);
        if (details.Bumper < TimeSpan.Zero || details.Bumper > LongestBumper) return Refusals.OutOfRange("Bumper", 0, (int)LongestBumper.TotalSeconds);
        if (details.Talk < TimeSpan.Zero || details.Talk > LongestTalk) return Refusals.OutOfRange("Talk", 0, (int)LongestTalk.TotalMinutes);

        (Name, Description) = (details.Name.Trim(), details.Description?.Trim() ?? "");
        (Gap, Bumper, Talk) = (details.Gap, details.Bumper, details.Talk);
        return Result.Ok;
    }

    /// <summary>
    /// Sets the films and their order at once. A film that is new here must be among <paramref name="selected"/>, the edition's selected
    /// submissions; one that was taken back since may stay until the curator replaces it.
    /// </summary>
    public Result Arrange(IReadOnlyList<Guid> submissionIds, IReadOnlySet<Guid> selected)
    {
        ArgumentNullException.ThrowIfNull(submissionIds);
        ArgumentNullException.ThrowIfNull(selected);
        if (submissionIds.Count > MostFilms) return ProgrammeRefusals.TooManyFilms;
        if (submissionIds.Distinct().Count() != submissionIds.Count) return ProgrammeRefusals.FilmTwice;
        if (submissionIds.Any(id => !selected.Contains(id) && !films.Exists(film => film.SubmissionId == id))) return ProgrammeRefusals.NotSelected;

        films.RemoveAll(film => !submissionIds.Contains(film.SubmissionId));
        for (var position = 0; position < submissionIds.Count; position++)
        {
            var id = submissionIds[position];
            if (films.Find(film => film.SubmissionId == id) is { } film) film.Position = position;
            else films.Add(new ProgrammeFilm(id, position));
        }

        Touch();
        return Result.Ok;
    }
}

/// <summary>The place of one submission in a programme.</summary>
public sealed class ProgrammeFilm(Guid submissionId, int position) : Entity
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public int Position { get; internal set; } = position;
}

public sealed record ProgrammeDetails(string Name, string? Description, TimeSpan Gap, TimeSpan Bumper, TimeSpan Talk);

public static class RunningTime
{
    /// <summary>Bumper, the films with a gap between each two, and the talk; nothing where there is no film.</summary>
    public static TimeSpan Of(IReadOnlyList<TimeSpan> films, TimeSpan gap, TimeSpan bumper, TimeSpan talk)
    {
        ArgumentNullException.ThrowIfNull(films);
        return films.Count == 0 ? TimeSpan.Zero : bumper + films.Aggregate(TimeSpan.Zero, (sum, film) => sum + film) + (gap * (films.Count - 1)) + talk;
    }

    /// <summary>One round of works on a wall: the gap comes after each, the last included, for then the first follows.</summary>
    public static TimeSpan OfLoop(IReadOnlyList<TimeSpan> works, TimeSpan gap)
    {
        ArgumentNullException.ThrowIfNull(works);
        return works.Aggregate(TimeSpan.Zero, (sum, work) => sum + work + gap);
    }
}

public static class ProgrammeRefusals
{
    public static readonly Refusal TooManyFilms = new("Programmes.TooManyFilms", Programme.MostFilms);
    public static readonly Refusal FilmTwice = new("Programmes.FilmTwice");
    public static readonly Refusal NotSelected = new("Programmes.NotSelected");
    public static readonly Refusal EmptyProgramme = new("Programmes.EmptyProgramme");
    public static readonly Refusal ProgrammeScheduled = new("Programmes.ProgrammeScheduled");
    public static readonly Refusal SpaceInUse = new("Programmes.SpaceInUse");
    public static readonly Refusal FarFromEdition = new("Programmes.FarFromEdition");
    public static readonly Refusal DaysBackwards = new("Programmes.DaysBackwards");
    public static readonly Refusal TooManyDays = new("Programmes.TooManyDays");
    public static readonly Refusal NothingToRelease = new("Programmes.NothingToRelease");
    public static readonly Refusal NothingChanged = new("Programmes.NothingChanged");
}
