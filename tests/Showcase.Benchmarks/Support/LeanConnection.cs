using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Showcase.Benchmarks.Support;

/// <summary>
/// A sender that takes next to nothing of the processors that it shares with the server: the kernel sends from the file, and one thread
/// waits for the answer. What a sender on another machine takes is nothing at all.
/// </summary>
internal sealed class LeanConnection : IDisposable
{
    private const int MostHead = 16 * 1024;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] head = new byte[MostHead];
    private readonly string host;

    public LeanConnection(Uri server)
    {
        host = server.Authority;
        socket.Connect(server.Host, server.Port);
    }

    /// <summary>Runs on threads of their own what sends and waits.</summary>
    public static Task TogetherAsync(int senders, Action<int> send) => Task.WhenAll(Enumerable.Range(0, senders).Select(sender =>
        Task.Factory.StartNew(() => send(sender), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>Sends the file so many times as one request's content; another status than the expected one throws.</summary>
    /// <returns>The answer's head.</returns>
    public string Send(string method, string path, IEnumerable<(string Name, string Value)> headers, string? file, long times, int expected)
    {
        var length = file is null ? 0 : times * new FileInfo(file).Length;
        var request = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n"));
        foreach (var (name, value) in headers) request.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        socket.Send(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()));
        for (var sent = 0; sent < times && file is not null; sent++) socket.SendFile(file);

        var answer = Receive();
        var status = int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
        return status == expected ? answer : throw new InvalidOperationException($"{method} {path}: {answer}");
    }

    public void Dispose() => socket.Dispose();

    private string Receive()
    {
        for (var length = 0; ;)
        {
            var read = socket.Receive(head.AsSpan(length));
            if (read == 0) throw new InvalidOperationException($"{host} hung up: {Encoding.ASCII.GetString(head, 0, length)}");

            length += read;
            var end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0) return Encoding.ASCII.GetString(head, 0, end + 2);
        }
    }
}
