namespace Showcase.Web.Features.Media.Processing;

/// <summary>The steps from an uploaded file to a film that plays everywhere, in order.</summary>
public static class ProcessingStages
{
    public const string Structure = "Structure";
    public const string Verify = "Verify";
    public const string Probe = "Probe";
    public const string Poster = "Poster";

    /// <summary>The film plays when this one is done: all of it where it is sent as it is, else its beginning.</summary>
    public const string First = "First";

    /// <summary>All of the film plays when this one is done, in every version. It goes on from what <see cref="First"/> made, and in its folder.</summary>
    public const string Ladder = "Ladder";
    public const string Storyboard = "Storyboard";
    public const string Quality = "Quality";

    /// <summary>Only for works of an installation: it joins them when a curator takes the work in.</summary>
    public const string Gallery = "Gallery";

    /// <summary>What every film goes through.</summary>
    public static readonly IReadOnlyList<string> Names = [Structure, Verify, Probe, Poster, First, Ladder, Storyboard, Quality];

    public const string Listen = "Listen";

    /// <summary>The description can be heard when this one is done.</summary>
    public const string Describe = "Describe";

    /// <summary>What a sound file goes through that describes a film.</summary>
    public static readonly IReadOnlyList<string> Describing = [Verify, Listen, Describe];

    private const int FirstMaking = 4;

    private static readonly Dictionary<string, int> Versions = new(StringComparer.Ordinal)
    {
        [Structure] = 3, [Verify] = 3, [Probe] = 4, [Poster] = 4, [First] = 4, [Ladder] = 4, [Storyboard] = 4, [Quality] = 4, [Gallery] = 4, [Listen] = 3, [Describe] = 3,
    };

    /// <summary>
    /// The version of a stage's rules, to be raised when it makes something else of the same source (<see cref="First"/> and <see cref="Ladder"/> together):
    /// what was begun under the old rules is not gone on with, and what is done shows as outdated.
    /// </summary>
    public static int VersionOf(string stage) => Versions.GetValueOrDefault(stage);

    /// <summary>How often the rules have changed by which films are made: each time into folders of their own, so that nobody who watches gets pieces of both.</summary>
    public static int Making => VersionOf(Ladder) - FirstMaking;
}
