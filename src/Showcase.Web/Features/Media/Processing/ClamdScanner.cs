using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>
/// Shows uploads to ClamAV's clamd, where one is configured, by its INSTREAM command (clamd(8)): chunks with their length in front, an
/// empty one at the end. It fails closed: a scanner that does not answer is a failure that is tried again, and nothing is made of the film meanwhile.
/// </summary>
internal sealed partial class ClamdScanner(IOptions<MediaOptions> options, ILogger<ClamdScanner> log) : IFileInspector, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static readonly Refusal Infected = new("Media.Infected");

    private ClamdOptions Settings => options.Value.Clamd;

    public async Task<IFileInspection?> BeginAsync(long size, string? digest, CancellationToken token)
    {
        if (Settings.Address is not { Length: > 0 } address) return null;

        var connection = await ConnectAsync(address, token);
        await connection.WriteAsync("zINSTREAM\0"u8.ToArray(), token);
        return new Scan(connection, (long)(Settings.MostMegabytes * 1_000_000), this);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (Settings.Address is not { Length: > 0 } address) return HealthCheckResult.Healthy("No scanner is configured.");

        try
        {
            await using var connection = await ConnectAsync(address, cancellationToken);
            await connection.WriteAsync("zPING\0"u8.ToArray(), cancellationToken);
            var answer = await ReadAnswerAsync(connection, cancellationToken);
            return answer == "PONG" ? HealthCheckResult.Healthy($"The scanner at {address} answers.") : HealthCheckResult.Unhealthy($"The scanner at {address} answers '{answer}'.");
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return HealthCheckResult.Unhealthy($"The scanner at {address} does not answer; films wait for it: {failure.Message}");
        }
    }

    /// <summary>A path is a Unix socket, everything else a host and a port.</summary>
    private static async Task<NetworkStream> ConnectAsync(string address, CancellationToken token)
    {
        var isFile = address.StartsWith('/');
        var socket = isFile ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var (host, port) = (address[..Math.Max(0, address.LastIndexOf(':'))], address[(address.LastIndexOf(':') + 1)..]);
            if (isFile) await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), token);
            else await socket.ConnectAsync(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream connection, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        using var reader = new StreamReader(connection, Encoding.UTF8, leaveOpen: true);
        try
        {
            return (await reader.ReadToEndAsync(patience.Token)).Trim('\0', '\n', ' ');
        }
        catch (OperationCanceledException late) when (!token.IsCancellationRequested)
        {
            throw new IOException("The scanner took too long to answer.", late);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scanner found {Name}")]
    private partial void LogFound(string name);

    private sealed class Scan(NetworkStream connection, long most, ClamdScanner scanner) : IFileInspection
    {
        private readonly byte[] length = new byte[sizeof(int)];
        private long sent;
        private bool isOver;

        /// <summary>The scanner takes so much of a file and no more, and waits for nothing: what it is shown ends there, however long the rest takes to read.</summary>
        public async ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken token)
        {
            if (isOver) return;

            var part = piece[..(int)Math.Min(piece.Length, most - sent)];
            try
            {
                BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
                await connection.WriteAsync(length, token);
                await connection.WriteAsync(part, token);
                sent += part.Length;
                if (sent == most) await FinishAsync(token);
            }
            catch (IOException)
            {
                // It hung up; its answer says why.
                isOver = true;
            }
        }

        public async Task<Result<Action<MediaAsset>>> EndAsync(CancellationToken token)
        {
            if (!isOver) await FinishAsync(token);
            var answer = await ReadAnswerAsync(connection, token);
            if (answer == "stream: OK") return StageWork.Record(_ => { });
            if (!answer.EndsWith(" FOUND", StringComparison.Ordinal)) throw new IOException($"The scanner did not say whether the file is clean: '{answer}'.");

            scanner.LogFound(answer);
            return Infected;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private async Task FinishAsync(CancellationToken token)
        {
            isOver = true;
            await connection.WriteAsync(new byte[sizeof(int)], token);
        }
    }
}
