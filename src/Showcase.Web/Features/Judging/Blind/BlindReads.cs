using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Forms;
using Showcase.Domain.Judging.Blind;
using Showcase.Web.Data;
using Showcase.Web.Features.Forms;

namespace Showcase.Web.Features.Judging.Blind;

/// <summary>What reads of entries before jurors of blind rounds share.</summary>
internal static class BlindReads
{
    private const int MostFilms = 20_000;

    /// <summary>By entry, how its texts read to those who are not told who made it.</summary>
    /// <param name="db">The operation's context.</param>
    /// <param name="submissionIds">The entries.</param>
    /// <param name="titlesOnly">Whether nothing but titles will be read: a desk has many.</param>
    /// <param name="token">Ends the wait.</param>
    public static async Task<Dictionary<Guid, BlindReading>> BlindReadingsAsync(this ShowcaseDbContext db, IReadOnlyCollection<Guid> submissionIds, bool titlesOnly, CancellationToken token)
    {
        if (submissionIds.Count == 0) return [];

        var entries = await db.Submissions.AsNoTracking()
            .Where(entry => submissionIds.Contains(entry.Id))
            .Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, entry.ArtistId, entry.FilmId, film.OwnerId, film.Title, film.Credits })
            .ToListAsync(token);
        var films = entries.ConvertAll(entry => entry.FilmId);
        var authors = await db.CoAuthors.Where(author => author.UserId != null && films.Contains(author.FilmId)).Select(author => new { author.FilmId, UserId = author.UserId!.Value }).ToListAsync(token);
        var people = entries.SelectMany(entry => new[] { entry.ArtistId, entry.OwnerId }).Concat(authors.Select(author => author.UserId)).Distinct().ToList();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        var words = await db.BlindWords.AsNoTracking().Where(row => submissionIds.Contains(row.SubmissionId)).ToDictionaryAsync(row => row.SubmissionId, token);
        var copies = (await db.RedactedCopies.AsNoTracking()
            .Where(copy => submissionIds.Contains(copy.SubmissionId) && (!titlesOnly || copy.Part == JurorText.Title))
            .ToListAsync(token)).ToLookup(copy => copy.SubmissionId);
        var byFilm = authors.ToLookup(author => author.FilmId, author => author.UserId);
        return entries.ToDictionary(entry => entry.Id, entry => new BlindReading(
            NameMask.For(
                entry.Title,
                byFilm[entry.FilmId].Append(entry.ArtistId).Append(entry.OwnerId).Distinct().Select(person => names.GetValueOrDefault(person, "")),
                entry.Credits.Select(credit => credit.Name),
                words.GetValueOrDefault(entry.Id)),
            copies[entry.Id].ToDictionary(copy => copy.Key),
            words.GetValueOrDefault(entry.Id)));
    }

    /// <summary>By film, the titles that this juror reads of the films in their blind rounds.</summary>
    public static async Task<Dictionary<Guid, string>> BlindTitlesAsync(this ShowcaseDbContext db, Guid jurorId, CancellationToken token)
    {
        var films = await (
            from assignment in db.Assignments
            join round in db.JudgingRounds on assignment.RoundId equals round.Id
            join entry in db.Submissions on assignment.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            where assignment.JurorId == jurorId && round.IsBlind
            select new { SubmissionId = entry.Id, FilmId = film.Id, film.Title })
            .Distinct().OrderBy(row => row.SubmissionId).Take(MostFilms).ToListAsync(token);
        var titles = await db.BlindTitlesAsync(films.ToDictionary(film => film.SubmissionId, film => film.Title), token);
        return films.DistinctBy(film => film.FilmId).ToDictionary(film => film.FilmId, film => titles[film.SubmissionId]);
    }

    /// <summary>These titles of entries, as jurors of a blind round read them.</summary>
    public static async Task<Dictionary<Guid, string>> BlindTitlesAsync(this ShowcaseDbContext db, IReadOnlyDictionary<Guid, string> titles, CancellationToken token)
    {
        var readings = await db.BlindReadingsAsync([.. titles.Keys], titlesOnly: true, token);
        return titles.ToDictionary(title => title.Key, title => readings[title.Key].Read(new TextKey(JurorText.Title), title.Value));
    }

    /// <summary>By entry, the texts that jurors read, as their artists wrote them; none is empty. Of captions there is the track, not what it says.</summary>
    public static async Task<ILookup<Guid, JurorSource>> JurorTextsAsync(this ShowcaseDbContext db, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        var films = await db.Submissions.AsNoTracking()
            .Where(entry => submissionIds.Contains(entry.Id))
            .Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, FilmId = film.Id, film.Title, film.Synopsis, film.Profile })
            .ToListAsync(token);
        var filmIds = films.ConvertAll(film => film.FilmId);
        var tracks = (await db.CaptionTracks.Where(track => filmIds.Contains(track.FilmId))
            .OrderBy(track => track.Language).ThenBy(track => track.Kind).ThenBy(track => track.Id)
            .Select(track => new { track.Id, track.FilmId })
            .ToListAsync(token)).ToLookup(track => track.FilmId, track => track.Id);
        var answers = await db.AnswersForJurorsAsync(submissionIds, token);
        return films.SelectMany(film => new[]
            {
                new JurorSource(film.Id, new TextKey(JurorText.Title), film.Title),
                new JurorSource(film.Id, new TextKey(JurorText.Logline), film.Profile.Logline),
                new JurorSource(film.Id, new TextKey(JurorText.Synopsis), film.Synopsis),
                new JurorSource(film.Id, new TextKey(JurorText.LongSynopsis), film.Profile.LongSynopsis),
                new JurorSource(film.Id, new TextKey(JurorText.Statement), film.Profile.Statement),
            }
            .Concat(answers[film.Id].Where(answer => answer.IsWritten).Select(answer => new JurorSource(film.Id, new TextKey(JurorText.Answer, answer.QuestionId), answer.Value) { Label = answer.Wording.Text }))
            .Where(source => source.Original.Length > 0)
            .Concat(tracks[film.FilmId].Select(track => new JurorSource(film.Id, new TextKey(JurorText.Captions, track), ""))))
            .ToLookup(source => source.SubmissionId);
    }
}

/// <summary>A text of an entry that jurors read, as it was written. Label: the question that it answers.</summary>
internal sealed record JurorSource(Guid SubmissionId, TextKey Key, string Original)
{
    public string Label { get; init; } = "";
}

/// <summary>How the texts of one entry read to those who are not told who made it.</summary>
internal sealed class BlindReading(NameMask mask, IReadOnlyDictionary<TextKey, RedactedCopy> copies, BlindWords? words)
{
    public NameMask Mask => mask;

    public BlindWords? Words => words;

    public RedactedCopy? CopyOf(TextKey key) => copies.GetValueOrDefault(key);

    /// <summary>The approved copy of just these words, or what the mask leaves of them.</summary>
    public string Read(TextKey key, string original)
    {
        if (original.Length == 0) return original;

        var masked = mask.Cover(original);
        return CopyOf(key) is { } copy && copy.Stands(RedactedCopy.FingerprintOf(masked)) ? copy.Text : masked.Text;
    }

    public ReadAnswer Read(JurorAnswer answer) => new(
        answer.Wording,
        answer.IsWritten ? Read(new TextKey(JurorText.Answer, answer.QuestionId), answer.Value) : answer.Wording.Kind is QuestionKind.Choice or QuestionKind.Many ? mask.Cover(answer.Value).Text : answer.Value,
        HasChanged: false);

    public string FingerprintOf(JurorSource source) =>
        source.Key.Part == JurorText.Captions ? RedactedCopy.FingerprintOf(source.Key.SourceId, mask) : RedactedCopy.FingerprintOf(mask.Cover(source.Original));

    public CopyState StateOf(JurorSource source) =>
        CopyOf(source.Key) is not { ApprovedAt: not null } copy ? CopyState.New : copy.Stands(FingerprintOf(source)) ? CopyState.Approved : CopyState.Stale;
}
