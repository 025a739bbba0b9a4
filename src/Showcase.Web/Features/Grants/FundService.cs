using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Grants;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Grants;

/// <summary>What a grants officer does with funds.</summary>
public sealed partial class FundService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ILogger<FundService> log)
{
    private static readonly Refusal NameTaken = new("Grants.NameTaken");

    /// <summary>A new fund; its name is its own within the edition.</summary>
    public async Task<Result<Guid>> CreateAsync(Actor actor, Guid editionId, string currency, FundDetails details, CancellationToken token)
    {
        if (await access.CheckAsync(actor, editionId, token, EditionRole.GrantsOfficer) is { } refusal) return refusal;

        var fund = Fund.Create(editionId, currency, details);
        if (!fund.Succeeded) return fund.Refusal;

        await using var db = await contexts.CreateDbContextAsync(token);
        db.Funds.Add(fund.Value);
        var saved = await db.TrySaveAsync(NameTaken, token);
        if (!saved.Succeeded) return saved.Refusal;

        LogCreated(log, fund.Value.Id, actor.UserId);
        return fund.Value.Id;
    }

    /// <summary>Changes a fund. <paramref name="version"/> is the one that the form was filled from.</summary>
    public async Task<Result> ChangeAsync(Actor actor, Guid fundId, FundDetails details, Guid version, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.Funds.SingleOrDefaultAsync(fund => fund.Id == fundId, token) is not { } fund) return Refusals.NotFound;
        if (await access.CheckAsync(actor, fund.EditionId, token, EditionRole.GrantsOfficer) is not null) return Refusals.NotFound;
        if (fund.Version != version) return Refusals.Conflict;

        var changed = fund.Change(details);
        if (!changed.Succeeded) return changed;

        var saved = await db.TrySaveAsync(NameTaken, token);
        if (saved.Succeeded) LogChanged(log, fundId, actor.UserId);
        return saved;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Fund {FundId} created by {UserId}")]
    private static partial void LogCreated(ILogger logger, Guid fundId, Guid userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Fund {FundId} changed by {UserId}")]
    private static partial void LogChanged(ILogger logger, Guid fundId, Guid userId);
}
