using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Packets;

internal static class PacketWords
{
    public static NoticeKind KindOf(PacketState state) => state switch
    {
        PacketState.Approved or PacketState.Sent => NoticeKind.Good,
        PacketState.Stale => NoticeKind.Warn,
        _ => NoticeKind.Info,
    };
}
