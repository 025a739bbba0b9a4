namespace Showcase.Domain.Media;

/// <summary>What one viewer watched of one file, and where they stopped. Their player reports it while the film runs.</summary>
public sealed class Viewing : AggregateRoot
{
    /// <summary>As fast as our player plays.</summary>
    public const double FastestSpeed = 2;

    /// <summary>In one report.</summary>
    public const int MostSpans = 100;

    /// <summary>A stream may run a little past what the source's header says.</summary>
    private static readonly TimeSpan Overrun = TimeSpan.FromSeconds(2);

    /// <summary>Reports travel for different times, and the first comes together with the first pictures.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    /// <summary>No player plays on for longer without reporting.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan MostCredit = LongestPause * FastestSpeed;

    private Viewing()
    {
    }

    public Guid ViewerId { get; private set; }

    public Guid AssetId { get; private set; }

    public PlayedTime Played { get; private set; } = PlayedTime.None;

    /// <summary>Where the film goes on the next time.</summary>
    public TimeSpan Place { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset ReportedAt { get; private set; }

    /// <summary>How much can have been played and is not reported yet: it grows with the clock and shrinks with each report.</summary>
    public TimeSpan Credit { get; private set; } = Leeway;

    public static Viewing Begin(Guid viewerId, Guid assetId, DateTimeOffset now) => new() { ViewerId = viewerId, AssetId = assetId, StartedAt = now, ReportedAt = now };

    /// <summary>
    /// Adds what was played since the last report. Refused where it lies outside the film, or is more than could be played in the time
    /// that went by. A clock that was put back is no fault of the viewer's.
    /// </summary>
    /// <param name="spans">In any order; pieces that were played twice may come twice.</param>
    /// <param name="place">Where the film stands; null leaves the place as it is.</param>
    /// <param name="duration">The film's length.</param>
    /// <param name="now">When the report came.</param>
    public Result Report(IReadOnlyCollection<PlayedSpan> spans, TimeSpan? place, TimeSpan duration, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var end = duration + Overrun;
        if (spans.Count > MostSpans || spans.Any(span => span.From < 0 || span.Length <= 0 || span.To > end.TotalMilliseconds)) return MediaRefusals.PlayedOutside;
        if (place is { } at && (at < TimeSpan.Zero || at > end)) return MediaRefusals.PlayedOutside;

        var passed = now < ReportedAt || now - ReportedAt > LongestPause ? LongestPause : now - ReportedAt;
        var credit = Credit + (passed * FastestSpeed);
        if (credit > MostCredit) credit = MostCredit;
        var left = credit - TimeSpan.FromMilliseconds(spans.Sum(span => (long)span.Length));
        if (left < TimeSpan.Zero) return MediaRefusals.PlayedTooFast;

        var last = (int)Math.Min(int.MaxValue, duration.TotalMilliseconds);
        Played = Played.With(spans.Select(span => new PlayedSpan(Math.Min(span.From, last), Math.Min(span.To, last))));
        (Place, ReportedAt, Credit) = (place ?? Place, now, left);
        return Result.Ok;
    }
}
