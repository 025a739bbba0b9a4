using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Grants;

/// <summary>What a grants officer reads. Each query asks for the role itself: without it there is nothing to find.</summary>
public sealed class FundQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    public const int PageSize = 25;
    private const int MostFunds = 100;
    private const int MostPayments = 5_000;

    /// <summary>All funds of the edition, by name.</summary>
    public async Task<IReadOnlyList<FundView>> FundsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await ViewsAsync(db, FundsOf(db, actor, editionId).OrderBy(fund => fund.Name).ThenBy(fund => fund.Id).Take(MostFunds), token);
    }

    /// <summary>That fund of that edition, or null.</summary>
    public async Task<FundView?> FundAsync(Actor actor, Guid editionId, Guid fundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return (await ViewsAsync(db, FundsOf(db, actor, editionId).Where(fund => fund.Id == fundId), token)).SingleOrDefault();
    }

    /// <summary>A page of the applications that were sent in to the fund, oldest first; drafts are not the officer's.</summary>
    public async Task<Page<ApplicationRow>> ApplicationsAsync(Actor actor, Guid editionId, Guid fundId, ApplicationFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found =
            from application in db.GrantApplications.AsNoTracking()
            join fund in FundsOf(db, actor, editionId) on application.FundId equals fund.Id
            join artist in db.Users on application.ArtistId equals artist.Id
            where fund.Id == fundId && application.SubmittedAt != null
            select new { Application = application, artist.DisplayName };
        if (filter.State is { } state) found = found.Where(row => row.Application.State == state);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = LikePattern.Containing(filter.Search);
            found = found.Where(row => EF.Functions.Like(row.Application.Title, pattern, LikePattern.Escape) || EF.Functions.Like(row.DisplayName, pattern, LikePattern.Escape));
        }

        var rows = await found
            .OrderBy(row => row.Application.SubmittedAt).ThenBy(row => row.Application.Id)
            .Skip((Math.Max(filter.Page, 1) - 1) * PageSize).Take(PageSize)
            .Select(row => new ApplicationRow(
                row.Application.Id, row.Application.Title, row.DisplayName, row.Application.Requested,
                row.Application.Award == null ? null : row.Application.Award.Amount, row.Application.State, row.Application.SubmittedAt!.Value))
            .ToListAsync(token);
        return new Page<ApplicationRow>(rows, await found.CountAsync(token));
    }

    /// <summary>An application that was sent in to that fund of that edition, or null.</summary>
    public async Task<ApplicationView?> ApplicationAsync(Actor actor, Guid editionId, Guid fundId, Guid applicationId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var one = db.GrantApplications.Where(application =>
            application.Id == applicationId && application.FundId == fundId && application.SubmittedAt != null && FundsOf(db, actor, editionId).Any(fund => fund.Id == fundId));
        return await db.ViewAsync(one, actor, clock.GetUtcNow(), token);
    }

    /// <summary>All planned and recorded payments of the edition's funds, by the day they are due.</summary>
    public async Task<IReadOnlyList<PaymentLine>> PaymentsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from application in db.GrantApplications.AsNoTracking()
            join fund in FundsOf(db, actor, editionId) on application.FundId equals fund.Id
            join artist in db.Users on application.ArtistId equals artist.Id
            from tranche in application.Tranches
            orderby tranche.DueOn, tranche.Id
            select new PaymentLine(
                application.Id, fund.Id, fund.Name, application.Title, artist.DisplayName, tranche.DueOn, tranche.Amount, application.Currency, tranche.State, tranche.PaidOn, tranche.Reference))
            .Take(MostPayments)
            .ToListAsync(token);
    }

    private static IQueryable<Fund> FundsOf(ShowcaseDbContext db, Actor actor, Guid editionId) => db.Funds.AsNoTracking()
        .Where(fund => fund.EditionId == editionId && db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.GrantsOfficer));

    /// <summary>Payments are added up here and not in the store: SQLite keeps decimals as text.</summary>
    private static async Task<IReadOnlyList<FundView>> ViewsAsync(ShowcaseDbContext db, IQueryable<Fund> funds, CancellationToken token)
    {
        var rows = await funds
            .Select(fund => new
            {
                Fund = fund,
                Round = fund.Rounds.OrderByDescending(round => round.OpensAt).First(),
                Waiting = db.GrantApplications.Count(a => a.FundId == fund.Id && a.State == ApplicationState.Submitted),
                Applications = db.GrantApplications.Count(a => a.FundId == fund.Id && a.SubmittedAt != null),
                Paid = db.GrantApplications.Where(a => a.FundId == fund.Id).SelectMany(a => a.Tranches).Where(t => t.State == TrancheState.Paid).Select(t => t.Amount).ToList(),
            })
            .ToListAsync(token);
        return [.. rows.Select(row => new FundView(
            row.Fund.Id, row.Fund.Version, row.Fund.Name, row.Fund.Description, row.Fund.Budget, row.Fund.Awarded, row.Paid.Sum(), row.Fund.Currency,
            row.Round.Name, row.Round.OpensAt, row.Round.ClosesAt, row.Waiting, row.Applications))];
    }
}

/// <summary>What an officer's list is narrowed to; it lives in the address.</summary>
public sealed record ApplicationFilter(ApplicationState? State, string? Search, int Page);
