namespace Showcase.Domain.Media;

/// <summary>
/// Ends every stream that was opened before a moment: those of one viewer, those of one viewer for one file, or those of one file that an
/// edition shows. A stream that is opened afterwards, by somebody who may, plays.
/// </summary>
public sealed class PlaybackRevocation : Entity
{
    private PlaybackRevocation()
    {
    }

    /// <summary>Null: everybody whom the edition shows the file.</summary>
    public Guid? ViewerId { get; private set; }

    /// <summary>Null: a viewer's streams, whichever edition shows them.</summary>
    public Guid? EditionId { get; private set; }

    /// <summary>Null: every file.</summary>
    public Guid? AssetId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static PlaybackRevocation OfViewer(Guid viewerId, Guid? assetId, DateTimeOffset at) => new() { ViewerId = viewerId, AssetId = assetId, At = at };

    public static PlaybackRevocation InEdition(Guid editionId, Guid assetId, DateTimeOffset at) => new() { EditionId = editionId, AssetId = assetId, At = at };
}
