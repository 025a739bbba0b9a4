using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;

namespace Showcase.Web.Features.Media;

/// <summary>When a person's streams were ended. Deleting the account ends what is playing.</summary>
internal sealed class PlaybackData(IDbContextFactory<ShowcaseDbContext> contexts, PlaybackRevocations revocations) : IPersonalDataSource
{
    public string Name => "playback";

    public IReadOnlyList<PersonalField> Fields { get; } = [new(typeof(PlaybackRevocation), nameof(PlaybackRevocation.ViewerId))];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.PlaybackRevocations.Where(revocation => revocation.ViewerId == userId).OrderBy(revocation => revocation.At).Select(revocation => new { EndedAt = revocation.At }).ToListAsync(token);
    }

    public Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        revocations.RevokeViewer(db, person.Id);
        return Task.CompletedTask;
    }
}
