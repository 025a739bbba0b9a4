using System.Globalization;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;

namespace Showcase.Web.Features.Judging.Deliberating;

public enum BoardSort
{
    Raw,
    Adjusted,
    Moved,
    Mean,
    Spread,
    Count,
    Coverage,
    Title,
}

/// <summary>Which rank a line is drawn by.</summary>
public enum LineBy
{
    Raw,
    Adjusted,
}

/// <summary>
/// What an organiser looks for on the board, in which order, which films are ticked, and where the line is. It lives in the address, so that a board can be sent to a
/// colleague. What is not understood is left out rather than refused.
/// </summary>
public sealed record BoardFilter
{
    public const int MostCompared = 4;

    private const int MostSearched = 100;
    private const string Open = "open";

    public Guid? CategoryId { get; init; }

    public BoardFlag? Flag { get; init; }

    /// <summary>Staged or decided so; with <see cref="IsOpen"/> neither.</summary>
    public DecisionOutcome? Outcome { get; init; }

    public bool IsOpen { get; init; }

    public string? Search { get; init; }

    public string? Country { get; init; }

    public string? Tool { get; init; }

    public int? Group { get; init; }

    public BoardSort Sort { get; init; }

    /// <summary>Whether the order is the other way round than the usual one of that column.</summary>
    public bool IsTurned { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public IReadOnlyList<Guid> Picked { get; init; } = [];

    public int? Slots { get; init; }

    public int? Minutes { get; init; }

    public LineBy By { get; init; }

    public DecisionOutcome Stage { get; init; } = DecisionOutcome.Selected;

    public bool IsNarrow => CategoryId is not null || Flag is not null || Outcome is not null || IsOpen || Search is not null || Country is not null || Tool is not null || Group is not null;

    public LineRule Line => new(Stage, Slots, Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);

    public bool HasLine => Slots is not null || Minutes is not null;

    /// <summary>The outcome as the address has it.</summary>
    public string? OutcomeWord => IsOpen ? Open : Outcome?.ToString();

    public static BoardFilter From(BoardAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var sort = address.Sort?.TrimStart('-');
        return new BoardFilter
        {
            CategoryId = Guid.TryParse(address.Category, out var category) ? category : null,
            Flag = Word<BoardFlag>(address.Flag),
            IsOpen = address.Outcome == Open,
            Outcome = Word<DecisionOutcome>(address.Outcome),
            Search = Short(address.Search),
            Country = Short(address.Country),
            Tool = Short(address.Tool),
            Group = Number(address.Group),
            Sort = Word<BoardSort>(sort) ?? BoardSort.Raw,
            IsTurned = address.Sort is ['-', ..],
            Page = Number(address.Page) ?? 1,
            Picked = [.. (address.Picked ?? "").Split(',').Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MostCompared)],
            Slots = Number(address.Slots),
            Minutes = Number(address.Minutes),
            By = Word<LineBy>(address.By) ?? LineBy.Raw,
            Stage = Word<DecisionOutcome>(address.Stage) == DecisionOutcome.Shortlisted ? DecisionOutcome.Shortlisted : DecisionOutcome.Selected,
        };
    }

    /// <summary>The address's query, without what is as usual.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        Add("category", CategoryId?.ToString());
        Add("flag", Flag?.ToString());
        Add("outcome", OutcomeWord);
        Add("q", Search);
        Add("country", Country);
        Add("tool", Tool);
        Add("group", Number(Group));
        if (Sort != BoardSort.Raw || IsTurned) Add("sort", $"{(IsTurned ? "-" : "")}{Sort}");
        if (Page > 1) Add("page", Number(Page));
        if (Picked.Count > 0) parts.Add($"pick={string.Join(',', Picked)}");
        Add("slots", Number(Slots));
        Add("minutes", Number(Minutes));
        if (By != LineBy.Raw) Add("by", By.ToString());
        if (Stage != DecisionOutcome.Selected) Add("stage", Stage.ToString());
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>Films that the filter leaves, in the order of the raw ranks.</summary>
    public IEnumerable<BoardFilm> Find(Board board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.Films.Where(film =>
            (CategoryId is null || film.CategoryId == CategoryId)
            && (Flag is not { } flag || film.Flags.Contains(flag))
            && (Outcome is null || film.Outcome == Outcome)
            && (!IsOpen || film.Outcome is null)
            && (Country is null || string.Equals(film.Country, Country, StringComparison.OrdinalIgnoreCase))
            && (Tool is null || film.Tools.Contains(Tool, StringComparer.OrdinalIgnoreCase))
            && (Group is null || film.Group == Group)
            && (Search is null || film.Title.Contains(Search, StringComparison.CurrentCultureIgnoreCase) || film.Artist.Contains(Search, StringComparison.CurrentCultureIgnoreCase)));
    }

    /// <summary>The films in the chosen order; what has no figure comes last, whichever way round.</summary>
    public IReadOnlyList<BoardFilm> Sorted(IEnumerable<BoardFilm> films)
    {
        ArgumentNullException.ThrowIfNull(films);
        if (Sort == BoardSort.Title)
        {
            return [.. (IsTurned ? films.OrderByDescending(film => film.Title, StringComparer.CurrentCultureIgnoreCase) : films.OrderBy(film => film.Title, StringComparer.CurrentCultureIgnoreCase)).ThenBy(film => film.SubmissionId)];
        }

        var bestIsSmall = Sort is BoardSort.Raw or BoardSort.Adjusted or BoardSort.Count or BoardSort.Coverage;
        var ordered = films.OrderBy(film => Figure(film) is null);
        if (Sort == BoardSort.Adjusted) ordered = ordered.ThenBy(film => film.Group);
        ordered = bestIsSmall != IsTurned ? ordered.ThenBy(Figure) : ordered.ThenByDescending(Figure);
        return [.. ordered.ThenBy(film => film.RawRank ?? int.MaxValue).ThenByDescending(film => film.Count).ThenBy(film => film.SubmissionId)];
    }

    private double? Figure(BoardFilm film) => Sort switch
    {
        BoardSort.Adjusted => film.AdjustedRank,
        BoardSort.Moved => film.Moved,
        BoardSort.Mean => film.Mean,
        BoardSort.Spread => film.Spread,
        BoardSort.Count => film.Count,
        BoardSort.Coverage => film.Coverage,
        _ => film.RawRank,
    };

    private static T? Word<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Short(string? typed)
    {
        var text = typed?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length > MostSearched ? text[..MostSearched] : text;
    }

    public bool Equals(BoardFilter? other) => other is not null && ToQuery() == other.ToQuery();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToQuery());
}

/// <summary>The board's address as it was typed or followed.</summary>
public sealed record BoardAddress
{
    public string? Category { get; init; }

    public string? Flag { get; init; }

    public string? Outcome { get; init; }

    public string? Search { get; init; }

    public string? Country { get; init; }

    public string? Tool { get; init; }

    public string? Group { get; init; }

    public string? Sort { get; init; }

    public string? Page { get; init; }

    public string? Picked { get; init; }

    public string? Slots { get; init; }

    public string? Minutes { get; init; }

    public string? By { get; init; }

    public string? Stage { get; init; }
}
