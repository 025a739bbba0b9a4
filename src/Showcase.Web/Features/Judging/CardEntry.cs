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
}
