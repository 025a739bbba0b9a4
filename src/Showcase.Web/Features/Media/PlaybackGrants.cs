using System.Buffers.Binary;
using System.Runtime.InteropServices;

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

/// <summary>Why an address opens nothing.</summary>
public enum PlaybackEnd
{
    /// <summary>Forged or changed.</summary>
    Unknown,
    Expired,
    TakenBack,
}

/// <summary>
/// Opens streams. The caller has checked that the viewer may see the film; the addresses that come back carry the proof and work
/// for that asset alone, until they expire or are taken back (<see cref="PlaybackRevocations"/>). Segments are checked by signature and
/// in memory, without a question to the database.
/// </summary>
public sealed class PlaybackGrants(MediaSigner signer, PlaybackRevocations revocations, TimeProvider clock)
{
    /// <summary>No screener's grant lives longer.</summary>
    internal static readonly TimeSpan LongestScreening = TimeSpan.FromHours(5);

    private const string Streams = "playback";
    private const string Originals = "original";
    private const string Marks = "mark";
    private const string Pictures = "picture";

    /// <summary>What codes are made of (Crockford's base 32): signs that nobody takes for one another.</summary>
    internal const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 16 + 16 + sizeof(long) + sizeof(long) + 1 + sizeof(uint) + 16;

    /// <param name="viewerId">Who watches; null for a visitor or a wall.</param>
    /// <param name="assetId">A ready asset.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="editionId">The edition that shows it, whose losing the film ends the stream; null where none does, as for the owner.</param>
    public PlaybackGrant Issue(Guid? viewerId, Guid assetId, PlaybackPurpose purpose, Guid? editionId = null)
    {
        var mark = MarkOf(viewerId ?? Guid.Empty, assetId);
        var token = Sign(Streams, viewerId ?? Guid.Empty, assetId, purpose, mark, editionId ?? Guid.Empty);
        return new PlaybackGrant($"/media/play/{token}/hls/master.m3u8", $"/media/play/{token}/poster.jpg", CodeOf(mark));
    }

    /// <summary>The address from which its owner downloads the file as it was uploaded.</summary>
    public string IssueOriginal(Guid ownerId, Guid assetId) => $"/media/original/{Sign(Originals, ownerId, assetId, PlaybackPurpose.Owner, mark: 0, Guid.Empty)}";

    /// <summary>Where the sizes of a still or a poster are found, with a slash at the end. It opens that picture alone, and ends as the film's own addresses do.</summary>
    public string IssuePicture(Guid? viewerId, Guid pictureId, PlaybackPurpose purpose, Guid? editionId = null) =>
        $"/media/stills/{Sign(Pictures, viewerId ?? Guid.Empty, pictureId, purpose, mark: 0, editionId ?? Guid.Empty)}/";

    /// <summary>The code that marks this viewer's picture of this film.</summary>
    internal string CodeFor(Guid viewerId, Guid assetId) => CodeOf(MarkOf(viewerId, assetId));

    /// <summary>What an address proves, or why it proves nothing.</summary>
    internal PlaybackAnswer Open(string token) => Read(Streams, token);

    internal PlaybackAnswer OpenOriginal(string token) => Read(Originals, token);

    internal PlaybackAnswer OpenPicture(string token) => Read(Pictures, token);

    /// <summary>
    /// A number that is the same whenever this viewer opens this file. Who leaked a copy is found by working it out for each who had a
    /// grant; from the number alone it cannot be.
    /// </summary>
    private uint MarkOf(Guid viewerId, Guid assetId)
    {
        Span<byte> content = stackalloc byte[32];
        viewerId.TryWriteBytes(content);
        assetId.TryWriteBytes(content[16..]);
        return signer.Number(Marks, content) >> 2;
    }

    /// <summary>Thirty bits as six signs.</summary>
    private static string CodeOf(uint mark) => string.Create(6, mark, (signs, rest) =>
    {
        for (var at = signs.Length - 1; at >= 0; at--, rest >>= 5) signs[at] = Signs[(int)(rest & 31)];
    });

    private string Sign(string use, Guid viewerId, Guid assetId, PlaybackPurpose purpose, uint mark, Guid editionId)
    {
        Span<byte> content = stackalloc byte[Length];
        assetId.TryWriteBytes(content);
        viewerId.TryWriteBytes(content[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(content[32..], ExpiryOf(purpose).ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64LittleEndian(content[40..], revocations.LatestFor(viewerId, assetId, purpose, editionId));
        content[48] = (byte)purpose;
        BinaryPrimitives.WriteUInt32LittleEndian(content[49..], mark);
        editionId.TryWriteBytes(content[53..]);
        return signer.Sign(use, content);
    }

    private PlaybackAnswer Read(string use, string token)
    {
        if (signer.Open(use, token) is not { Length: Length } content) return new PlaybackAnswer(Grant: null, PlaybackEnd.Unknown);

        var until = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(32)));
        var mark = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(49));
        var grant = new OpenedGrant(new Guid(content.AsSpan(0, 16)), new Guid(content.AsSpan(16, 16)), (PlaybackPurpose)content[48], until, CodeOf(mark));
        var knew = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(40));
        if (revocations.LatestFor(grant.ViewerId, grant.AssetId, grant.Purpose, new Guid(content.AsSpan(53, 16))) > knew) return new PlaybackAnswer(Grant: null, PlaybackEnd.TakenBack);

        return until > clock.GetUtcNow() ? new PlaybackAnswer(grant, default) : new PlaybackAnswer(Grant: null, PlaybackEnd.Expired);
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

/// <summary>Addresses of the HLS playlist and of the poster, and the code that marks the picture as this viewer's.</summary>
public sealed record PlaybackGrant(string Source, string Poster, string Code)
{
    /// <summary>The film in one file, for gallery screens; there is one for works of installations.</summary>
    public string GalleryFile => Source.Replace("hls/master.m3u8", "gallery.mp4", StringComparison.Ordinal);
}

/// <summary>A grant that holds, or why none does.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlaybackAnswer(OpenedGrant? Grant, PlaybackEnd End);

/// <summary>ViewerId is empty for a visitor or a wall.</summary>
internal sealed record OpenedGrant(Guid AssetId, Guid ViewerId, PlaybackPurpose Purpose, DateTimeOffset Until, string Code);
