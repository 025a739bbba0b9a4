using Microsoft.EntityFrameworkCore;

namespace Showcase.Web.Data;

/// <summary>How an operation ends: saved, or a refusal that says who was faster.</summary>
internal static class Saving
{
    /// <summary>Saves, or says that somebody else was faster.</summary>
    /// <param name="db">The operation's context.</param>
    /// <param name="duplicate">What to say where the store holds that unique key already.</param>
    /// <param name="token">Ends the wait.</param>
    public static async Task<Result> TrySaveAsync(this ShowcaseDbContext db, Refusal duplicate, CancellationToken token)
    {
        try
        {
            await db.SaveChangesAsync(token);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Conflict;
        }
        catch (DbUpdateException exception) when (db.IsDuplicate(exception))
        {
            return duplicate;
        }
    }

    /// <summary>Makes the save fail where the thing is no longer the one that the form was filled from.</summary>
    public static void Expect(this ShowcaseDbContext db, AggregateRoot root, Guid version) =>
        db.Entry(root).Property(r => r.Version).OriginalValue = version;
}
