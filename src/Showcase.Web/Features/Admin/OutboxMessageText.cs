using Showcase.Domain.Messages;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Admin;

internal static class OutboxMessageText
{
    public static NoticeKind Kind(OutboxState state) => state switch
    {
        OutboxState.Sent => NoticeKind.Good,
        OutboxState.Failed => NoticeKind.Bad,
        _ => NoticeKind.Info,
    };
}
