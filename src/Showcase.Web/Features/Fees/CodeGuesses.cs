using System.Threading.RateLimiting;

namespace Showcase.Web.Features.Fees;

/// <summary>Nobody finds a code by trying: a person may type so many within ten minutes, right ones included. Each server counts for itself.</summary>
public sealed class CodeGuesses : IDisposable
{
    public const int Most = 10;

    private readonly PartitionedRateLimiter<Guid> people = PartitionedRateLimiter.Create<Guid, Guid>(person =>
        RateLimitPartition.GetSlidingWindowLimiter(person, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = Most,
            Window = TimeSpan.FromMinutes(10),
            SegmentsPerWindow = 10,
        }));

    /// <summary>Whether that person may try one now; it counts as a try.</summary>
    public bool MayTry(Guid userId)
    {
        using var lease = people.AttemptAcquire(userId);
        return lease.IsAcquired;
    }

    public void Dispose() => people.Dispose();
}
