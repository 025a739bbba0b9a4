using System.Collections.Concurrent;

namespace Showcase.Web.Shared;

/// <summary>
/// Tells open pages that something changed, by the id of the thing (a film, an edition). It carries no data: listeners read
/// again, so that nobody is told what they may not see.
/// </summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Guid, Action>> listeners = new();

    /// <summary>Calls <paramref name="changed"/> after each change of <paramref name="topic"/>, on any thread, until disposed.</summary>
    public IDisposable Listen(Guid topic, Action changed)
    {
        var id = Guid.CreateVersion7();
        listeners.GetOrAdd(topic, _ => new ConcurrentDictionary<Guid, Action>())[id] = changed;
        return new Subscription(() =>
        {
            if (listeners.TryGetValue(topic, out var ofTopic)) ofTopic.TryRemove(id, out _);
        });
    }

    public void Tell(Guid topic)
    {
        if (!listeners.TryGetValue(topic, out var ofTopic)) return;

        foreach (var changed in ofTopic.Values) changed();
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
