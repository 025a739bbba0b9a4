using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>A round's films and jurors as organisers read them while they decide. Films that are closed to the reader were left out before anything was counted.</summary>
/// <param name="Films">By raw rank.</param>
/// <param name="Jurors">Who scored, by name; nobody where the round only ranks.</param>
/// <param name="Groups">How many groups of jurors share no film with each other: adjusted ranks are within a group.</param>
/// <param name="Noise">By how many points a score differs from what film and severity say.</param>
/// <param name="Closed">How many films are left out because the reader has a conflict.</param>
public sealed record Board(string Round, IReadOnlyList<BoardFilm> Films, IReadOnlyList<BoardJuror> Jurors, int Groups, double Noise, int Closed)
{
    public RoundMode Mode { get; init; }

    public bool HasRecommendation { get; init; }

    /// <summary>The ends of the scale that scores are on.</summary>
    public double Least { get; init; } = 1;

    public double Most { get; init; } = 10;

    public bool HasScores => Mode != RoundMode.Ranking;

    public bool IsVerdict => Mode == RoundMode.PassMaybeFail;

    /// <summary>A, B, … for groups 1, 2, …</summary>
    public static string GroupName(int group) => group > 26 ? $"{GroupName((group - 1) / 26)}{GroupName(((group - 1) % 26) + 1)}" : ((char)('A' + group - 1)).ToString();
}

/// <summary>A film of the board. What is of scores is null or empty without any, and where the round only ranks.</summary>
public sealed record BoardFilm(
    Guid SubmissionId, Guid FilmId, string Title, string Artist, Guid CategoryId, string Category, string Country, TimeSpan Runtime, SubmissionState State, IReadOnlyList<string> Tools)
{
    /// <summary>By the mean of the scores as they were given; in a ranked round by Schulze's method.</summary>
    public int? RawRank { get; init; }

    /// <summary>Within the film's group, with each juror's severity taken off.</summary>
    public int? AdjustedRank { get; init; }

    /// <summary>How many positions of its group severity lifts it by; below 0 it falls.</summary>
    public int? Moved { get; init; }

    /// <summary>From 1; null without a score.</summary>
    public int? Group { get; init; }

    public double? Mean { get; init; }

    public double? AdjustedMean { get; init; }

    public double? Spread { get; init; }

    /// <summary>How many scored or placed it.</summary>
    public int Count { get; init; }

    public int Assigned { get; init; }

    /// <summary>The median of how much of it was really played by those who scored it, in per cent; by each the version of which they played most.</summary>
    public double? Coverage { get; init; }

    public Verdicts? Verdicts { get; init; }

    public IReadOnlyList<BoardFlag> Flags { get; init; } = [];

    public DecisionOutcome? Staged { get; init; }

    /// <summary>What is staged, else what is decided; null where it is open.</summary>
    public DecisionOutcome? Outcome => Staged ?? State switch
    {
        SubmissionState.Shortlisted => DecisionOutcome.Shortlisted,
        SubmissionState.Selected => DecisionOutcome.Selected,
        SubmissionState.Waitlisted => DecisionOutcome.Waitlisted,
        SubmissionState.Declined => DecisionOutcome.Declined,
        _ => null,
    };
}

public sealed record BoardJuror(string Name, JurorSeverity Severity);
