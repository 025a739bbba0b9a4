namespace Showcase.Domain.Media;

/// <summary>
/// Ends every stream that was opened before a moment: those of one viewer, those of one file, or those of one viewer for one file.
/// A stream that is opened afterwards, by somebody who may, plays.
/// </summary>
public sealed class PlaybackRevocation : Entity
{
    private PlaybackRevocation()
    {
    }

    /// <summary>Null: every viewer.</summary>
    public Guid? ViewerId { get; private set; }

    /// <summary>Null: every file.</summary>
    public Guid? AssetId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static PlaybackRevocation Of(Guid? viewerId, Guid? assetId, DateTimeOffset at)
    {
        if (viewerId is null && assetId is null) throw new ArgumentException("A revocation names a viewer, a file, or both.", nameof(viewerId));

        return new PlaybackRevocation { ViewerId = viewerId, AssetId = assetId, At = at };
    }
}
