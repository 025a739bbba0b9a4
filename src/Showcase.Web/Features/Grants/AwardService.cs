using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Grants;

/// <summary>What a grants officer decides on applications, and the payments that follow. Letters go out with the decision or not at all.</summary>
public sealed partial class AwardService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, SiteTexts texts, ILogger<AwardService> log)
{
    private const int MostAttempts = 5;

    /// <summary>
    /// Awards the amount. Where another award of the same fund was saved in between, this one looks again at what is left: it passes
    /// or is refused by the budget, never by chance.
    /// </summary>
    public Task<Result> AwardAsync(Actor actor, Guid applicationId, decimal amount, string? reason, Guid version, CancellationToken token) =>
        ChangeAsync(actor, applicationId, version, (held, now) => held.Fund.Award(held.Application, amount, reason, actor.UserId, now), "AwardLetter", token);

    public Task<Result> DeclineAsync(Actor actor, Guid applicationId, string? reason, Guid version, CancellationToken token) =>
        ChangeAsync(actor, applicationId, version, (held, now) => held.Application.Decline(reason, actor.UserId, now), "DeclineLetter", token);

    public Task<Result> PlanAsync(Actor actor, Guid applicationId, IReadOnlyList<PlannedPayment> payments, Guid version, CancellationToken token) =>
        ChangeAsync(actor, applicationId, version, (held, _) => held.Application.PlanPayments(payments, actor.UserId), letter: null, token);

    public Task<Result> RecordPaymentAsync(Actor actor, Guid applicationId, Guid trancheId, DateOnly paidOn, string? reference, Guid version, CancellationToken token) =>
        ChangeAsync(
            actor,
            applicationId,
            version,
            (held, now) => held.Application.RecordPayment(trancheId, paidOn, reference, actor.UserId, DateOnly.FromDateTime(held.Edition.ToLocal(now))),
            letter: null,
            token);

    private async Task<Result> ChangeAsync(Actor actor, Guid applicationId, Guid version, Func<Held, DateTimeOffset, Result> change, string? letter, CancellationToken token)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            if (await FindAsync(db, actor, applicationId, token) is not { } held) return Refusals.NotFound;
            if (held.Application.Version != version) return Refusals.Conflict;

            var now = clock.GetUtcNow();
            var changed = change(held, now);
            if (!changed.Succeeded) return changed;

            held.Application.Touch();
            if (letter is not null) db.OutboxMessages.Add(await WriteAsync(db, held, letter, now, token));
            try
            {
                await db.SaveChangesAsync(token);
                LogDecided(log, applicationId, held.Application.State, actor.UserId);
                return Result.Ok;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The fund or the application moved on: the next round tells which.
            }
        }

        return Refusals.Conflict;
    }

    /// <summary>Drafts are the artist's own affair; funds of other editions do not exist for this officer.</summary>
    private async Task<Held?> FindAsync(ShowcaseDbContext db, Actor actor, Guid applicationId, CancellationToken token)
    {
        var application = await db.GrantApplications.SingleOrDefaultAsync(a => a.Id == applicationId && a.SubmittedAt != null, token);
        if (application is null) return null;

        var fund = await db.Funds.SingleAsync(f => f.Id == application.FundId, token);
        if (await access.CheckAsync(actor, fund.EditionId, token, EditionRole.GrantsOfficer) is not null) return null;

        return new Held(application, fund, await db.Editions.SingleAsync(e => e.Id == fund.EditionId, token));
    }

    private async Task<OutboxMessage> WriteAsync(ShowcaseDbContext db, Held held, string letter, DateTimeOffset now, CancellationToken token)
    {
        var (application, fund, edition) = held;
        var artist = await db.Users.Where(u => u.Id == application.ArtistId).Select(u => new { u.DisplayName, u.Email }).SingleAsync(token);
        var amount = application.Award is { } award ? Amounts.Text(award.Amount, application.Currency) : "";
        var reason = application.History[^1].Reason is { Length: > 0 } said ? texts["Grants.LetterReason", said] : "";
        var body = texts[$"Grants.{letter}Body", artist.DisplayName, application.Title, fund.Name, edition.Name, amount, reason];
        return OutboxMessage.Create(edition.Id, artist.Email!, texts[$"Grants.{letter}Subject", application.Title, fund.Name], body, now, footer: texts["Grants.MailFooter", application.Title, fund.Name]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Grant application {ApplicationId} is {State}, changed by {UserId}")]
    private static partial void LogDecided(ILogger logger, Guid applicationId, ApplicationState state, Guid userId);

    private sealed record Held(Application Application, Fund Fund, Edition Edition);
}
