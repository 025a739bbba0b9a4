using System.Globalization;
using System.Text.RegularExpressions;
using Showcase.Domain.Media;

namespace Showcase.Web.Features.Media.Processing;

/// <summary>Notices what an artist may have overlooked: loudness, silence, black, a standing picture, fields, bars. It refuses nothing.</summary>
internal sealed partial class QualityStage(Workbench bench)
{
    // What a tool says of a film with a thousand black stretches.
    private const int KeptErrors = 200_000;
    private const int MostOfAKind = 20;
    private const double LeastBars = 0.03;

    public async Task<Result<Action<MediaAsset>>> RunAsync(StageOrder order, SourceFile source, CancellationToken token)
    {
        var findings = new List<MediaFinding>();
        var facts = source.Probe.Facts;
        if (source.Probe.Facts.IsInterlaced) findings.Add(Whole(FindingKind.Interlaced));
        if (source.Probe.Facts.HasMixedRate) findings.Add(Whole(FindingKind.MixedFrameRate));
        if (facts.AudioCodec is null) findings.Add(Whole(FindingKind.NoSound));
        else findings.AddRange(Heard(await SayAsync(order, source, FfmpegArguments.Listen(source.Path), source.Path, 0, token), source.Duration));

        var (film, rung) = await RungFile.SmallestAsync(bench, order, token);
        findings.AddRange(Seen(await SayAsync(order, source, FfmpegArguments.Look(film), film, 50, token), source.Duration));
        findings.AddRange(Framed(await SayAsync(order, source, FfmpegArguments.Frame(film), film, 95, token), rung.Width, rung.Height));
        return StageWork.Record(asset => asset.RecordFindings(findings));
    }

    internal static IEnumerable<MediaFinding> Heard(string said, TimeSpan duration)
    {
        if (Loudness().Matches(said) is { Count: > 0 } loudness && Number(loudness[^1].Groups["value"]) is var value and > -70) yield return Whole(FindingKind.Loudness, value);

        foreach (var silence in Stretches(said, "silence_start: ", "silence_end: ", duration).Take(MostOfAKind)) yield return new MediaFinding(FindingKind.Silence, silence.From, silence.Length, 0);
    }

    internal static IEnumerable<MediaFinding> Seen(string said, TimeSpan duration)
    {
        var blacks = Stretches(said, "black_start:", "black_end:", duration).ToList();
        foreach (var black in blacks.Take(MostOfAKind)) yield return new MediaFinding(FindingKind.Black, black.From, black.Length, 0);

        // What is black stands still as well.
        var still = Stretches(said, "freeze_start: ", "freeze_end: ", duration).Where(freeze => !blacks.Exists(black => Overlap(black, freeze) > freeze.Length / 2));
        foreach (var freeze in still.Take(MostOfAKind)) yield return new MediaFinding(FindingKind.Freeze, freeze.From, freeze.Length, 0);
    }

    internal static IEnumerable<MediaFinding> Framed(string said, int width, int height)
    {
        if (Crop().Matches(said) is not { Count: > 0 } crops) yield break;

        var (inner, whole) = (Number(crops[^1].Groups["width"]) * Number(crops[^1].Groups["height"]), (double)width * height);
        if (inner > 0 && 1 - (inner / whole) >= LeastBars) yield return Whole(FindingKind.Letterbox, Math.Round(1 - (inner / whole), 2));
    }

    private static MediaFinding Whole(FindingKind kind, double value = 0) => new(kind, TimeSpan.Zero, TimeSpan.Zero, value);

    private static TimeSpan Overlap((TimeSpan From, TimeSpan Length) one, (TimeSpan From, TimeSpan Length) other)
    {
        var ticks = Math.Min((one.From + one.Length).Ticks, (other.From + other.Length).Ticks) - Math.Max(one.From.Ticks, other.From.Ticks);
        return TimeSpan.FromTicks(Math.Max(0, ticks));
    }

    /// <summary>Beginnings and ends in the order they were said; one without an end lasts to the film's.</summary>
    private static IEnumerable<(TimeSpan From, TimeSpan Length)> Stretches(string said, string begin, string end, TimeSpan duration)
    {
        TimeSpan? from = null;
        foreach (var words in Times().Matches(said).Select(match => match.Value))
        {
            if (words.StartsWith(begin, StringComparison.Ordinal)) from = Time(words.AsSpan(begin.Length));
            if (from is not { } began || !words.StartsWith(end, StringComparison.Ordinal)) continue;

            yield return (began, Time(words.AsSpan(end.Length)) - began);
            from = null;
        }

        if (from is { } last && last < duration) yield return (last, duration - last);
    }

    private static TimeSpan Time(ReadOnlySpan<char> seconds) => TimeSpan.FromSeconds(Math.Max(0, double.Parse(seconds, CultureInfo.InvariantCulture)));

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private async Task<string> SayAsync(StageOrder order, SourceFile source, IReadOnlyList<string> arguments, string reads, int percent, CancellationToken token)
    {
        var run = new ToolRun("ffmpeg", arguments, source.LimitsFor(source.Duration))
        {
            Reads = [reads], KeptErrors = KeptErrors, Progress = at => order.Report(percent + (int)(45 * Math.Min(1, at / source.Duration))),
        };
        return (await bench.MustRunAsync(order, run, token)).Errors;
    }

    [GeneratedRegex(@"I:\s+(?<value>-?[0-9.]+) LUFS", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Loudness();

    [GeneratedRegex(@"crop=(?<width>-?[0-9]+):(?<height>-?[0-9]+):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Crop();

    [GeneratedRegex(@"(silence|freeze|black)_(start|end): ?-?[0-9.]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();
}
