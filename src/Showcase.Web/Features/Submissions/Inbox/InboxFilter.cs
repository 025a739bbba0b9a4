using System.Globalization;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Submissions.Inbox;

public enum InboxSort
{
    Newest,
    Oldest,
    Title,
    Artist,
}

/// <summary>Where the thread between artist and organisers stands.</summary>
public enum InboxAsked
{
    Waiting,
    Answered,

    /// <summary>The artist wrote, and no organiser has read it.</summary>
    Unread,
}

/// <summary>How an entry's ledger stands.</summary>
public enum InboxFee
{
    /// <summary>Something is still to be paid.</summary>
    Due,

    /// <summary>Nothing is, and something came in.</summary>
    Paid,

    /// <summary>Nothing is, because it was waived.</summary>
    Waived,
}

/// <summary>What may stand beside a film, its artist, country and year, which always show.</summary>
[Flags]
public enum InboxColumns
{
    None = 0,
    Number = 1,
    Category = 2,
    Runtime = 4,
    SentIn = 8,
    State = 16,
    Email = 32,
    Languages = 64,
    Tier = 128,
    Fee = 256,
    Tags = 512,
    FeeState = 1024,
    FeeOpen = 2048,
    Usual = Category | Runtime | SentIn | State | Tags,
    All = Number | Category | Runtime | SentIn | State | Email | Languages | Tier | Fee | Tags | FeeState | FeeOpen,
}

/// <summary>What an organiser looks for. It lives in the address, so that a list can be sent to a colleague, saved as a view and taken along as a file.</summary>
public sealed record InboxFilter(
    string? Search = null, SubmissionState? State = null, Guid? CategoryId = null, string? Tag = null, InboxAsked? Asked = null,
    InboxSort Sort = InboxSort.Newest, InboxColumns Columns = InboxColumns.Usual, int Page = 1)
{
    public const int MostSearched = 100;

    public InboxFee? Fee { get; init; }

    /// <summary>The columns in the order in which they show.</summary>
    public static IReadOnlyList<InboxColumns> EachColumn { get; } =
        [.. Enum.GetValues<InboxColumns>().Where(column => int.PopCount((int)column) == 1).OrderBy(column => column)];

    public IEnumerable<InboxColumns> ShownColumns => EachColumn.Where(column => Columns.HasFlag(column));

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsNarrow => Search is not null || State is not null || CategoryId is not null || Tag is not null || Asked is not null || Fee is not null;

    /// <summary>Whether both leave the same submissions.</summary>
    public bool FindsTheSame(InboxFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Search, State, CategoryId, Tag, Asked, Fee) == (other.Search, other.State, other.CategoryId, other.Tag, other.Asked, other.Fee);
    }

    /// <summary>Reads the address; what it does not understand is left out rather than refused.</summary>
    public static InboxFilter From(string? search, string? state, string? category, string? tag, string? asked, string? sort, string? columns, int? page, string? fee = null) => new(
        Short(search, MostSearched),
        Enum.TryParse<SubmissionState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null,
        Guid.TryParse(category, out var id) ? id : null,
        Short(tag, SubmissionTag.NameLength),
        Enum.TryParse<InboxAsked>(asked, ignoreCase: true, out var question) && Enum.IsDefined(question) ? question : null,
        Enum.TryParse<InboxSort>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : InboxSort.Newest,
        Enum.TryParse<InboxColumns>(columns, ignoreCase: true, out var chosen) ? chosen & InboxColumns.All : InboxColumns.Usual,
        page ?? 1)
    {
        Fee = Enum.TryParse<InboxFee>(fee, ignoreCase: true, out var standing) && Enum.IsDefined(standing) ? standing : null,
    };

    /// <summary>The address's query, without what is as usual.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        if (Search is not null) parts.Add($"search={Uri.EscapeDataString(Search)}");
        if (State is { } state) parts.Add($"state={state}");
        if (CategoryId is { } category) parts.Add($"category={category}");
        if (Tag is not null) parts.Add($"tag={Uri.EscapeDataString(Tag)}");
        if (Asked is { } asked) parts.Add($"asked={asked}");
        if (Fee is { } fee) parts.Add($"fee={fee}");
        if (Sort != InboxSort.Newest) parts.Add($"sort={Sort}");
        if (Columns != InboxColumns.Usual) parts.Add($"columns={(Columns == InboxColumns.None ? Columns.ToString() : string.Join(',', ShownColumns))}");
        if (Page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string? Short(string? typed, int most)
    {
        var text = typed?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length > most ? text[..most] : text;
    }
}
