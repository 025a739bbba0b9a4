using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Fees;

internal static class CodeHolders
{
    /// <summary>The address by which a code knows the account that it is bound to; null while nobody has shown that it is theirs.</summary>
    public static Task<string?> HolderAsync(this ShowcaseDbContext db, Guid userId, CancellationToken token) =>
        db.Users.Where(user => user.Id == userId && user.EmailConfirmed).Select(user => user.Email).SingleOrDefaultAsync(token);
}
