using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>How much of their films the jurors of a round played who scored them.</summary>
internal sealed class BoardCoverage
{
    private readonly HashSet<Guid> playable;
    private readonly Dictionary<(Guid SubmissionId, Guid JurorId), int> most;
    private readonly HashSet<Guid> news;

    private BoardCoverage(HashSet<Guid> playable, Dictionary<(Guid SubmissionId, Guid JurorId), int> most, HashSet<Guid> news) => (this.playable, this.most, this.news) = (playable, most, news);

    public static async Task<BoardCoverage> ReadAsync(
        ShowcaseDbContext db, Guid roundId, Dictionary<Guid, BoardReads.FilmLine> films, IReadOnlyDictionary<Guid, TimeSpan> runtimes, CancellationToken token)
    {
        var viewings = (await db.BoardViewings(roundId).AsNoTracking().ToListAsync(token)).Where(viewing => films.ContainsKey(viewing.SubmissionId))
            .GroupBy(viewing => (viewing.SubmissionId, viewing.JurorId)).ToDictionary(group => group.Key, group => group.ToList());
        var versions = (await db.BoardVersions(roundId).ToListAsync(token)).Where(version => films.ContainsKey(version.SubmissionId)).ToLookup(version => version.SubmissionId);
        var cards = versions.Count == 0 ? [] : await db.BoardCards(roundId).ToListAsync(token);
        return new BoardCoverage(
            [.. films.Values.Where(film => film.VideoId is not null).Select(film => film.Id)],
            viewings.ToDictionary(own => own.Key, own => own.Value.Max(viewing => PercentOf(viewing, runtimes.GetValueOrDefault(viewing.SubmissionId, films[viewing.SubmissionId].StatedRuntime)))),
            [.. cards.Where(IsNews).Select(card => card.SubmissionId)]);

        bool IsNews(BoardReads.FilmCard card)
        {
            if (!versions.Contains(card.SubmissionId)) return false;

            var before = versions[card.SubmissionId].ToList();
            var film = films[card.SubmissionId];
            var own = viewings.GetValueOrDefault((card.SubmissionId, card.JurorId)) ?? [];
            var present = own.Find(viewing => viewing.AssetId == film.VideoId);
            return NewVersion.IsNews(
                before.Max(version => version.ShownAt),
                own.Exists(viewing => before.Exists(version => version.OldId == viewing.AssetId)),
                card.SavedAt,
                present is null ? 0 : PercentOf(present, runtimes.GetValueOrDefault(film.Id, film.StatedRuntime)));
        }
    }

    /// <summary>For each of these jurors the version of which they played most; null where the film has no file to play.</summary>
    public IReadOnlyList<int>? Of(Guid submissionId, IReadOnlyCollection<Guid> jurors) =>
        playable.Contains(submissionId) ? [.. jurors.Select(juror => most.GetValueOrDefault((submissionId, juror)))] : null;

    public bool HasNewVersion(Guid submissionId) => news.Contains(submissionId);

    private static int PercentOf(BoardReads.FilmViewing viewing, TimeSpan runtime) => viewing.Played.PercentOf(viewing.Facts?.Duration ?? runtime);
}

internal static class Median
{
    /// <summary>The middle, or the mean of both middles; null of nothing.</summary>
    public static double? Of(IReadOnlyCollection<int> numbers)
    {
        if (numbers.Count == 0) return null;

        var sorted = numbers.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }
}
