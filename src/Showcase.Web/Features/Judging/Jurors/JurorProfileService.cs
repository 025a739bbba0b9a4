using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Features.Films;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Jurors;

/// <summary>Keeps what jurors state of themselves for an edition.</summary>
public sealed partial class JurorProfileService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<JurorProfileService> log)
{
    /// <summary>States it, or states it anew. <paramref name="version"/> is null for the first time.</summary>
    public async Task<Result> StateAsync(Actor actor, Guid editionId, Guid? version, JurorStatement statement, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Juror) is { } refused) return refused;
        if (statement.Languages.FirstOrDefault(code => !Languages.IsKnown(code)) is { } unknown) return new Refusal("Judging.LanguageUnknown", unknown);

        await using var db = await contexts.CreateDbContextAsync(token);
        var profile = await db.JurorProfiles.SingleOrDefaultAsync(p => p.EditionId == editionId && p.UserId == actor.UserId, token);
        if (profile?.Version != version) return Refusals.Conflict;

        if (profile is null) db.Add(profile = JurorProfile.For(editionId, actor.UserId));
        var stated = profile.State(statement, clock.GetUtcNow());
        if (!stated.Succeeded) return stated;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        LogStated(editionId, actor.UserId);
        feed.Tell(editionId);
        return Result.Ok;
    }

    [LoggerMessage(LogLevel.Information, "The juror's profile of edition {EditionId} was stated by {UserId}")]
    private partial void LogStated(Guid editionId, Guid userId);
}
