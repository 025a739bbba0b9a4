namespace Showcase.Domain.Films;

/// <summary>A work, told once and sent to many calls. It belongs to the artist who made its record.</summary>
public sealed class Film : AggregateRoot
{
    public const int TitleLength = 200;
    public const int SynopsisLength = 2_000;
    public const int MostCredits = 60;
    public const int MostCast = 60;
    public const int MostTools = 20;
    public const int MostScreenings = 60;
    public const int MostLinks = 12;
    public const int MostRights = 100;
    public const int FirstYear = 1888;

    private readonly List<Credit> credits = [];
    private readonly List<CastMember> cast = [];
    private readonly List<GenerationTool> tools = [];
    private readonly List<PreviousScreening> screenings = [];
    private readonly List<FilmLink> links = [];
    private readonly List<FilmRight> rights = [];

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

    /// <summary>Who plays or speaks whom, in the order of the credits.</summary>
    public IReadOnlyList<CastMember> Cast => cast;

    public IReadOnlyList<GenerationTool> Tools => tools;

    public FilmProfile Profile { get; private set; } = new();

    /// <summary>In the artist's order, newest first as a rule.</summary>
    public IReadOnlyList<PreviousScreening> Screenings => screenings;

    public IReadOnlyList<FilmLink> Links => links;

    public IReadOnlyList<FilmRight> Rights => rights;

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

        if (!details.Tools.All(tool => tool.IsValid)) return FilmRefusals.ToolIncomplete;
        if (details.ContradictingTool is { } generator) return FilmRefusals.NoneBesideTool(generator.Name);
        if (details.Profile.Check(now) is { } profile) return profile;
        if (CheckLists(details) is { } list) return list;

        (Title, Synopsis, StatedRuntime, Year) = (details.Title.Trim(), details.Synopsis?.Trim() ?? "", details.StatedRuntime, details.Year);
        (Country, Languages) = (details.Country.ToUpperInvariant(), details.Languages.Trim());
        credits.Clear();
        credits.AddRange(details.Credits);
        cast.Clear();
        cast.AddRange(details.Cast);
        tools.Clear();
        tools.AddRange(details.Tools);
        Profile = details.Profile.Trimmed();
        screenings.Clear();
        screenings.AddRange(details.Screenings);
        links.Clear();
        links.AddRange(details.Links.Select(link => link with { Address = link.Address.Trim() }));
        rights.Clear();
        rights.AddRange(details.Rights);
        DetailsVersion = Guid.CreateVersion7();
        return Result.Ok;
    }

    /// <summary>The details as they are, to go on from.</summary>
    public FilmDetails ToDetails() => new(Title, Synopsis, StatedRuntime, Year, Country, Languages, [.. credits], [.. tools])
    {
        Profile = Profile, Cast = [.. cast], Screenings = [.. screenings], Links = [.. links], Rights = [.. rights],
    };

    public void ShowVideo(Guid assetId) => VideoId = assetId;

    public void RemoveVideo() => VideoId = null;

    private static Refusal? CheckLists(FilmDetails details)
    {
        if (details.Cast.Count > MostCast) return FilmRefusals.TooManyCast;
        if (details.Cast.Any(member => Text.Check(member.Actor, "Actor", CastMember.NameLength) is not null || member.Character.Length > CastMember.NameLength)) return FilmRefusals.CastIncomplete;
        if (details.Screenings.Count > MostScreenings) return FilmRefusals.TooManyScreenings;
        if (details.Links.Count > MostLinks) return FilmRefusals.TooManyLinks;
        if (details.Rights.Count > MostRights) return FilmRefusals.TooManyRights;
        if (details.Screenings.Any(shown => Text.Check(shown.Event, "Event", PreviousScreening.EventLength) is not null
            || shown.Country.Length > 2 || shown.Award.Length > PreviousScreening.EventLength))
        {
            return FilmRefusals.ScreeningIncomplete;
        }

        if (details.Links.Any(link => link.Label.Length > FilmLink.LabelLength || !FilmLink.IsAddress(link.Address))) return FilmRefusals.LinkInvalid;

        return details.Rights.Any(right => Text.Check(right.What, "What", FilmRight.TextLength) is not null
            || right.Holder.Length > FilmRight.TextLength || right.Scope.Length > FilmRight.TextLength || right.Territory.Length > FilmRight.TextLength)
            ? FilmRefusals.RightIncomplete
            : null;
    }
}

/// <summary>Who did what. <see cref="Role"/> is free text in the field's words: Director, Editor, Sound.</summary>
public sealed record Credit(string Role, string Name);

/// <summary>Somebody who plays or speaks in the film. Whoever is seen as themselves has no <see cref="Character"/>.</summary>
public sealed record CastMember(string Character, string Actor)
{
    public const int NameLength = 120;
}

/// <summary>What a tool's output became part of.</summary>
[Flags]
public enum ToolUse
{
    None = 0,
    Picture = 1,
    Voice = 2,
    Music = 4,
    Script = 8,
}

/// <summary>A tool that made part of the film, such as Sora Turbo or a camera, and what it was used for in the artist's words.</summary>
public sealed record GenerationTool(string Name, string? UsedFor)
{
    public const int TextLength = 80;

    /// <summary>The model and its version, as the tool names them.</summary>
    public string Model { get; init; } = "";

    public ToolUse Uses { get; init; }

    /// <summary>Of the running time, in per cent: how much shows or sounds what it made. Null where nobody said.</summary>
    public int? Share { get; init; }

    /// <summary>Whether it is known to generate pictures, sounds or words. One that is not known may. Cameras and programmes that animate or cut are tools as well, and generate nothing.</summary>
    public bool IsGenerator => ToolMakers.IsGenerator(Name);

    internal bool IsValid =>
        Text.Check(Name, nameof(Name), TextLength) is null && Text.Check(UsedFor, nameof(UsedFor), TextLength, required: false) is null
        && Model.Length <= TextLength && Share is null or (>= 0 and <= 100);
}

public sealed record FilmDetails(
    string Title,
    string? Synopsis,
    TimeSpan StatedRuntime,
    int Year,
    string Country,
    string Languages,
    IReadOnlyList<Credit> Credits,
    IReadOnlyList<GenerationTool> Tools)
{
    public FilmProfile Profile { get; init; } = new();

    public IReadOnlyList<CastMember> Cast { get; init; } = [];

    public IReadOnlyList<PreviousScreening> Screenings { get; init; } = [];

    public IReadOnlyList<FilmLink> Links { get; init; } = [];

    public IReadOnlyList<FilmRight> Rights { get; init; } = [];

    /// <summary>A listed tool that generates, where the artist says that no part of the film was generated.</summary>
    public GenerationTool? ContradictingTool => Profile.IsWithoutGeneration ? Tools.FirstOrDefault(tool => tool.IsGenerator) : null;
}

public static class FilmRefusals
{
    public static readonly Refusal RuntimeInvalid = new("Films.RuntimeInvalid");
    public static readonly Refusal CountryInvalid = new("Films.CountryInvalid");
    public static readonly Refusal TooManyCredits = new("Films.TooManyCredits", Film.MostCredits);
    public static readonly Refusal TooManyTools = new("Films.TooManyTools", Film.MostTools);
    public static readonly Refusal CreditIncomplete = new("Films.CreditIncomplete");
    public static readonly Refusal TooManyCast = new("Films.TooManyCast", Film.MostCast);
    public static readonly Refusal CastIncomplete = new("Films.CastIncomplete");
    public static readonly Refusal ToolIncomplete = new("Films.ToolIncomplete");
    public static readonly Refusal TooManyScreenings = new("Films.TooManyScreenings", Film.MostScreenings);
    public static readonly Refusal TooManyLinks = new("Films.TooManyLinks", Film.MostLinks);
    public static readonly Refusal TooManyRights = new("Films.TooManyRights", Film.MostRights);
    public static readonly Refusal ScreeningIncomplete = new("Films.ScreeningIncomplete");
    public static readonly Refusal LinkInvalid = new("Films.LinkInvalid");
    public static readonly Refusal RightIncomplete = new("Films.RightIncomplete");
    public static readonly Refusal CompletionInvalid = new("Films.CompletionInvalid");
    public static readonly Refusal SentIn = new("Films.SentIn");

    /// <summary>A festival has chosen the film and may have printed what it says.</summary>
    public static readonly Refusal Chosen = new("Films.Chosen");

    /// <summary>No part was generated, says the artist, and lists that tool.</summary>
    public static Refusal NoneBesideTool(string tool) => new("Films.NoneBesideTool", tool);
}
