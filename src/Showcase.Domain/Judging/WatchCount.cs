namespace Showcase.Domain.Judging;

/// <summary>
/// What an artist is told of who watched a film: how many of the jurors who were given it, never who or when. A juror counts once, by
/// the version of the file that they saw most of.
/// </summary>
public sealed record WatchCount(int Fully, int Partly)
{
    /// <summary>Of the running time, in per cent: who skipped the closing titles watched the film.</summary>
    public const int FullPercent = 90;

    /// <summary>Of the running time, in per cent: a page that was opened and closed again is no viewing.</summary>
    public const int PartPercent = 5;

    /// <summary>
    /// While the jury is at work, a count over fewer jurors would tell who watched, and when. They are counted once their rounds are over: then
    /// the count says that they watched, and nothing else.
    /// </summary>
    public const int FewestJurors = 3;

    /// <param name="percents">For each juror how much of the film they watched.</param>
    public static WatchCount Of(IEnumerable<int> percents)
    {
        ArgumentNullException.ThrowIfNull(percents);
        var (fully, partly) = (0, 0);
        foreach (var percent in percents)
        {
            if (percent >= FullPercent) fully++;
            else if (percent >= PartPercent) partly++;
        }

        return new WatchCount(fully, partly);
    }

    /// <summary>Whether the artist sees the count.</summary>
    /// <param name="jurors">How many were given the film.</param>
    /// <param name="isOver">Whether none of them has anything left to do with it.</param>
    public static bool IsShown(int jurors, bool isOver) => jurors >= FewestJurors || (isOver && jurors > 0);
}
