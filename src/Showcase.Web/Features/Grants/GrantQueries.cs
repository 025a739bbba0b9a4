using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Grants;

/// <summary>What an artist reads of funds and of their own applications.</summary>
public sealed class GrantQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>Funds of public editions whose window is open, the one that closes first on top.</summary>
    public async Task<IReadOnlyList<OpenFund>> OpenFundsAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Open(db, clock.GetUtcNow()).OrderBy(fund => fund.ClosesAt).ThenBy(fund => fund.Id).Take(Most).ToListAsync(token);
    }

    /// <summary>That fund, or null where it takes no applications now.</summary>
    public async Task<OpenFund?> OpenFundAsync(Guid fundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Open(db, clock.GetUtcNow()).SingleOrDefaultAsync(fund => fund.Id == fundId, token);
    }

    /// <summary>The actor's own applications, newest first.</summary>
    public async Task<IReadOnlyList<MyApplication>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.GrantApplications.AsNoTracking()
            .Where(application => application.ArtistId == actor.UserId)
            .OrderByDescending(application => application.CreatedAt).ThenBy(application => application.Id)
            .Take(Most)
            .Select(application => new
            {
                application.Id,
                application.Title,
                application.Requested,
                Awarded = application.Award == null ? (decimal?)null : application.Award.Amount,
                application.Currency,
                application.State,
                Payments = application.Tranches.OrderBy(t => t.DueOn).ThenBy(t => t.Id).Select(t => new PaymentRow(t.Id, t.DueOn, t.Amount, t.State, t.PaidOn, t.Reference)).ToList(),
                Fund = db.Funds.Where(fund => fund.Id == application.FundId).Select(fund => new { fund.Name, fund.EditionId, IsOpen = fund.Rounds.Any(r => r.OpensAt <= now && r.ClosesAt >= now) }).First(),
                Edition = db.Editions.Where(e => db.Funds.Any(f => f.Id == application.FundId && f.EditionId == e.Id)).Select(e => new { e.Name, e.TimeZoneId }).First(),
            })
            .ToListAsync(token);
        return [.. rows.Select(row => new MyApplication(
            row.Id, row.Title, row.Fund.Name, row.Edition.Name, row.Requested, row.Awarded, row.Currency, row.State,
            Waiting.Of(row.State, row.Fund.IsOpen, row.Awarded is not null, row.Payments, Today(now, row.Edition.TimeZoneId))))];
    }

    /// <summary>The actor's own application, or null: those of others are not told apart from none.</summary>
    public async Task<ApplicationView?> ApplicationAsync(Actor actor, Guid applicationId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.ViewAsync(db.GrantApplications.Where(application => application.Id == applicationId && application.ArtistId == actor.UserId), actor, clock.GetUtcNow(), token);
    }

    internal static DateOnly Today(DateTimeOffset now, string timeZoneId) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(timeZoneId)).DateTime);

    private static IQueryable<OpenFund> Open(ShowcaseDbContext db, DateTimeOffset now) =>
        from fund in db.Funds.AsNoTracking()
        join edition in db.Editions on fund.EditionId equals edition.Id
        from round in fund.Rounds
        where edition.IsPublic && round.OpensAt <= now && round.ClosesAt >= now
        select new OpenFund
        (
            fund.Id, fund.Name, fund.Description, fund.Budget, fund.Currency, round.Name, round.ClosesAt, edition.Name, edition.TimeZoneId, edition.Locale
        );
}
