using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>What a juror reads of the others on the panel. The round says what that is, and each query keeps to it: a page cannot show more.</summary>
public sealed class PanelQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 200;

    /// <summary>What others gave the film of an assignment of the juror's own; null where that is not theirs or they recused themselves.</summary>
    public async Task<PanelScores?> ScoresAsync(Actor actor, Guid editionId, Guid assignmentId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var mine = await DeskQueries.Mine(db, actor, editionId).Where(row => row.Assignment.Id == assignmentId && row.Card.RecusedAt == null)
            .Select(row => new { row.Assignment.RoundId, row.Assignment.SubmissionId, row.Round.Visibility, HasScored = row.Card.ScoredAt != null })
            .AsNoTracking()
            .SingleOrDefaultAsync(token);
        if (mine is null) return null;

        var showsScores = mine.Visibility.ShowsScores(mine.HasScored);
        var showsStatistics = mine.Visibility.ShowsStatistics(mine.HasScored);
        if (!showsScores && !showsStatistics) return new PanelScores(mine.Visibility, mine.HasScored, [], null);

        var score = await RankingQueries.ScoreOfAsync(db, mine.RoundId, token);
        var cards = await db.Assignments.Where(a => a.RoundId == mine.RoundId && a.SubmissionId == mine.SubmissionId)
            .Join(db.Scorecards.Where(c => c.ScoredAt != null), a => a.Id, c => c.AssignmentId, (a, c) => new { a.Id, a.JurorId, Card = c })
            .Join(db.Users, row => row.JurorId, u => u.Id, (row, u) => new { row.Id, row.JurorId, u.DisplayName, row.Card })
            .OrderBy(row => row.Id)
            .Take(Most)
            .AsNoTracking()
            .ToListAsync(token);
        var others = showsScores ? cards.Where(row => row.JurorId != actor.UserId).OrderBy(row => Shuffled(row.Id), StringComparer.Ordinal).ToList() : [];
        return new PanelScores(
            mine.Visibility,
            mine.HasScored,
            [.. others.Select(row => new PanelScore(
                mine.Visibility.JurorNames ? row.DisplayName : null,
                score.Of(row.Card),
                row.Card.Marks.ToDictionary(mark => mark.CriterionId, mark => mark.Value),
                row.Card.Remarks.ToDictionary(remark => remark.CriterionId, remark => remark.Text),
                row.Card.Recommendation,
                row.Card.ToCommittee))],
            showsStatistics ? Statistics([.. cards.Select(row => score.Of(row.Card)).OfType<double>()], score) : null);
    }

    /// <summary>The random end of the id: an order in which nobody can be told by their place.</summary>
    internal static string Shuffled(Guid assignmentId) => assignmentId.ToString("N")[16..];

    internal static PanelStatistics? Statistics(IReadOnlyList<double> scores, RoundScore score)
    {
        if (scores.Count == 0) return null;

        var ranked = Ranking.Of([new SubmissionScores(Guid.Empty, scores)])[0];
        return new PanelStatistics(ranked.Mean!.Value, ranked.Spread, ranked.Count, score.Least, score.Most);
    }
}

/// <summary>What the round shows a juror of the panel, as far as it is shown now.</summary>
public sealed record PanelScores(PanelVisibility Visibility, bool HasScored, IReadOnlyList<PanelScore> Others, PanelStatistics? Statistics)
{
    /// <summary>Whether handing in shows more.</summary>
    public bool WaitsForOwn => !HasScored && (Visibility.Scores == ScoresShown.AfterOwn || (Visibility.Statistics && Visibility.Scores == ScoresShown.Never));
}

/// <summary>Juror is null where the round does not tell its jurors' names. What was written to the artist is not among it.</summary>
public sealed record PanelScore(
    string? Juror, double? Score, IReadOnlyDictionary<Guid, decimal?> Marks, IReadOnlyDictionary<Guid, string> Remarks, Recommendation? Recommendation, string ToCommittee);

public sealed record PanelStatistics(double Mean, double? Spread, int Count, double Least, double Most);
