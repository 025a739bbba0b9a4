using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Programmes;

/// <summary>The schedules that a person released. They stay as they are: visitors rely on them, and no page names who released.</summary>
internal sealed class ReleaseData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "releases";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(ScheduleRelease), nameof(ScheduleRelease.By))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.ScheduleReleases.AsNoTracking()
            .Where(release => release.By == userId)
            .OrderBy(release => release.Id)
            .Select(release => new
            {
                Edition = db.Editions.Where(edition => edition.Id == release.EditionId).Select(edition => edition.Name).FirstOrDefault(),
                release.Number, release.Name, release.ReleasedAt,
            })
            .ToListAsync(token);
    }
}
