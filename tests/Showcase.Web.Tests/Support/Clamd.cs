using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Showcase.Web.Tests.Support;

/// <summary>Speaks clamd's protocol (clamd(8): PING, INSTREAM) on a loopback port, and takes a word for a virus.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    public const string Virus = "X5O!P%@AP-a-stand-in-for-a-virus";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    public Clamd()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Its StreamMaxLength.</summary>
    public long MostBytes { get; init; } = 1_000_000;

    public long Received { get; private set; }

    /// <summary>Ends when it has said whether a file is clean; until then it waits for more, which the real one does for two minutes only.</summary>
    public Task Answered => answered.Task;

    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await using var stream = client.GetStream();
                var answer = await AnswerAsync(stream);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"), end.Token);
                answered.TrySetResult();
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException || end.IsCancellationRequested)
        {
            // The test has ended.
        }
    }

    private async Task<string> AnswerAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var sign = new byte[1];
        while (await stream.ReadAsync(sign, end.Token) > 0 && sign[0] != 0) command.Append((char)sign[0]);
        if (command.ToString() == "zPING") return "PONG";

        var text = new StringBuilder();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, end.Token);
            var count = BinaryPrimitives.ReadInt32BigEndian(length);
            if (count == 0) return text.ToString().Contains(Virus, StringComparison.Ordinal) ? "stream: Stand-In FOUND" : "stream: OK";

            var piece = new byte[count];
            await stream.ReadExactlyAsync(piece, end.Token);
            Received += count;
            if (Received > MostBytes) return "INSTREAM size limit exceeded. ERROR";

            text.Append(Encoding.Latin1.GetString(piece));
        }
    }
}
