using System.IO.Pipelines;

namespace Showcase.Web.Connections;

/// <summary>
/// A response's body, into which bytes of a file can be put without reading them: the system sends them from its cache (docs/decisions/0028). Where
/// something stands between the body and the connection it says so, and they are to be written as always.
/// </summary>
internal sealed class FileWriter(PipeWriter body, SocketWriter connection) : PipeWriter
{
    /// <summary>The body's writer; a <see cref="FileWriter"/> where its bytes are the connection's own: neither encrypted nor in frames or chunks.</summary>
    public static PipeWriter Of(HttpContext context)
    {
        var isPlain = context.Request.Protocol == HttpProtocol.Http11 && context.Response.ContentLength is not null;
        return isPlain && context.Features.Get<SocketConnection>()?.Output is { } output ? new FileWriter(context.Response.BodyWriter, output) : context.Response.BodyWriter;
    }

    /// <summary>Puts bytes of a file in; false where they are to be written instead. The file stays open until the next flush is over.</summary>
    /// <param name="file">Open for asynchronous reading, and at least as long as is said here.</param>
    /// <param name="offset">Of the first byte.</param>
    /// <param name="length">At most <see cref="SocketWriter.MostOfFile"/>.</param>
    public bool TryPut(FileStream file, long offset, int length)
    {
        connection.Offer(file, offset);
        var isTaken = false;
        try
        {
            isTaken = SocketWriter.IsStandIn(body.GetMemory());
        }
        finally
        {
            connection.EndOffer(isTaken);
        }

        if (isTaken) body.Advance(length);
        return isTaken;
    }

    public override bool CanGetUnflushedBytes => body.CanGetUnflushedBytes;

    public override long UnflushedBytes => body.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => body.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => body.GetSpan(sizeHint);

    public override void Advance(int bytes) => body.Advance(bytes);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => body.WriteAsync(source, cancellationToken);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => body.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => body.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => body.Complete(exception);
}
