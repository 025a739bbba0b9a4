namespace Showcase.Domain.Judging;

/// <summary>
/// One pass of a jury over films: when it takes scores, which films it takes, who is on its panel, how they judge, and what they
/// learn of each other.
/// </summary>
public sealed class JudgingRound : AggregateRoot
{
    public const int NameLength = 120;
    public const int MostCriteria = 12;
    public const int MostReviewsWanted = 50;

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

    public RoundMode Mode { get; private set; }

    /// <summary>Which films the round takes. Those that were given to jurors stay in it.</summary>
    public FilmFilter Films { get; private set; } = FilmFilter.All;

    public bool AsksRecommendation { get; private set; }

    public PanelVisibility Visibility { get; private set; } = PanelVisibility.Nothing;

    /// <summary>How many reviews each film is to get; null where nobody said.</summary>
    public int? ReviewsWanted { get; private set; }

    /// <summary>Whether its jurors are reminded before it closes.</summary>
    public bool RemindsJurors { get; private set; } = true;

    public RoundRules Rules => new(Mode, Films, AsksRecommendation, Visibility);

    /// <summary>Whether a card says yes, maybe or no: where that is the verdict, always.</summary>
    public bool HasRecommendation => AsksRecommendation || Mode == RoundMode.PassMaybeFail;

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

    /// <summary>Changes how the round works. The caller makes sure that no card was begun where the mode changes.</summary>
    public Result Set(RoundRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Films.Check() is { } films) return films;

        (Mode, Films, AsksRecommendation, Visibility) = (rules.Mode, rules.Films, rules.AsksRecommendation, rules.Visibility);
        return Result.Ok;
    }

    /// <summary>What its progress is measured by, and whether jurors hear of the close.</summary>
    public Result Pursue(int? reviewsWanted, bool remindsJurors)
    {
        if (reviewsWanted is < 1 or > MostReviewsWanted) return Refusals.OutOfRange("ReviewsWanted", 1, MostReviewsWanted);

        (ReviewsWanted, RemindsJurors) = (reviewsWanted, remindsJurors);
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

    /// <summary>
    /// Whether what was entered fits the round: criteria of its own, one answer each, marks on their scales, and all of it there where
    /// <paramref name="complete"/>.
    /// </summary>
    public Result Check(ScorecardEntry entry, bool complete)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (var mark in entry.Marks)
        {
            if (criteria.Find(known => known.Id == mark.CriterionId) is not { IsScored: true } criterion) return JudgingRefusals.CriterionUnknown;
            if (mark.Value is null && !criterion.AllowsNotApplicable) return JudgingRefusals.NotApplicableRefused(criterion.Name);
            if (mark.Value is { } value && !criterion.Scale.Has(value)) return JudgingRefusals.MarkOutOfRange(criterion.Name, criterion.Scale);
        }

        foreach (var remark in entry.Remarks)
        {
            if (criteria.Find(known => known.Id == remark.CriterionId) is not { IsScored: false } criterion) return JudgingRefusals.CriterionUnknown;
            if (Text.Check(remark.Text, "Remark", Remark.TextLength, required: false) is { } text) return text;
            if (criterion.Kind == CriterionKind.Choice && remark.Text.Length > 0 && !criterion.Choices.Contains(remark.Text)) return JudgingRefusals.ChoiceUnknown(criterion.Name);
        }

        if (entry.Recommendation is not null && !HasRecommendation) return JudgingRefusals.RecommendationNotAsked;
        var ids = entry.Marks.Select(mark => mark.CriterionId).Concat(entry.Remarks.Select(remark => remark.CriterionId)).ToList();
        if (ids.Distinct().Count() < ids.Count) return JudgingRefusals.CriterionUnknown;
        return complete ? CheckComplete(entry) : Result.Ok;
    }

    private Result CheckComplete(ScorecardEntry entry)
    {
        if (Mode == RoundMode.Scored && !criteria.Exists(criterion => criterion.IsScored)) return JudgingRefusals.MarksMissing;
        if (criteria.Exists(criterion => criterion.IsScored && entry.Marks.All(mark => mark.CriterionId != criterion.Id))) return JudgingRefusals.MarksMissing;
        if (criteria.Find(criterion => criterion is { IsScored: false, AllowsNotApplicable: false }
            && !entry.Remarks.Any(remark => remark.CriterionId == criterion.Id && !string.IsNullOrWhiteSpace(remark.Text))) is { } empty) return JudgingRefusals.RemarkMissing(empty.Name);
        return HasRecommendation && entry.Recommendation is null ? JudgingRefusals.RecommendationMissing : Result.Ok;
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

    /// <summary>Whether their desk keeps the order that they made; else the film with the fewest scores is next.</summary>
    public bool KeepsOwnOrder { get; private set; }

    public void Keep(bool ownOrder) => KeepsOwnOrder = ownOrder;
}
