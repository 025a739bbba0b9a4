using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Grants;

/// <summary>What an artist does with their own applications. Those of others do not exist here.</summary>
public sealed partial class ApplicationService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ILogger<ApplicationService> log)
{
    /// <summary>Begins an application to an open fund of a public edition, or goes on with the draft that the artist has there.</summary>
    public async Task<Result<Guid>> DraftAsync(Actor actor, Guid fundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var fund = await db.Funds.SingleOrDefaultAsync(f => f.Id == fundId && db.Editions.Any(e => e.Id == f.EditionId && e.IsPublic), token);
        if (fund is null) return Refusals.NotFound;

        var begun = await db.GrantApplications
            .Where(a => a.FundId == fundId && a.ArtistId == actor.UserId && a.State == ApplicationState.Draft)
            .OrderBy(a => a.Id)
            .Select(a => (Guid?)a.Id)
            .FirstOrDefaultAsync(token);
        if (begun is { } id) return id;

        var draft = Application.Draft(fund, actor.UserId, clock.GetUtcNow());
        if (!draft.Succeeded) return draft.Refusal;

        db.GrantApplications.Add(draft.Value);
        await db.SaveChangesAsync(token);
        return draft.Value.Id;
    }

    /// <summary>Keeps what was typed; yields the version to pass with the next save.</summary>
    public Task<Result<Guid>> SaveDraftAsync(Actor actor, Guid applicationId, ApplicationDetails details, Guid version, CancellationToken token) =>
        ChangeAsync(actor, applicationId, version, (_, application) => application.Write(details), token);

    /// <summary>Keeps what was typed and sends it in, both or neither.</summary>
    public async Task<Result> SubmitAsync(Actor actor, Guid applicationId, ApplicationDetails details, Guid version, CancellationToken token)
    {
        var sent = await ChangeAsync(actor, applicationId, version, (fund, application) => application.Write(details) is { Succeeded: false } bad ? bad : application.Submit(fund, clock.GetUtcNow()), token);
        if (sent.Succeeded) LogSubmitted(log, applicationId);
        return sent;
    }

    public async Task<Result> WithdrawAsync(Actor actor, Guid applicationId, Guid version, CancellationToken token) =>
        await ChangeAsync(actor, applicationId, version, (_, application) => application.Withdraw(clock.GetUtcNow()), token);

    private async Task<Result<Guid>> ChangeAsync(Actor actor, Guid applicationId, Guid version, Func<Fund, Application, Result> change, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var application = await db.GrantApplications.SingleOrDefaultAsync(a => a.Id == applicationId && a.ArtistId == actor.UserId, token);
        if (application is null) return Refusals.NotFound;
        if (application.Version != version) return Refusals.Conflict;

        var fund = await db.Funds.SingleAsync(f => f.Id == application.FundId, token);
        var changed = change(fund, application);
        if (!changed.Succeeded) return changed.Refusal;

        try
        {
            application.Touch();
            await db.SaveChangesAsync(token);
            return application.Version;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Grant application {ApplicationId} sent in")]
    private static partial void LogSubmitted(ILogger logger, Guid applicationId);
}
