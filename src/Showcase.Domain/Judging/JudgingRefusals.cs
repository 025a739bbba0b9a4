namespace Showcase.Domain.Judging;

public static class JudgingRefusals
{
    public static readonly Refusal ClosesBeforeItOpens = new("Judging.ClosesBeforeItOpens");
    public static readonly Refusal TooManyCriteria = new("Judging.TooManyCriteria", JudgingRound.MostCriteria);
    public static readonly Refusal ScoringBegan = new("Judging.ScoringBegan");
    public static readonly Refusal AlreadyOnPanel = new("Judging.AlreadyOnPanel");
    public static readonly Refusal NotOnPanel = new("Judging.NotOnPanel");
    public static readonly Refusal NotAJuror = new("Judging.NotAJuror");
    public static readonly Refusal PanelEmpty = new("Judging.PanelEmpty");
    public static readonly Refusal OwnFilm = new("Judging.OwnFilm");
    public static readonly Refusal Conflicted = new("Judging.Conflicted");
    public static readonly Refusal CaseClosed = new("Judging.CaseClosed");
    public static readonly Refusal PinOwn = new("Judging.PinOwn");
    public static readonly Refusal NotInEdition = new("Judging.NotInEdition");
    public static readonly Refusal AlreadyGiven = new("Judging.AlreadyGiven");
    public static readonly Refusal BidsClosed = new("Judging.BidsClosed");
    public static readonly Refusal OrganisationsTooMany = new("Judging.OrganisationsTooMany", JurorProfile.MostOrganisations, JurorProfile.OrganisationLength);
    public static readonly Refusal TopicsTooMany = new("Judging.TopicsTooMany", JurorProfile.MostTopics);
    public static readonly Refusal PlanStale = new("Judging.PlanStale");
    public static readonly Refusal PlanEmpty = new("Judging.PlanEmpty");
    public static readonly Refusal NotUpForJudging = new("Judging.NotUpForJudging");
    public static readonly Refusal NothingToAssign = new("Judging.NothingToAssign");
    public static readonly Refusal TooManyAtOnce = new("Judging.TooManyAtOnce");
    public static readonly Refusal CardInUse = new("Judging.CardInUse");
    public static readonly Refusal WindowClosed = new("Judging.WindowClosed");
    public static readonly Refusal WindowNotOpen = new("Judging.WindowNotOpen");
    public static readonly Refusal Recused = new("Judging.Recused");
    public static readonly Refusal NoLongerScored = new("Judging.NoLongerScored");
    public static readonly Refusal MarkOutOfRange = new("Judging.MarkOutOfRange", Mark.Least, Mark.Most);
    public static readonly Refusal MarksMissing = new("Judging.MarksMissing");
    public static readonly Refusal CriterionUnknown = new("Judging.CriterionUnknown");
    public static readonly Refusal CardChanged = new("Judging.CardChanged");
    public static readonly Refusal NothingStaged = new("Judging.NothingStaged");
    public static readonly Refusal StagedChanged = new("Judging.StagedChanged");
    public static readonly Refusal AlreadyApplied = new("Judging.AlreadyApplied");
}
