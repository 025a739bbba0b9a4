using Showcase.Domain.Messages;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages;

internal static class OutboxWords
{
    public static NoticeKind Kind(OutboxState state) => state switch
    {
        OutboxState.Sent => NoticeKind.Good,
        OutboxState.Failed => NoticeKind.Bad,
        OutboxState.Review or OutboxState.Held or OutboxState.Waiting => NoticeKind.Warn,
        _ => NoticeKind.Info,
    };
}
