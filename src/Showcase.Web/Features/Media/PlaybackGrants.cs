using System.Buffers.Binary;

namespace Showcase.Web.Features.Media;

/// <summary>What a stream is opened for; it decides how long the grant lasts and whether the viewer is named in the picture.</summary>
public enum PlaybackPurpose
{
    Owner,
    Screener,

    /// <summary>The still on a public page; the film itself stays shut.</summary>
    Public,
    Gallery,
}

/// <summary>
/// Opens streams. The caller has checked that the viewer may see the film; the addresses that come back carry the proof and work
/// for that asset alone, until they expire or are taken back (<see cref="PlaybackRevocations"/>). Segments are checked by signature and
/// in memory, without a question to the database.
/// </summary>
public sealed class PlaybackGrants(MediaSigner signer, PlaybackRevocations revocations, TimeProvider clock)
{
    private const string Use = "playback";
    private const int Length = 16 + 16 + sizeof(long) + sizeof(long) + 1;

    /// <param name="viewerId">Who watches; null for a visitor or a wall.</param>
    /// <param name="assetId">A ready asset.</param>
    /// <param name="purpose">What for.</param>
    public PlaybackGrant Issue(Guid? viewerId, Guid assetId, PlaybackPurpose purpose)
    {
        Span<byte> content = stackalloc byte[Length];
        assetId.TryWriteBytes(content);
        (viewerId ?? Guid.Empty).TryWriteBytes(content[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(content[32..], ExpiryOf(purpose).ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64LittleEndian(content[40..], revocations.LatestFor(viewerId ?? Guid.Empty, assetId, purpose));
        content[48] = (byte)purpose;
        var token = signer.Sign(Use, content);
        return new PlaybackGrant($"/media/play/{token}/hls/master.m3u8", $"/media/play/{token}/poster.jpg");
    }

    /// <summary>What an address proves; null where it was forged, changed, taken back, or has run out.</summary>
    internal OpenedGrant? Open(string token)
    {
        if (signer.Open(Use, token) is not { Length: Length } content) return null;

        var until = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(32)));
        var grant = new OpenedGrant(new Guid(content.AsSpan(0, 16)), new Guid(content.AsSpan(16, 16)), (PlaybackPurpose)content[48], until);
        var knew = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(40));
        return until > clock.GetUtcNow() && revocations.LatestFor(grant.ViewerId, grant.AssetId, grant.Purpose) <= knew ? grant : null;
    }

    /// <summary>Rounded up, so that a page that renders again gives the same address and the browser keeps what it has.</summary>
    private DateTimeOffset ExpiryOf(PlaybackPurpose purpose)
    {
        var (life, step) = purpose switch
        {
            PlaybackPurpose.Screener => (TimeSpan.FromHours(4), TimeSpan.FromHours(1)),
            PlaybackPurpose.Owner => (TimeSpan.FromHours(12), TimeSpan.FromHours(3)),
            PlaybackPurpose.Public => (TimeSpan.FromDays(1), TimeSpan.FromHours(6)),
            _ => (TimeSpan.FromDays(7), TimeSpan.FromDays(1)),
        };
        var ticks = (clock.GetUtcNow() + life).UtcTicks;
        return new DateTimeOffset((ticks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
    }
}

/// <summary>Addresses of the HLS playlist and of the poster.</summary>
public sealed record PlaybackGrant(string Source, string Poster);

internal sealed record OpenedGrant(Guid AssetId, Guid ViewerId, PlaybackPurpose Purpose, DateTimeOffset Until);
