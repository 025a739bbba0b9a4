using Showcase.Domain.Judging;

namespace Showcase.Web.Features.Judging;

/// <summary>What stands on a card on the screen, saved or not.</summary>
internal sealed class CardEntry
{
    private readonly Dictionary<Guid, decimal?> marks = [];
    private readonly Dictionary<Guid, string> remarks = [];

    public string ToCommittee { get; set; } = "";

    public string ToArtist { get; set; } = "";

    public Recommendation? Recommendation { get; set; }

    public MarkScale.Chosen? MarkOf(Guid criterion) => marks.TryGetValue(criterion, out var mark) ? new MarkScale.Chosen(mark) : null;

    public string RemarkOf(Guid criterion) => remarks.GetValueOrDefault(criterion, "");

    public void Mark(Guid criterion, decimal? value) => marks[criterion] = value;

    public void Say(Guid criterion, string? words) => remarks[criterion] = words ?? "";

    public ScorecardEntry ToEntry() => new([.. marks.Select(mark => new Mark(mark.Key, mark.Value))], ToCommittee, ToArtist)
    {
        Remarks = [.. remarks.Where(remark => remark.Value.Length > 0).Select(remark => new Remark(remark.Key, remark.Value))],
        Recommendation = Recommendation,
    };

    public void Show(Ballot? ballot)
    {
        marks.Clear();
        remarks.Clear();
        (ToCommittee, ToArtist, Recommendation) = (ballot?.ToCommittee ?? "", ballot?.ToArtist ?? "", ballot?.Recommendation);
        foreach (var (criterion, mark) in ballot?.Marks ?? new Dictionary<Guid, decimal?>()) marks[criterion] = mark;
        foreach (var (criterion, words) in ballot?.Remarks ?? new Dictionary<Guid, string>()) remarks[criterion] = words;
    }

    /// <summary>Takes up what the browser kept and the server does not have; says whether there was any.</summary>
    public bool Restore(KeptCard kept, Ballot ballot)
    {
        var before = ToEntry();
        (ToCommittee, ToArtist) = (kept.Committee ?? ToCommittee, kept.Artist ?? ToArtist);
        if (ballot.HasRecommendation && Enum.TryParse<Recommendation>(kept.Recommendation, out var recommendation)) Recommendation = recommendation;
        foreach (var (id, mark) in kept.Marks)
        {
            if (ballot.Criteria.FirstOrDefault(known => known.Id == id) is not { IsScored: true } criterion) continue;
            if (mark is { } value ? criterion.Scale.Has(value) : criterion.AllowsNotApplicable) marks[id] = mark;
        }

        foreach (var (id, words) in kept.Remarks)
        {
            if (ballot.Criteria.Any(known => known.Id == id && !known.IsScored)) remarks[id] = words;
        }

        return !Same(before, ToEntry());
    }

    private static bool Same(ScorecardEntry one, ScorecardEntry other) =>
        (one.ToCommittee, one.ToArtist, one.Recommendation) == (other.ToCommittee, other.ToArtist, other.Recommendation)
        && one.Marks.ToHashSet().SetEquals(other.Marks) && one.Remarks.ToHashSet().SetEquals(other.Remarks);
}

/// <summary>What the browser keeps of a card until the server has it; null or nothing where there is nothing.</summary>
public sealed record KeptCard(
    string? Committee, string? Artist, string? Recommendation, IReadOnlyDictionary<Guid, decimal?> Marks, IReadOnlyDictionary<Guid, string> Remarks);
