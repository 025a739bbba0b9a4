using System.Globalization;
using System.Text.Json;

namespace Showcase.Benchmarks;

/// <summary>
/// One measured figure beside its peer's, from the same run. <paramref name="Goal"/> bounds the ratio ours / peer, or ours where there
/// is no peer: from below where more is better.
/// </summary>
internal sealed record Figure(string Scenario, string Name, string Unit, double Ours, double? Peer, string PeerName, double Goal, bool MoreIsBetter, string Size)
{
    /// <summary>False where it is no figure of ours, but one that tells what a goal asks: it is met or not, and fails nothing.</summary>
    public bool IsOurs { get; init; } = true;

    public double? Ratio => Peer is { } peer ? Ours / peer : null;

    public bool IsMet => MoreIsBetter ? (Ratio ?? Ours) >= Goal : (Ratio ?? Ours) <= Goal;

    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-46} {Size,-12} {Ours,10:0.###} {Peer,10:0.###} {PeerName,-22} {Ratio,7:0.00} {(MoreIsBetter ? ">=" : "<=")} {Goal,-6:0.##} {(IsMet ? "met" : "MISSED")}  {Unit}");

    public string Json() => JsonSerializer.Serialize(new
    {
        scenario = Scenario, name = Name, unit = Unit, ours = Round(Ours), peer = Peer is { } peer ? Round(peer) : (double?)null, peerName = PeerName,
        ratio = Ratio is { } ratio ? Round(ratio) : (double?)null, goal = $"{(MoreIsBetter ? ">=" : "<=")} {Goal.ToString(CultureInfo.InvariantCulture)}", size = Size,
    });

    private static double Round(double value) => Math.Round(value, 4);
}
