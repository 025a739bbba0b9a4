namespace Showcase.Domain.Judging;

/// <summary>
/// One pass of a jury over films: when it takes scores, who is on its panel, and by which weighted criteria it scores. Every
/// criterion is marked on a scale from <see cref="Mark.Least"/> to <see cref="Mark.Most"/>.
/// </summary>
public sealed class JudgingRound : AggregateRoot
{
    public const int NameLength = 120;
    public const int MostCriteria = 12;

    private readonly List<Criterion> criteria = [];
    private readonly List<PanelMember> panel = [];

    private JudgingRound()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset OpensAt { get; private set; }

    public DateTimeOffset ClosesAt { get; private set; }

    /// <summary>Whether its jurors are not told who made the films.</summary>
    public bool IsBlind { get; private set; } = true;

    public IReadOnlyList<Criterion> Criteria => criteria;

    public IReadOnlyList<PanelMember> Panel => panel;

    public JudgingWindow Window => new(OpensAt, ClosesAt);

    public static Result<JudgingRound> Create(Guid editionId, RoundDetails details)
    {
        var round = new JudgingRound { EditionId = editionId };
        var changed = round.Change(details);
        return changed.Succeeded ? round : changed.Refusal;
    }

    public Result Change(RoundDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (Text.Check(details.Name, "Name", NameLength) is { } name) return name;
        if (details.ClosesAt <= details.OpensAt) return JudgingRefusals.ClosesBeforeItOpens;

        (Name, OpensAt, ClosesAt, IsBlind) = (details.Name.Trim(), details.OpensAt, details.ClosesAt, details.IsBlind);
        return Result.Ok;
    }

    public Result AddCriterion(CriterionDetails details)
    {
        if (criteria.Count >= MostCriteria) return JudgingRefusals.TooManyCriteria;

        var position = criteria.Count == 0 ? 0 : criteria.Max(criterion => criterion.Position) + 1;
        var criterion = Criterion.Create(Id, position, details);
        if (!criterion.Succeeded) return criterion.Refusal;

        criteria.Add(criterion.Value);
        Touch();
        return Result.Ok;
    }

    public Result ChangeCriterion(Guid criterionId, CriterionDetails details)
    {
        if (criteria.Find(criterion => criterion.Id == criterionId) is not { } found) return Refusals.NotFound;

        Touch();
        return found.Change(details);
    }

    public Result RemoveCriterion(Guid criterionId)
    {
        if (criteria.RemoveAll(criterion => criterion.Id == criterionId) == 0) return Refusals.NotFound;

        Touch();
        return Result.Ok;
    }

    public Result AddJuror(Guid userId)
    {
        if (HasJuror(userId)) return JudgingRefusals.AlreadyOnPanel;

        panel.Add(new PanelMember(Id, userId));
        Touch();
        return Result.Ok;
    }

    /// <summary>Takes somebody off the panel. Their assignments and scores stay; they can no longer open or change them.</summary>
    public Result RemoveJuror(Guid userId)
    {
        if (panel.RemoveAll(member => member.UserId == userId) == 0) return JudgingRefusals.NotOnPanel;

        Touch();
        return Result.Ok;
    }

    public bool HasJuror(Guid userId) => panel.Exists(member => member.UserId == userId);

    /// <summary>Whether the marks are of this round's criteria, one each and within the scale, and all there where <paramref name="complete"/>.</summary>
    public Result CheckMarks(IReadOnlyCollection<Mark> marks, bool complete)
    {
        ArgumentNullException.ThrowIfNull(marks);
        if (marks.Any(mark => mark.Value is < Mark.Least or > Mark.Most)) return JudgingRefusals.MarkOutOfRange;
        if (marks.Any(mark => !criteria.Exists(criterion => criterion.Id == mark.CriterionId))) return JudgingRefusals.CriterionUnknown;
        if (marks.DistinctBy(mark => mark.CriterionId).Count() != marks.Count) return JudgingRefusals.CriterionUnknown;
        if (complete && (criteria.Count == 0 || marks.Count < criteria.Count)) return JudgingRefusals.MarksMissing;
        return Result.Ok;
    }
}

public sealed record RoundDetails(string Name, DateTimeOffset OpensAt, DateTimeOffset ClosesAt)
{
    public bool IsBlind { get; init; } = true;
}

/// <summary>Somebody who judges in a round.</summary>
public sealed class PanelMember(Guid roundId, Guid userId) : Entity
{
    public Guid RoundId { get; private set; } = roundId;

    public Guid UserId { get; private set; } = userId;
}
