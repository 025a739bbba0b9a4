namespace Showcase.Domain.Films;

/// <summary>A work, told once and sent to many calls. It belongs to the artist who made its record.</summary>
public sealed class Film : AggregateRoot
{
    public const int TitleLength = 200;
    public const int SynopsisLength = 2_000;
    public const int MostCredits = 60;
    public const int MostTools = 20;
    public const int FirstYear = 1888;

    private readonly List<Credit> credits = [];
    private readonly List<GenerationTool> tools = [];

    private Film()
    {
    }

    public Guid OwnerId { get; private set; }

    public string Title { get; private set; } = "";

    public string Synopsis { get; private set; } = "";

    /// <summary>What the artist says; the probed file decides where a rule depends on it.</summary>
    public TimeSpan StatedRuntime { get; private set; }

    public int Year { get; private set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; private set; } = "";

    /// <summary>ISO 639 codes, comma separated, in the artist's order; empty where nothing is spoken.</summary>
    public string Languages { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The video that is shown: the newest upload that became ready, or the one on its way.</summary>
    public Guid? VideoId { get; private set; }

    /// <summary>Renewed when the details change, and only then: a video that becomes ready while somebody types is no conflict.</summary>
    public Guid DetailsVersion { get; private set; }

    public IReadOnlyList<Credit> Credits => credits;

    public IReadOnlyList<GenerationTool> Tools => tools;

    public static Result<Film> Create(Guid ownerId, FilmDetails details, DateTimeOffset now)
    {
        var film = new Film { OwnerId = ownerId, CreatedAt = now };
        var changed = film.Change(details, now);
        return changed.Succeeded ? film : changed.Refusal;
    }

    public Result Change(FilmDetails details, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Title, "Title", TitleLength) is { } title) return title;
        if (Text.Check(details.Synopsis, "Synopsis", SynopsisLength, required: false) is { } synopsis) return synopsis;
        if (details.Year < FirstYear || details.Year > now.Year + 1) return Refusals.OutOfRange("Year", FirstYear, now.Year + 1);
        if (details.StatedRuntime < TimeSpan.Zero || details.StatedRuntime > TimeSpan.FromHours(8)) return FilmRefusals.RuntimeInvalid;
        if (details.Country is not { Length: 2 }) return FilmRefusals.CountryInvalid;
        if (details.Languages.Length > 200) return Refusals.TooLong("Languages", 200);
        if (details.Credits.Count > MostCredits) return FilmRefusals.TooManyCredits;
        if (details.Tools.Count > MostTools) return FilmRefusals.TooManyTools;
        if (details.Credits.Any(credit => Text.Check(credit.Name, "Name", 120) is not null || Text.Check(credit.Role, "Role", 60) is not null))
        {
            return FilmRefusals.CreditIncomplete;
        }

        if (details.Tools.Any(tool => Text.Check(tool.Name, "Name", 80) is not null || Text.Check(tool.UsedFor, "UsedFor", 80, required: false) is not null))
        {
            return FilmRefusals.ToolIncomplete;
        }

        (Title, Synopsis, StatedRuntime, Year) = (details.Title.Trim(), details.Synopsis?.Trim() ?? "", details.StatedRuntime, details.Year);
        (Country, Languages) = (details.Country.ToUpperInvariant(), details.Languages.Trim());
        credits.Clear();
        credits.AddRange(details.Credits);
        tools.Clear();
        tools.AddRange(details.Tools);
        DetailsVersion = Guid.CreateVersion7();
        return Result.Ok;
    }

    /// <summary>The details as they are, to go on from.</summary>
    public FilmDetails ToDetails() => new(Title, Synopsis, StatedRuntime, Year, Country, Languages, [.. credits], [.. tools]);

    public void ShowVideo(Guid assetId) => VideoId = assetId;

    public void RemoveVideo() => VideoId = null;
}

/// <summary>Who did what. <see cref="Role"/> is free text in the field's words: Director, Editor, Sound.</summary>
public sealed record Credit(string Role, string Name);

/// <summary>A tool that made part of the film, such as Sora Turbo or a camera, and what it was used for.</summary>
public sealed record GenerationTool(string Name, string? UsedFor);

public sealed record FilmDetails(
    string Title,
    string? Synopsis,
    TimeSpan StatedRuntime,
    int Year,
    string Country,
    string Languages,
    IReadOnlyList<Credit> Credits,
    IReadOnlyList<GenerationTool> Tools);

public static class FilmRefusals
{
    public static readonly Refusal RuntimeInvalid = new("Films.RuntimeInvalid");
    public static readonly Refusal CountryInvalid = new("Films.CountryInvalid");
    public static readonly Refusal TooManyCredits = new("Films.TooManyCredits", Film.MostCredits);
    public static readonly Refusal TooManyTools = new("Films.TooManyTools", Film.MostTools);
    public static readonly Refusal CreditIncomplete = new("Films.CreditIncomplete");
    public static readonly Refusal ToolIncomplete = new("Films.ToolIncomplete");
    public static readonly Refusal SentIn = new("Films.SentIn");

    /// <summary>A festival has chosen the film and may have printed what it says.</summary>
    public static readonly Refusal Chosen = new("Films.Chosen");
}
