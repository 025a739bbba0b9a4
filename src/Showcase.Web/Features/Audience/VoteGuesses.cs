using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Showcase.Web.Features.Audience;

/// <summary>
/// Nobody finds a code by trying: from one address so many well-formed codes that do not exist may be typed within ten minutes; after that right ones are
/// refused there, too. A hall that shares one address does not notice: right codes are not counted, and mistyped ones fail their check before. Each server counts for itself, in memory.
/// </summary>
public sealed class VoteGuesses : IDisposable
{
    public const int Most = 10;

    private readonly PartitionedRateLimiter<string> addresses = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = Most,
            Window = TimeSpan.FromMinutes(10),
            SegmentsPerWindow = 10,
        }));

    /// <summary>The part of an address that one device cannot choose freely: of IPv6 the first 64 bits.</summary>
    public static string From(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    public bool MayTry(string from)
    {
        using var lease = addresses.AttemptAcquire(from, permitCount: 0);
        return lease.IsAcquired;
    }

    /// <summary>A code was tried that does not exist.</summary>
    public void Missed(string from) => addresses.AttemptAcquire(from).Dispose();

    public void Dispose() => addresses.Dispose();
}
