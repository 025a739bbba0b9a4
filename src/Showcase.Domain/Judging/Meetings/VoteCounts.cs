using System.Buffers.Binary;

namespace Showcase.Domain.Judging.Meetings;

/// <summary>
/// How often each option of a vote was chosen, and nothing else: not by whom, not in which order. As bytes it is equally long whatever was voted.
/// </summary>
public sealed class VoteCounts
{
    private readonly int[] counts;

    private VoteCounts(int[] counts) => this.counts = counts;

    public int Total => counts.Sum();

    public int this[int option] => counts[option];

    public static VoteCounts None(int options) => new(new int[options]);

    public static VoteCounts From(ReadOnlySpan<byte> bytes)
    {
        var read = new int[bytes.Length / sizeof(int)];
        for (var option = 0; option < read.Length; option++) read[option] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(option * sizeof(int))..]);
        return new VoteCounts(read);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[counts.Length * sizeof(int)];
        for (var option = 0; option < counts.Length; option++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(option * sizeof(int)), counts[option]);
        return bytes;
    }

    public Result<VoteCounts> Add(int option)
    {
        if (option < 0 || option >= counts.Length) return MeetingRefusals.VoteOptionUnknown;

        var next = (int[])counts.Clone();
        next[option]++;
        return new VoteCounts(next);
    }

    /// <summary>A juror chooses anew; the caller has proved what they chose before.</summary>
    public Result<VoteCounts> Move(int from, int to)
    {
        if (to < 0 || to >= counts.Length || from < 0 || from >= counts.Length || counts[from] == 0) return MeetingRefusals.VoteOptionUnknown;

        var next = (int[])counts.Clone();
        next[from]--;
        next[to]++;
        return new VoteCounts(next);
    }
}

/// <summary>What can be voted. Every vote can be abstained from; numbers are written as the invariant culture does.</summary>
public static class VoteOptions
{
    public const string Yes = "Yes";
    public const string No = "No";
    public const string Abstain = "Abstain";

    public static readonly IReadOnlyList<string> YesOrNo = [Yes, No, Abstain];

    /// <summary>Where criteria have different scales, the overall score runs from 0 to 100; so many steps can be told apart.</summary>
    private static readonly Scale Hundred = new(0, 100, 5);

    private static readonly Scale Verdict = new(0, 100, 50);

    /// <summary>
    /// The marks of the scale that the round's overall score is on (<see cref="RoundScore"/>), the lowest first; empty in a round that only ranks.
    /// </summary>
    public static IReadOnlyList<string> OnScaleOf(RoundMode mode, IEnumerable<Criterion> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        var scales = criteria.Where(criterion => criterion.IsScored).Select(criterion => criterion.Scale).ToList();
        var scale = mode switch
        {
            RoundMode.PassMaybeFail => Verdict,
            RoundMode.Scored when scales.Count > 0 => scales.DistinctBy(one => (one.Least, one.Most)).Count() > 1 ? Hundred : scales.MinBy(one => one.Step),
            _ => null,
        };
        return scale is null ? [] : [.. scale.Marks().Select(mark => mark.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)), Abstain];
    }
}
