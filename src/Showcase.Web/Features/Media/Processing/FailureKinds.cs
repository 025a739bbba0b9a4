using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Whether there is hope in another attempt.</summary>
internal static class FailureKinds
{
    // Said by tools of the machine's troubles, not the film's.
    private static readonly string[] MachineWords = ["No space left", "Input/output error", "Resource temporarily unavailable", "Disk quota"];

    public static FailureKind Of(Exception failure) => failure switch
    {
        ToolFailedException { Outcome.End: ToolEnd.OverLimit } => FailureKind.Resource,
        ToolFailedException { Outcome: { End: ToolEnd.Failed } outcome } when !MachineWords.Any(words => outcome.Errors.Contains(words, StringComparison.Ordinal)) => FailureKind.Permanent,
        FileNotFoundException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };
}
