using Showcase.Domain.Submissions;

namespace Showcase.Domain.Judging;

/// <summary>How a round's jurors judge.</summary>
public enum RoundMode
{
    /// <summary>Marks by weighted criteria.</summary>
    Scored,

    /// <summary>Each juror puts their films in order; the orders are combined by <see cref="Schulze"/>.</summary>
    Ranking,

    /// <summary>A verdict for each film.</summary>
    PassMaybeFail,
}

/// <summary>What a juror would do with a film. In a round of <see cref="RoundMode.PassMaybeFail"/> this is the verdict: pass, maybe, fail.</summary>
public enum Recommendation
{
    No,
    Maybe,
    Yes,
}

/// <summary>When jurors see what others on the panel gave.</summary>
public enum ScoresShown
{
    Never,

    /// <summary>Once their own is handed in.</summary>
    AfterOwn,
    Always,
}

/// <summary>Which submissions a round takes; an empty list leaves nothing out. Tags are any of those named.</summary>
public sealed record FilmFilter(IReadOnlyList<Guid> Categories, IReadOnlyList<SubmissionState> States, IReadOnlyList<string> Tags)
{
    public const int Most = 100;

    public static readonly FilmFilter All = new([], [], []);

    /// <summary>What can be judged at all. Shortlisted films take part only where they are asked for: that is what a second round is.</summary>
    public static readonly IReadOnlyList<SubmissionState> Judged = [SubmissionState.Submitted, SubmissionState.Eligible, SubmissionState.InReview, SubmissionState.Shortlisted];

    /// <summary>The states that the round takes.</summary>
    public IReadOnlyList<SubmissionState> TakenStates() => States.Count > 0 ? States : [SubmissionState.Submitted, SubmissionState.Eligible, SubmissionState.InReview];

    public Refusal? Check()
    {
        if (Categories.Count > Most || Tags.Count > Most) return Refusals.OutOfRange("Filter", 0, Most);
        return States.Any(state => !Judged.Contains(state)) ? JudgingRefusals.NotUpForJudging : null;
    }

    public bool Equals(FilmFilter? other) =>
        other is not null && Categories.SequenceEqual(other.Categories) && States.SequenceEqual(other.States) && Tags.SequenceEqual(other.Tags);

    public override int GetHashCode() => HashCode.Combine(Categories.Count, States.Count, Tags.Count);
}

/// <summary>What jurors learn of each other. Drafts and the cards of those who recused themselves are never shown, and a juror who recused sees nothing.</summary>
public sealed record PanelVisibility(ScoresShown Scores, bool JurorNames, bool Statistics)
{
    public static readonly PanelVisibility Nothing = new(ScoresShown.Never, JurorNames: false, Statistics: false);

    /// <summary>Whether others' cards and notes are shown to a juror.</summary>
    /// <param name="hasScored">Whether the juror's own card is handed in.</param>
    public bool ShowsScores(bool hasScored) => Scores == ScoresShown.Always || (Scores == ScoresShown.AfterOwn && hasScored);

    /// <summary>Whether mean, spread and count are shown: where the rest is not, only to those whom they can no longer lead.</summary>
    public bool ShowsStatistics(bool hasScored) => Statistics && (hasScored || Scores == ScoresShown.Always);
}

/// <summary>How a round works, besides its name, dates and criteria.</summary>
public sealed record RoundRules(RoundMode Mode, FilmFilter Films, bool AsksRecommendation, PanelVisibility Visibility)
{
    public static readonly RoundRules Usual = new(RoundMode.Scored, FilmFilter.All, AsksRecommendation: false, PanelVisibility.Nothing);
}
