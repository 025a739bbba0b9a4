using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Grants;

/// <summary>
/// What a person asked of funds and what they decided there. Money on its way keeps the account; what a fund decided stays in its books,
/// under nobody's name; applications without a decision go.
/// </summary>
internal sealed class GrantData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "grants";

    public IReadOnlyList<PersonalField> Fields { get; } =
    [
        new(typeof(Application), nameof(Application.ArtistId)),
        new(typeof(ApplicationStep), nameof(ApplicationStep.By)),
        new(typeof(Award), nameof(Award.By)),
        new(typeof(Tranche), nameof(Tranche.RecordedBy)),
    ];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var funds = db.Funds.AsNoTracking().Join(db.Editions, fund => fund.EditionId, edition => edition.Id, (fund, edition) => new { fund.Id, Fund = fund.Name, Edition = edition.Name });
        var own = await db.GrantApplications.AsNoTracking().Where(application => application.ArtistId == userId).OrderBy(application => application.Id).ToListAsync(token);
        var decided = await db.GrantApplications.AsNoTracking()
            .Where(application => application.ArtistId != userId && (application.History.Any(step => step.By == userId) || application.Tranches.Any(tranche => tranche.RecordedBy == userId)))
            .OrderBy(application => application.Id)
            .ToListAsync(token);
        var ids = own.Concat(decided).Select(application => application.FundId).Distinct().ToList();
        var names = await funds.Where(fund => ids.Contains(fund.Id)).ToDictionaryAsync(fund => fund.Id, token);
        return new
        {
            Applications = own.Select(application => new
            {
                names[application.FundId].Edition, names[application.FundId].Fund, application.Title, application.Plan, application.Requested, application.Currency, application.Lines,
                application.State, application.CreatedAt, application.SubmittedAt,
                Award = application.Award is { } award ? new { award.Amount, award.At, award.Reason } : null,
                Payments = application.Tranches.OrderBy(tranche => tranche.DueOn).Select(tranche => new { tranche.DueOn, tranche.Amount, tranche.State, tranche.PaidOn, tranche.Reference }),
                History = application.History.OrderBy(step => step.At).Select(step => new { step.State, step.At, step.Reason }),
            }),
            Decisions = decided.Select(application => new
            {
                names[application.FundId].Edition, names[application.FundId].Fund,
                Steps = application.History.Where(step => step.By == userId).OrderBy(step => step.At).Select(step => new { step.State, step.At, step.Reason }),
                PaymentsRecorded = application.Tranches.Where(tranche => tranche.RecordedBy == userId).Select(tranche => new { tranche.PaidOn, tranche.Amount, application.Currency, tranche.Reference }),
            }),
        };
    }

    public async Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var open = await db.GrantApplications.CountAsync(
            application => application.ArtistId == userId && application.State == ApplicationState.Awarded
                && (!application.Tranches.Any() || application.Tranches.Any(tranche => tranche.State == TrancheState.Planned)),
            token);
        return open == 0 ? null : new Refusal("Grants.PaymentsOpen", open);
    }

    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        var undecided = await db.GrantApplications
            .Where(application => application.ArtistId == person.Id && application.State != ApplicationState.Awarded && application.State != ApplicationState.Declined)
            .ToListAsync(token);
        db.GrantApplications.RemoveRange(undecided);
        await db.SaveChangesAsync(token);
    }
}
