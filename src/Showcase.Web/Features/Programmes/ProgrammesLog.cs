namespace Showcase.Web.Features.Programmes;

internal static partial class ProgrammesLog
{
    [LoggerMessage(LogLevel.Information, "{What} {Id} saved by {UserId}")]
    public static partial void Saved(this ILogger logger, string what, Guid id, Guid userId);
}
