namespace Showcase.Domain.Judging;

public static class JudgingRefusals
{
    public static readonly Refusal CommentNotHandedIn = new("Comments.NotHandedIn");
    public static readonly Refusal CommentTooEarly = new("Comments.TooEarly");
    public static readonly Refusal CommentNamesJuror = new("Comments.NamesJuror");
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
    public static readonly Refusal ClosePeopleTooMany = new("Judging.ClosePeopleTooMany", JurorProfile.MostClosePeople, JurorProfile.OrganisationLength);
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
    public static readonly Refusal ScaleEmpty = new("Judging.ScaleEmpty");
    public static readonly Refusal StepTooSmall = new("Judging.StepTooSmall", Scale.SmallestStep);
    public static readonly Refusal StepsMissTheEnd = new("Judging.StepsMissTheEnd");
    public static readonly Refusal TooManySteps = new("Judging.TooManySteps", Scale.MostValues);
    public static readonly Refusal AnchorOffScale = new("Judging.AnchorOffScale");
    public static readonly Refusal ChoiceTwice = new("Judging.ChoiceTwice");
    public static readonly Refusal CriterionInUse = new("Judging.CriterionInUse");
    public static readonly Refusal ModeInUse = new("Judging.ModeInUse");
    public static readonly Refusal RecommendationNotAsked = new("Judging.RecommendationNotAsked");
    public static readonly Refusal RecommendationMissing = new("Judging.RecommendationMissing");
    public static readonly Refusal MarksMissing = new("Judging.MarksMissing");
    public static readonly Refusal CriterionUnknown = new("Judging.CriterionUnknown");
    public static readonly Refusal CardChanged = new("Judging.CardChanged");
    public static readonly Refusal NothingStaged = new("Judging.NothingStaged");
    public static readonly Refusal StagedChanged = new("Judging.StagedChanged");
    public static readonly Refusal AlreadyApplied = new("Judging.AlreadyApplied");

    public static readonly Refusal NotRanked = new("Judging.NotRanked");
    public static readonly Refusal NotYoursToPlace = new("Judging.NotYoursToPlace");
    public static readonly Refusal PlacedTwice = new("Judging.PlacedTwice");
    public static readonly Refusal NothingPlaced = new("Judging.NothingPlaced");
    public static readonly Refusal FormForeign = new("Judging.FormForeign");
    public static readonly Refusal FormFilmUnknown = new("Judging.FormFilmUnknown");
    public static readonly Refusal FormFilmTwice = new("Judging.FormFilmTwice");
    public static readonly Refusal FormCardChanged = new("Judging.FormCardChanged");
    public static readonly Refusal FormOutdated = new("Judging.FormOutdated");
    public static readonly Refusal OrderChanged = new("Judging.OrderChanged");
    public static readonly Refusal NoteOutside = new("Judging.NoteOutside");
    public static readonly Refusal TooManyNotes = new("Judging.TooManyNotes", FilmNote.Most);

    public static Refusal MarkOutOfRange(string criterion, Scale scale)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return new("Judging.MarkOutOfRange", criterion, scale.Least, scale.Most, scale.Step);
    }

    public static Refusal FormColumnUnknown(string heading) => new("Judging.FormColumnUnknown", heading);

    public static Refusal FormNotAMark(string criterion, string cell) => new("Judging.FormNotAMark", criterion, cell);

    public static Refusal OrderLineUnclear(int number, string line) => new("Judging.OrderLineUnclear", number, line);

    public static Refusal OrderLineUnknown(int number, string line) => new("Judging.OrderLineUnknown", number, line);

    public static Refusal OrderLineTwice(int number, string line) => new("Judging.OrderLineTwice", number, line);

    public static Refusal NotApplicableRefused(string criterion) => new("Judging.NotApplicableRefused", criterion);

    public static Refusal ChoiceUnknown(string criterion) => new("Judging.ChoiceUnknown", criterion);

    public static Refusal RemarkMissing(string criterion) => new("Judging.RemarkMissing", criterion);
}
