namespace Showcase.Web.Features.Media.Processing;

/// <summary>The steps from an uploaded file to a film that plays, in order.</summary>
public static class ProcessingStages
{
    public const string Verify = "Verify";
    public const string Probe = "Probe";
    public const string Poster = "Poster";
    public const string Ladder = "Ladder";

    public static readonly IReadOnlyList<string> Names = [Verify, Probe, Poster, Ladder];
}
