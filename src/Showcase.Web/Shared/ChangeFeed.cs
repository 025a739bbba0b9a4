using System.Collections.Concurrent;

namespace Showcase.Web.Shared;

/// <summary>
/// Tells open pages that something changed, by the id of the thing (a film, an edition). It carries no data: listeners read
/// again, so that nobody is told what they may not see. Where several servers share a database, <see cref="ChangeRelay"/> takes it to the others.
/// </summary>
public sealed class ChangeFeed
{
    /// <summary>Told where so much changed, or nobody knows what, that every open page had better look.</summary>
    internal static readonly Guid Everything = Guid.Empty;

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Guid, Action>> listeners = new();

    /// <summary>Takes what is told here to other servers; a server that is alone tells nobody.</summary>
    internal Action<Guid> Carry { get; set; } = _ => { };

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
        Carry(topic);
        Hear(topic);
    }

    /// <summary>Calls those who listen on this server, and takes it no further.</summary>
    internal void Hear(Guid topic)
    {
        if (topic == Everything)
        {
            foreach (var changed in listeners.Values.SelectMany(ofTopic => ofTopic.Values)) changed();
        }
        else if (listeners.TryGetValue(topic, out var ofTopic))
        {
            foreach (var changed in ofTopic.Values) changed();
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
