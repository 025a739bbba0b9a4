namespace Showcase.Domain;

/// <summary>A thing with an identity. Ids sort by the time they were made (UUID version 7, RFC 9562).</summary>
public abstract class Entity
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
}

/// <summary>
/// An entity that is loaded, changed and saved as a whole. <see cref="Version"/> is renewed at each save; a save with an
/// outdated one is refused as <see cref="Refusals.Conflict"/>.
/// </summary>
public abstract class AggregateRoot : Entity
{
    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <summary>Marks the whole as changed; called by the store, and where only children changed.</summary>
    public void Touch() => Version = Guid.CreateVersion7();
}
