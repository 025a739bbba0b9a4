using System.Threading.Channels;

namespace Showcase.Web.Features.Messages;

/// <summary>Wakes the sender at once instead of at its next round. Losing a signal costs seconds, never a mail.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wakes.Writer.TryWrite(true);

    /// <summary>Returns when somebody woke the sender, or after <paramref name="longest"/>.</summary>
    internal async Task WaitAsync(TimeSpan longest, CancellationToken token)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(token);
        round.CancelAfter(longest);
        try
        {
            await wakes.Reader.ReadAsync(round.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The round is over: look for messages whose time has come.
        }
    }
}
