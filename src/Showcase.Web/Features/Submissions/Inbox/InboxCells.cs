using System.Globalization;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Films;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>What stands in a column, the same on the page and in the file.</summary>
public static class InboxCells
{
    /// <summary>Moments are the edition's own, as a spreadsheet sorts them.</summary>
    public static string Text(InboxColumns column, InboxLine line, EditionScope edition, SiteTexts texts)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(texts);
        return column switch
        {
            InboxColumns.Number => line.Number,
            InboxColumns.Category => line.Category,
            InboxColumns.Runtime => line.Runtime is { } runtime ? Lengths.Text(runtime) : "",
            InboxColumns.SentIn => line.SubmittedAt is { } at ? edition.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "",
            InboxColumns.State => texts.Of("Submissions", line.State),
            InboxColumns.Email => line.Email,
            InboxColumns.Languages => Languages.Names(line.Languages),
            InboxColumns.Tier => line.Fee is { } fee ? texts.Of("Calls", fee.Tier) : "",
            InboxColumns.Fee => line.Fee is { } fee ? Amounts.OfMinor(fee.Amount, fee.Currency) : "",
            InboxColumns.FeeState => line.Ledger is { } ledger ? LedgerWords.State(texts, ledger.Sums) : "",
            InboxColumns.FeeOpen => line.Ledger is { Sums.Open: not 0 } open ? Amounts.OfMinor(open.Sums.Open, open.Currency) : "",
            InboxColumns.Tags => string.Join(", ", line.Tags),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "This is not one column."),
        };
    }
}
