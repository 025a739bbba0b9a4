namespace Showcase.Web.Features.Media;

/// <summary>What a stream is opened for; it decides how long the grant lasts and whether the viewer is named in the picture.</summary>
public enum PlaybackPurpose
{
    Owner,
    Screener,
    Public,
    Gallery,
}

/// <summary>
/// Opens streams. The caller has checked that the viewer may see the film; the addresses that come back carry the proof and work
/// for that asset alone, until they expire.
/// </summary>
public sealed class PlaybackGrants
{
    /// <param name="viewerId">Who watches; null for a visitor or a wall.</param>
    /// <param name="assetId">A ready asset.</param>
    /// <param name="purpose">What for.</param>
    public PlaybackGrant Issue(Guid? viewerId, Guid assetId, PlaybackPurpose purpose) =>
        new($"/media/{assetId}/{purpose}/{viewerId}/master.m3u8", $"/media/{assetId}/{purpose}/{viewerId}/poster.jpg");
}

/// <summary>Addresses of the HLS playlist and of the poster.</summary>
public sealed record PlaybackGrant(string Source, string Poster);
