namespace Showcase.Web.Data;

/// <summary>
/// What one server told its open pages within a second, for the pages of the others. Topics are ids of films, editions and people, without a word about what changed; the
/// row is gone after minutes.
/// </summary>
public sealed class ToldChange(Guid serverId, IReadOnlyList<Guid> topics)
{
    /// <summary>Grows, but a row may be committed after one with a higher id.</summary>
    public long Id { get; private set; }

    public Guid ServerId { get; private set; } = serverId;

    public IReadOnlyList<Guid> Topics { get; private set; } = topics;
}
