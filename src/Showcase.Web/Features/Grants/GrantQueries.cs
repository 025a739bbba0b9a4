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
        return await Open(db, clock.GetUtcNow(), db.Funds).Take(Most).ToListAsync(token);
    }

    /// <summary>That fund, or null where it takes no applications now.</summary>
    public async Task<OpenFund?> OpenFundAsync(Guid fundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Open(db, clock.GetUtcNow(), db.Funds.Where(fund => fund.Id == fundId)).FirstOrDefaultAsync(token);
    }

    /// <summary>The actor's own applications, newest first.</summary>
    public async Task<IReadOnlyList<MyApplication>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from application in db.GrantApplications.AsNoTracking()
            join fund in db.Funds on application.FundId equals fund.Id
            join edition in db.Editions on fund.EditionId equals edition.Id
            where application.ArtistId == actor.UserId
            orderby application.CreatedAt descending, application.Id
            select new
            {
                Application = application,
                FundName = fund.Name,
                IsOpen = fund.Rounds.Any(round => round.OpensAt <= now && round.ClosesAt >= now),
                EditionName = edition.Name,
                edition.TimeZoneId,
            })
            .Take(Most)
            .ToListAsync(token);
        return [.. rows.Select(row => new MyApplication(
            row.Application.Id, row.Application.Title, row.FundName, row.EditionName, row.Application.Requested, row.Application.Award?.Amount, row.Application.Currency,
            row.Application.State, Waiting.Of(row.Application.State, row.IsOpen, row.Application.Award is not null, row.Application.Payments(), Today(now, row.TimeZoneId))))];
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

    private static IQueryable<OpenFund> Open(ShowcaseDbContext db, DateTimeOffset now, IQueryable<Fund> funds) =>
        from fund in funds.AsNoTracking()
        join edition in db.Editions on fund.EditionId equals edition.Id
        from round in fund.Rounds
        where edition.IsPublic && round.OpensAt <= now && round.ClosesAt >= now
        orderby round.ClosesAt, fund.Id
        select new OpenFund(
            fund.Id, fund.Name, fund.Description, fund.Budget, fund.Currency, round.Name, round.ClosesAt, edition.Name, edition.TimeZoneId, edition.Locale);
}
