namespace Showcase.Domain.Prizes;

/// <summary>What an edition's laurels say below the award, and from when its selection is public. An edition without one uses its own name.</summary>
public sealed class LaurelWords : AggregateRoot
{
    public const int FestivalLength = 80;
    public const int YearLength = 20;
    public const int SelectionLength = 60;

    private LaurelWords()
    {
    }

    public Guid EditionId { get; private set; }

    public string Festival { get; private set; } = "";

    public string Year { get; private set; } = "";

    /// <summary>What films say that were selected and nothing more: "Official Selection".</summary>
    public string Selection { get; private set; } = "";

    /// <summary>From when everybody reads which films were selected; null while that is open.</summary>
    public DateTimeOffset? SelectionFrom { get; private set; }

    public static LaurelWords Of(Guid editionId) => new() { EditionId = editionId };

    /// <summary>What is meant where nobody has written anything: the edition's name without its year, and the year in which it ends.</summary>
    public static (string Festival, string Year) Usual(string edition, DateOnly endsOn)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var year = endsOn.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var name = edition.Replace(year, "", StringComparison.Ordinal).Trim(' ', '-', '–', ',', '/');
        return (name.Length > 0 ? name : edition, year);
    }

    public Result Change(string? festival, string? year, string? selection, DateTimeOffset? selectionFrom)
    {
        if (Text.Check(festival, "Festival", FestivalLength) is { } badFestival) return badFestival;
        if (Text.Check(year, "LaurelYear", YearLength, required: false) is { } badYear) return badYear;
        if (Text.Check(selection, "LaurelSelection", SelectionLength) is { } badSelection) return badSelection;

        (Festival, Year, Selection, SelectionFrom) = (festival!.Trim(), year?.Trim() ?? "", selection!.Trim(), selectionFrom);
        return Result.Ok;
    }
}
