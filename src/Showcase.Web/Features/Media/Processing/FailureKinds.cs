using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Whether there is hope in another attempt.</summary>
internal static class FailureKinds
{
    public static FailureKind Of(Exception failure) => failure switch
    {
        ToolFailedException { Outcome.End: ToolEnd.OverLimit } => FailureKind.Resource,
        ToolFailedException { Outcome.End: ToolEnd.Failed } => FailureKind.Permanent,
        FileNotFoundException or SourceChangedException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };
}
