using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Prizes;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Prizes;

/// <summary>Who gave which film a prize. It stays with the festival.</summary>
internal sealed class PrizeData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "prizes";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(PrizeWinner), nameof(PrizeWinner.GivenBy))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from prize in db.Prizes.AsNoTracking()
            from winner in prize.Winners
            where winner.GivenBy == userId
            orderby winner.Id
            select new { Prize = prize.Name, Film = db.Submissions.Where(s => s.Id == winner.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(), winner.GivenAt })
            .ToListAsync(token);
    }

    public Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) => Task.CompletedTask;
}
