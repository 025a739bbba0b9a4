namespace Showcase.Web.Features.Media.Processing;

/// <summary>One version of the picture, the number of its folder, and how much effort its encoder makes; null where it is the source's own picture, packed anew.</summary>
internal sealed record Rung(int Index, int Width, int Height, int KilobitsPerSecond, string? Preset)
{
    public bool IsCopy => Preset is null;
}

/// <summary>The versions of the picture that a source gets, the finest first. The sound comes after them.</summary>
internal sealed record Rungs(IReadOnlyList<Rung> All, bool HasSound)
{
    // The shorter side's pixels: an upright film is as fine as one that lies.
    /// <summary>More folders than a film is ever made into at once.</summary>
    public const int FoldersOfMaking = 10;

    private static readonly (int Side, int KilobitsPerSecond)[] Steps = [(1080, 5000), (720, 2800), (360, 800)];

    /// <summary>What is made first, so that the film plays soon: the copy, which costs nothing, or the beginning of the smallest.</summary>
    public Rung First => All[0].IsCopy ? All[0] : All[^1];

    public IReadOnlyList<Rung> Rest => [.. All.Where(rung => rung != First)];

    public Rung Smallest => All[^1];

    public int SoundIndex => All.Count == 0 ? 0 : All[^1].Index + 1;

    /// <summary>
    /// The finest is the source's own picture, or one of its size, which for old and for wide films lies between the steps; none that is encoded is above the first, nor
    /// hardly above another.
    /// </summary>
    /// <param name="probe">The source.</param>
    /// <param name="canCopy">Its picture plays everywhere as it is.</param>
    /// <param name="making">How often the rules have changed (<see cref="ProcessingStages.Making"/>).</param>
    public static Rungs Of(SourceProbe probe, bool canCopy, int making = 0)
    {
        var (width, height) = (probe.Facts.ShownWidth, probe.Facts.ShownHeight);
        var side = Math.Min(width, height);
        var finest = canCopy ? side : FinestOf(side);
        var steps = Steps.Where(step => step.Side < finest).ToList();
        steps.Insert(0, (finest, canCopy ? (int)(probe.Facts.BitRate / 1000) : RateOf(finest)));
        var all = steps.Select((step, index) => new Rung((making * FoldersOfMaking) + index, Scaled(width, step.Side, side), Scaled(height, step.Side, side), step.KilobitsPerSecond, PresetOf(index, steps.Count, canCopy)));
        return new Rungs([.. all], probe.Facts.AudioCodec is not null);
    }

    private static int FinestOf(int side)
    {
        var below = Steps.Select(step => step.Side).FirstOrDefault(step => step <= side, side);
        return below == Steps[0].Side || side * 10 < below * 11 ? below : side;
    }

    /// <summary>Between two steps as far as the picture is, and never less than the last one's.</summary>
    private static int RateOf(int side)
    {
        var (above, below) = (Steps.Last(step => step.Side >= side), Steps.FirstOrDefault(step => step.Side < side, Steps[^1]));
        return below.Side == above.Side || side <= below.Side ? below.KilobitsPerSecond
            : below.KilobitsPerSecond + ((above.KilobitsPerSecond - below.KilobitsPerSecond) * (side - below.Side) / (above.Side - below.Side));
    }

    /// <summary>What must be there soon is encoded with the least effort.</summary>
    private static string? PresetOf(int index, int count, bool hasCopy) => hasCopy && index == 0 ? null : !hasCopy && index == count - 1 ? "superfast" : "veryfast";

    /// <summary>Encoders want even sides.</summary>
    private static int Scaled(int length, int to, int from) => Math.Max(2, (int)Math.Round((double)length * to / from / 2) * 2);
}
