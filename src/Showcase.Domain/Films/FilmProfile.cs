namespace Showcase.Domain.Films;

/// <summary>Where a film may still be shown for the first time. Festivals ask for it because a premiere can be given away once only.</summary>
public enum PremiereStatus
{
    NotSaid,

    /// <summary>Never shown to the public.</summary>
    World,

    /// <summary>Shown in its own country only.</summary>
    International,

    /// <summary>Not shown on the festival's continent.</summary>
    Continental,

    /// <summary>Not shown in the festival's country.</summary>
    National,

    /// <summary>Shown nearly everywhere.</summary>
    None,
}

public enum PictureColour
{
    NotSaid,
    Colour,
    BlackAndWhite,
    Both,
}

/// <summary>What festivals ask of a film beyond its title and credits. Everything may be left out; a call's rules say what it needs.</summary>
public sealed record FilmProfile
{
    public const int LoglineLength = 160;
    public const int LongSynopsisLength = 6_000;
    public const int StatementLength = 4_000;
    public const int BiographyLength = 2_000;
    public const int NoteLength = 1_000;
    public const int FactLength = 80;
    public const int CodesLength = 200;

    /// <summary>The title in the film's own language, where <see cref="Film.Title"/> is a translation.</summary>
    public string OriginalTitle { get; init; } = "";

    /// <summary>The film in one sentence.</summary>
    public string Logline { get; init; } = "";

    /// <summary>For the press and the jury; may tell the end. <see cref="Film.Synopsis"/> is the short one, for the programme.</summary>
    public string LongSynopsis { get; init; } = "";

    public string Statement { get; init; } = "";

    public string Biography { get; init; } = "";

    /// <summary>Countries that took part besides <see cref="Film.Country"/>: ISO 3166-1 alpha-2, comma separated.</summary>
    public string CoCountries { get; init; } = "";

    /// <summary>Languages of the subtitles in the picture: ISO 639 codes, comma separated.</summary>
    public string Subtitles { get; init; } = "";

    public DateOnly? CompletedOn { get; init; }

    public PremiereStatus Premiere { get; init; }

    /// <summary>What it was shot on, in the artist's words: Super 16, a phone, nothing.</summary>
    public string ShootingFormat { get; init; } = "";

    public string AspectRatio { get; init; } = "";

    public PictureColour Colour { get; init; }

    public bool IsStudentFilm { get; init; }

    public bool IsFirstFilm { get; init; }

    /// <summary>The artist says that no part of it was generated.</summary>
    public bool IsWithoutGeneration { get; init; }

    /// <summary>What people did where tools did the rest.</summary>
    public string HumanRoles { get; init; } = "";

    /// <summary>Under which terms the tools' output and the material they were given may be shown.</summary>
    public string SourceLicences { get; init; } = "";

    internal FilmProfile Trimmed() => this with
    {
        OriginalTitle = OriginalTitle.Trim(), Logline = Logline.Trim(), LongSynopsis = LongSynopsis.Trim(), Statement = Statement.Trim(), Biography = Biography.Trim(),
        ShootingFormat = ShootingFormat.Trim(), AspectRatio = AspectRatio.Trim(), HumanRoles = HumanRoles.Trim(), SourceLicences = SourceLicences.Trim(),
    };

    internal Refusal? Check(DateTimeOffset now)
    {
        var tooLong = new[]
        {
            Text.Check(OriginalTitle, nameof(OriginalTitle), Film.TitleLength, required: false),
            Text.Check(Logline, nameof(Logline), LoglineLength, required: false),
            Text.Check(LongSynopsis, nameof(LongSynopsis), LongSynopsisLength, required: false),
            Text.Check(Statement, nameof(Statement), StatementLength, required: false),
            Text.Check(Biography, nameof(Biography), BiographyLength, required: false),
            Text.Check(CoCountries, nameof(CoCountries), CodesLength, required: false),
            Text.Check(Subtitles, nameof(Subtitles), CodesLength, required: false),
            Text.Check(ShootingFormat, nameof(ShootingFormat), FactLength, required: false),
            Text.Check(AspectRatio, nameof(AspectRatio), FactLength, required: false),
            Text.Check(HumanRoles, nameof(HumanRoles), NoteLength, required: false),
            Text.Check(SourceLicences, nameof(SourceLicences), NoteLength, required: false),
        };
        if (Array.Find(tooLong, refusal => refusal is not null) is { } refusal) return refusal;

        // A film that will be finished by the festival may be sent in; one of another decade was mistyped.
        return CompletedOn is { } day && (day.Year < Film.FirstYear || day.Year > now.Year + 1) ? FilmRefusals.CompletionInvalid : null;
    }
}

/// <summary>A showing in public before this one; <see cref="Award"/> is what the film won there.</summary>
public sealed record PreviousScreening(string Event, string Country, DateOnly? On, string Award)
{
    public const int EventLength = 120;
}

/// <summary>An address that tells more: a trailer, a site of its own, a press kit.</summary>
public sealed record FilmLink(string Label, string Address)
{
    public const int LabelLength = 60;
    public const int AddressLength = 500;

    /// <summary>Whether it is an absolute address of the web, which pages may link to.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: <= AddressLength } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0;
}

public enum RightKind
{
    Music,
    Archive,
    Font,

    /// <summary>A real person whom one sees.</summary>
    PersonShown,

    /// <summary>A real person whom one hears, or whose voice was made after theirs.</summary>
    PersonHeard,
    Other,
}

public enum RightBasis
{
    /// <summary>Not settled yet.</summary>
    Open,
    Own,
    Licensed,
    Consent,
    PublicDomain,
}

/// <summary>Something in the film that belongs to somebody else, or somebody in it, and why it may be shown.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">The piece, the archive's shot, the typeface or the person.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="Basis">Why it may be shown.</param>
/// <param name="Scope">For what: festivals, cinema, the web.</param>
/// <param name="Territory">Where; empty is everywhere.</param>
/// <param name="Until">The last day on which it holds; null is without end.</param>
public sealed record FilmRight(RightKind Kind, string What, string Holder, RightBasis Basis, string Scope, string Territory, DateOnly? Until)
{
    public const int TextLength = 120;

    /// <summary>Whether the film may not be shown on that day for its sake.</summary>
    public bool IsMissing(DateOnly day) => Basis == RightBasis.Open || Until < day;
}
