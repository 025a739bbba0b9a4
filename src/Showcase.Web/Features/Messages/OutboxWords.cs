using System.Text.RegularExpressions;
using Showcase.Domain.Messages;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Messages;

internal static partial class OutboxWords
{
    /// <summary>A mail's text as it may be read by others than its recipient: what a link proves with stands behind its question mark.</summary>
    public static string WithoutSecrets(string text) => Secrets().Replace(text, "…");

    public static NoticeKind Kind(OutboxState state) => state switch
    {
        OutboxState.Sent => NoticeKind.Good,
        OutboxState.Failed => NoticeKind.Bad,
        OutboxState.Review or OutboxState.Held or OutboxState.Waiting => NoticeKind.Warn,
        _ => NoticeKind.Info,
    };

    [GeneratedRegex(@"(?<=https?://[^\s?]{1,2000}\?)\S+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secrets();
}
