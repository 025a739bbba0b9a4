using System.IO.Pipelines;

namespace Showcase.Web.Connections;

/// <summary>A request's content, together with the place that it may be received in.</summary>
internal sealed class PlacedReader(PipeReader content, ReceivingPlace place) : PipeReader
{
    public ReceivingPlace Place => place;

    /// <summary>The content's reader; a <see cref="PlacedReader"/> where the content's bytes are the connection's own: neither encrypted nor in frames or chunks.</summary>
    public static PipeReader Of(HttpContext context)
    {
        var isPlain = context.Request.Protocol == HttpProtocol.Http11 && context.Request.ContentLength is not null;
        return isPlain && context.Features.Get<SocketConnection>()?.Place is { } place ? new PlacedReader(context.Request.BodyReader, place) : context.Request.BodyReader;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => content.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => content.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => content.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => content.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => content.CancelPendingRead();

    public override void Complete(Exception? exception = null) => content.Complete(exception);
}
