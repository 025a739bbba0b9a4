using System.Globalization;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Submissions;

public enum InboxSort
{
    Newest,
    Oldest,
    Title,
    Artist,
}

/// <summary>What an organiser looks for. It lives in the address, so that a list can be sent to a colleague and taken along as CSV.</summary>
public sealed record InboxFilter(string? Search, SubmissionState? State, Guid? CategoryId, InboxSort Sort, int Page)
{
    private const int MostSearched = 100;

    /// <summary>
    /// LIKE patterns of the search as typed, in small letters and capitalised: SQLite folds the case of ASCII letters only, and
    /// titles begin with Ä and É too. Null where nothing is searched.
    /// </summary>
    public IReadOnlyList<string>? Patterns
    {
        get
        {
            if (string.IsNullOrWhiteSpace(Search)) return null;

            var text = Search.Trim();
            if (text.Length > MostSearched) text = text[..MostSearched];
            var lower = text.ToLower(CultureInfo.CurrentCulture);
            return [Pattern(text), Pattern(lower), Pattern(char.ToUpper(lower[0], CultureInfo.CurrentCulture) + lower[1..])];
        }
    }

    /// <summary>Reads the address; what it does not understand is left out rather than refused.</summary>
    public static InboxFilter From(string? search, string? state, string? category, string? sort, int? page) => new(
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
        Enum.TryParse<SubmissionState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null,
        Guid.TryParse(category, out var id) ? id : null,
        Enum.TryParse<InboxSort>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : InboxSort.Newest,
        page ?? 1);

    /// <summary>The address's query, without what is as usual.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        if (Search is not null) parts.Add($"search={Uri.EscapeDataString(Search)}");
        if (State is { } state) parts.Add($"state={state}");
        if (CategoryId is { } category) parts.Add($"category={category}");
        if (Sort != InboxSort.Newest) parts.Add($"sort={Sort}");
        if (Page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string Pattern(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)}%";
}
