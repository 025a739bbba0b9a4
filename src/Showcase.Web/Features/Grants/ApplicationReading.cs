using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Grants;

/// <summary>Reads one application for the artist's and for the officer's page; who may see it is decided by the query that is passed.</summary>
internal static class ApplicationReading
{
    public static async Task<ApplicationView?> ViewAsync(this ShowcaseDbContext db, IQueryable<Application> one, Actor actor, DateTimeOffset now, CancellationToken token)
    {
        var row = await (
            from application in one.AsNoTracking()
            join fund in db.Funds.AsNoTracking() on application.FundId equals fund.Id
            join edition in db.Editions.AsNoTracking() on fund.EditionId equals edition.Id
            join artist in db.Users.AsNoTracking() on application.ArtistId equals artist.Id
            select new { Application = application, Fund = fund, edition.Name, edition.EndsOn, edition.TimeZoneId, edition.Locale, Artist = artist.DisplayName })
            .SingleOrDefaultAsync(token);
        if (row is null) return null;

        var (it, round, today) = (row.Application, row.Fund.Round, GrantQueries.Today(now, row.TimeZoneId));
        var payments = it.Payments();
        return new ApplicationView(
            it.Id, it.Version, it.Title, it.Requested, it.Currency, it.Plan, [.. it.Lines], it.State,
            it.Award is { } award ? new AwardRow(award.Amount, award.At, award.Reason) : null,
            payments,
            [.. it.History.OrderBy(step => step.At).ThenBy(step => step.Id).Select(step => new StepRow(step.State, step.At, step.Reason))],
            new FundOfApplication(row.Fund.Id, row.Fund.Name, row.Fund.Left, round.ClosesAt, round.IsOpenAt(now), row.Name, row.EndsOn, row.TimeZoneId, row.Locale, today),
            row.Artist,
            it.ArtistId == actor.UserId,
            Waiting.Of(it.State, round.IsOpenAt(now), it.Award is not null, payments, today));
    }

    /// <summary>The payments by the day they are due.</summary>
    public static IReadOnlyList<PaymentRow> Payments(this Application application) =>
        [.. application.Tranches.OrderBy(t => t.DueOn).ThenBy(t => t.Id).Select(t => new PaymentRow(t.Id, t.DueOn, t.Amount, t.State, t.PaidOn, t.Reference))];
}
