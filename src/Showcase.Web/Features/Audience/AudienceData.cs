using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Audience;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Audience;

/// <summary>The results that a person let out. They stay: no page names who did it. Of those who vote nothing is known.</summary>
internal sealed class AudienceData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "audience";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(AudienceBallot), nameof(AudienceBallot.PublishedBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.AudienceBallots.AsNoTracking()
            .Where(ballot => ballot.PublishedBy == userId)
            .OrderBy(ballot => ballot.Id)
            .Select(ballot => new { ballot.Title, ballot.PublishedAt })
            .ToListAsync(token);
    }
}
