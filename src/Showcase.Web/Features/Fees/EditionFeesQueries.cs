using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Fees;

/// <summary>Which ledgers of an edition to show.</summary>
public enum FeeShow
{
    Due,
    Paid,
    Waived,

    /// <summary>More came in than was asked.</summary>
    TooMuch,
    All,
}

/// <summary>What an edition is owed and has been paid, for its organisers; others get nothing.</summary>
public sealed class EditionFeesQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;
    public const int MostLines = 200_000;

    private const int MostDrafts = 200;

    public async Task<EditionFees> ListAsync(Actor actor, Guid editionId, FeeShow show, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var ledgers = Seen(db, actor, editionId);
        var sums = await ledgers.GroupBy(ledger => ledger.Currency)
            .Select(group => new
            {
                Currency = group.Key, Due = group.Sum(ledger => ledger.Due), Waived = group.Sum(ledger => ledger.Waived), Paid = group.Sum(ledger => ledger.Paid), Refunded = group.Sum(ledger => ledger.Refunded),
            })
            .OrderBy(sum => sum.Currency)
            .ToListAsync(token);
        var shown = Show(ledgers, show);
        var total = await shown.CountAsync(token);
        var rows = await Rows(db, shown).OrderBy(row => row.Film).ThenBy(row => row.SubmissionId).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(token);
        var drafts = await Rows(db, ledgers.Where(ledger => ledger.Paid > ledger.Refunded)).Where(row => row.State == SubmissionState.Draft)
            .OrderBy(row => row.Film).ThenBy(row => row.SubmissionId).Take(MostDrafts).ToListAsync(token);
        return new EditionFees([.. sums.Select(sum => new CurrencySums(sum.Currency, new FeeSums(sum.Due, sum.Waived, sum.Paid, sum.Refunded)))], rows, total, drafts);
    }

    /// <summary>Every line of every ledger, entry by entry in the order of their moments, for a file to take along.</summary>
    public async Task<IReadOnlyList<EditionFeeLine>> LinesAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from line in db.FeeEntries.AsNoTracking()
            join entry in db.Submissions on line.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            where entry.EditionId == editionId
                && db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser)
            orderby line.SubmissionId, line.At, line.Id
            select new EditionFeeLine(
                entry.Id, film.Title, artist.DisplayName, artist.Email ?? "", category.Name, entry.State, line.At, line.Kind, line.Amount, line.Currency, line.Reference, line.Reason ?? "",
                db.Users.Where(user => user.Id == line.By).Select(user => user.DisplayName).FirstOrDefault()))
            .Take(MostLines)
            .ToListAsync(token);
    }

    private static IQueryable<LedgerSums> Seen(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.LedgersOf(editionId).Where(_ => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser));
    }

    private static IQueryable<LedgerSums> Show(IQueryable<LedgerSums> ledgers, FeeShow show) => show switch
    {
        FeeShow.Due => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded > 0),
        FeeShow.Paid => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded <= 0 && ledger.Paid > ledger.Refunded),
        FeeShow.Waived => ledgers.Where(ledger => ledger.Waived > 0),
        FeeShow.TooMuch => ledgers.Where(ledger => ledger.Due - ledger.Waived - ledger.Paid + ledger.Refunded < 0),
        _ => ledgers,
    };

    private static IQueryable<EditionFeeRow> Rows(ShowcaseDbContext db, IQueryable<LedgerSums> ledgers) =>
        from ledger in ledgers
        join entry in db.Submissions on ledger.SubmissionId equals entry.Id
        join film in db.Films on entry.FilmId equals film.Id
        join artist in db.Users on entry.ArtistId equals artist.Id
        join category in db.Categories on entry.CategoryId equals category.Id
        select new EditionFeeRow
        {
            SubmissionId = entry.Id, Film = film.Title, Artist = artist.DisplayName, Email = artist.Email ?? "", Category = category.Name, State = entry.State,
            Currency = ledger.Currency, Due = ledger.Due, Waived = ledger.Waived, Paid = ledger.Paid, Refunded = ledger.Refunded,
        };
}

/// <summary>Sums over the edition in each currency, a page of its ledgers, and drafts that were paid for and not sent in.</summary>
public sealed record EditionFees(IReadOnlyList<CurrencySums> Sums, IReadOnlyList<EditionFeeRow> Rows, int Total, IReadOnlyList<EditionFeeRow> PaidDrafts);

public sealed record CurrencySums(string Currency, FeeSums Sums);

/// <summary>A submission and what its ledger comes to, in the smallest coin.</summary>
public sealed class EditionFeeRow
{
    public Guid SubmissionId { get; init; }

    public string Film { get; init; } = "";

    public string Artist { get; init; } = "";

    public string Email { get; init; } = "";

    public string Category { get; init; } = "";

    public SubmissionState State { get; init; }

    public string Currency { get; init; } = "";

    public long Due { get; init; }

    public long Waived { get; init; }

    public long Paid { get; init; }

    public long Refunded { get; init; }

    public FeeSums Sums => new(Due, Waived, Paid, Refunded);
}

/// <summary>A line of a ledger with the entry that it belongs to; By is null where the payment provider wrote it.</summary>
public sealed record EditionFeeLine(
    Guid SubmissionId, string Film, string Artist, string Email, string Category, SubmissionState State,
    DateTimeOffset At, FeeEntryKind Kind, long Amount, string Currency, string Reference, string Reason, string? By);
