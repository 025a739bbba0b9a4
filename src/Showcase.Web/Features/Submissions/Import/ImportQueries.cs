using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>What organisers read about imports; others get nothing.</summary>
public sealed class ImportQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostListed = 50;

    /// <summary>The edition's imports, newest first.</summary>
    public async Task<IReadOnlyList<ImportLine>> ListAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.SubmissionImports.AsNoTracking()
            .Where(import => import.EditionId == editionId && db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .OrderByDescending(import => import.StartedAt).ThenByDescending(import => import.Id)
            .Take(MostListed)
            .Select(import => new
            {
                Import = import,
                Call = db.Calls.Where(call => call.Id == import.CallId).Select(call => call.Name).First(),
                By = db.Users.Where(user => user.Id == import.ImportedBy).Select(user => user.DisplayName).First(),
                UndoneBy = db.Users.Where(user => user.Id == import.UndoneBy).Select(user => user.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(token);
        var now = clock.GetUtcNow();
        return [.. rows.Select(row => new ImportLine(
            row.Import.Id, row.Import.FileName, row.Import.Source, row.Call, row.By, row.Import.StartedAt, row.Import.State, row.Import.Counts, row.Import.IsRunning(now),
            row.UndoneBy, row.Import.UndoneAt))];
    }

    /// <summary>The edition's calls that have a category, with their categories in order.</summary>
    public async Task<IReadOnlyList<ImportCall>> CallsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var calls = await db.Calls.AsNoTracking().Include(call => call.Categories)
            .Where(call => call.EditionId == editionId && call.Categories.Any() && db.EditionMembers.Any(m => m.EditionId == editionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .OrderByDescending(call => call.Id)
            .Take(MostListed)
            .ToListAsync(token);
        return [.. calls.Select(call => new ImportCall(
            call.Id, call.Name, [.. call.Categories.OrderBy(category => category.Position).Select(category => new ImportCategory(category.Id, category.Name))]))];
    }
}
