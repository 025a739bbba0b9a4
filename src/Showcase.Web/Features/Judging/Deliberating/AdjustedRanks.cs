using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Deliberating;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>Ranks films anew within their groups, and holds that against their raw order in the same group: what severity moves and nothing else.</summary>
internal static class AdjustedRanks
{
    public static IReadOnlyDictionary<Guid, AdjustedRank> Of(SeverityFit fit, IReadOnlyList<RankedSubmission> raw)
    {
        var ranks = new Dictionary<Guid, AdjustedRank>();
        foreach (var group in raw.Where(film => fit.Films.ContainsKey(film.SubmissionId)).GroupBy(film => fit.Films[film.SubmissionId].Group))
        {
            var before = Positions([.. group]);
            foreach (var film in Ranking.Of(group.Select(film => new SubmissionScores(film.SubmissionId, fit.Films[film.SubmissionId].Scores))))
            {
                ranks[film.SubmissionId] = new AdjustedRank(group.Key, film.Position!.Value, film.Mean!.Value, before[film.SubmissionId] - film.Position.Value, before.Count);
            }
        }

        return ranks;
    }

    /// <summary>Where films stand among themselves, of which the best comes first; equal means share a position.</summary>
    private static Dictionary<Guid, int> Positions(IReadOnlyList<RankedSubmission> films)
    {
        var positions = new Dictionary<Guid, int>();
        var position = 0;
        for (var index = 0; index < films.Count; index++)
        {
            if (index == 0 || films[index].Mean != films[index - 1].Mean) position = index + 1;
            positions[films[index].SubmissionId] = position;
        }

        return positions;
    }
}

/// <summary>Moved: by how many positions it rises in its group.</summary>
internal sealed record AdjustedRank(int Group, int Rank, double Mean, int Moved, int GroupFilms);
