using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Films;

namespace Showcase.Web.Data;

/// <summary>
/// Everything by which a submission is searched, folded, each word once: all that its film tells, the artist with their address, the cover
/// letter and the answers, and the number that it has elsewhere. A table of its own keeps a search from reading anything else.
/// </summary>
public sealed class SubmissionText(Guid submissionId, Guid editionId)
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid EditionId { get; private set; } = editionId;

    public string Text { get; private set; } = "";

    public void Write(Submission submission, Film film, ApplicationUser? artist, IEnumerable<string> numbers, IEnumerable<string> answers)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(film);
        var profile = film.Profile;
        var all = string.Join('\n', (IEnumerable<string?>)
        [
            film.Title, profile.OriginalTitle, artist?.DisplayName, artist?.Email, .. numbers,
            film.Year.ToString(CultureInfo.InvariantCulture), film.Country, Countries.Name(film.Country), film.Languages,
            .. film.Credits.Select(credit => credit.Name), .. film.Cast.Select(member => $"{member.Character} {member.Actor}"), .. film.Tools.Select(tool => $"{tool.Name} {tool.Model}"),
            profile.Logline, film.Synopsis, profile.LongSynopsis, profile.Statement, profile.Biography, profile.HumanRoles, profile.SourceLicences, profile.ShootingFormat,
            .. film.Screenings.Select(shown => $"{shown.Event} {shown.Award}"), .. film.Links.Select(link => link.Address), .. film.Rights.Select(right => $"{right.What} {right.Holder}"),
            submission.CoverLetter, .. answers,
        ]);

        // A search asks for words in any order: each is kept once.
        Text = string.Join(' ', SearchText.Fold(all).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal));
    }
}

/// <summary>Keeps the texts up with every save that changes what they tell of.</summary>
internal static class SearchedTexts
{
    public static async Task FollowAsync(ShowcaseDbContext db, CancellationToken token)
    {
        var made = db.ChangeTracker.Entries<Submission>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        var films = Changed<Film>(db, nameof(Film.DetailsVersion)).Select(film => film.Id).ToList();
        var artists = Changed<ApplicationUser>(db, nameof(ApplicationUser.DisplayName), nameof(ApplicationUser.Email)).Select(user => user.Id).ToList();
        var numbered = db.ChangeTracker.Entries<ImportedSubmission>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.SubmissionId).ToList();
        var written = Changed<Submission>(db, nameof(Submission.CoverLetter)).Select(submission => submission.Id)
            .Concat(db.ChangeTracker.Entries<Answer>().Where(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached)).Select(entry => entry.Entity.SubmissionId))
            .Distinct().ToList();
        if (made.Count + films.Count + artists.Count + numbered.Count + written.Count == 0) return;

        var gone = db.ChangeTracker.Entries<Submission>().Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id).ToHashSet();
        var here = await (
            from text in db.SubmissionTexts
            join submission in db.Submissions on text.SubmissionId equals submission.Id
            where films.Contains(submission.FilmId) || artists.Contains(submission.ArtistId) || numbered.Contains(submission.Id) || written.Contains(submission.Id)
            select new { Text = text, Of = new Sources(submission.Id, submission.FilmId, submission.ArtistId) }).ToListAsync(token);
        var texts = here.Where(row => !gone.Contains(row.Of.SubmissionId)).Select(row => (row.Text, row.Of)).ToList();
        foreach (var submission in made)
        {
            var text = new SubmissionText(submission.Id, submission.EditionId);
            db.SubmissionTexts.Add(text);
            texts.Add((text, new Sources(submission.Id, submission.FilmId, submission.ArtistId)));
        }

        await WriteAsync(db, texts, token);
    }

    private static async Task WriteAsync(ShowcaseDbContext db, List<(SubmissionText Text, Sources Of)> texts, CancellationToken token)
    {
        var films = await FindAsync(db, film => film.Id, texts.Select(text => text.Of.FilmId), missing => db.Films.Where(film => missing.Contains(film.Id)), token);
        var artists = await FindAsync(db, user => user.Id, texts.Select(text => text.Of.ArtistId), missing => db.Users.Where(user => missing.Contains(user.Id)), token);
        var submissions = await FindAsync(db, submission => submission.Id, texts.Select(text => text.Of.SubmissionId), missing => db.Submissions.Where(submission => missing.Contains(submission.Id)), token);
        var ids = texts.ConvertAll(text => text.Of.SubmissionId);
        var answers = await AnswersAsync(db, ids, token);
        var known = await db.ImportedSubmissions.Where(imported => ids.Contains(imported.SubmissionId)).Select(imported => new { imported.SubmissionId, imported.Number }).ToListAsync(token);
        var numbers = db.ImportedSubmissions.Local.Select(imported => new { imported.SubmissionId, imported.Number }).Union(known).ToLookup(row => row.SubmissionId, row => row.Number);
        var sorts = await db.SubmissionSorts.Where(sort => ids.Contains(sort.SubmissionId)).ToDictionaryAsync(sort => sort.SubmissionId, token);
        foreach (var (text, of) in texts)
        {
            var (film, artist) = (films[of.FilmId], artists.GetValueOrDefault(of.ArtistId));
            text.Write(submissions[of.SubmissionId], film, artist, numbers[of.SubmissionId], answers[of.SubmissionId]);
            if (!sorts.TryGetValue(of.SubmissionId, out var sort)) db.SubmissionSorts.Add(sort = new SubmissionSort(of.SubmissionId, text.EditionId));
            sort.Write(film, artist);
        }
    }

    /// <summary>The answers as the save will leave them.</summary>
    private static async Task<ILookup<Guid, string>> AnswersAsync(ShowcaseDbContext db, List<Guid> submissions, CancellationToken token)
    {
        var answers = await db.Answers.AsNoTracking().Where(answer => submissions.Contains(answer.SubmissionId)).ToDictionaryAsync(answer => answer.Id, token);
        foreach (var entry in db.ChangeTracker.Entries<Answer>())
        {
            if (entry.State == EntityState.Deleted) answers.Remove(entry.Entity.Id);
            else answers[entry.Entity.Id] = entry.Entity;
        }

        return answers.Values.OrderBy(answer => answer.Id).ToLookup(answer => answer.SubmissionId, answer => answer.Value);
    }

    /// <summary>Those that this context holds are as the save will leave them; the others are read.</summary>
    private static async Task<Dictionary<Guid, T>> FindAsync<T>(
        ShowcaseDbContext db, Func<T, Guid> idOf, IEnumerable<Guid> wanted, Func<List<Guid>, IQueryable<T>> store, CancellationToken token)
        where T : class
    {
        var found = db.ChangeTracker.Entries<T>().Select(entry => entry.Entity).ToDictionary(idOf);
        var missing = wanted.Distinct().Where(id => !found.ContainsKey(id)).ToList();
        if (missing.Count == 0) return found;

        foreach (var thing in await store(missing).AsNoTracking().ToListAsync(token)) found[idOf(thing)] = thing;
        return found;
    }

    private static IEnumerable<T> Changed<T>(ShowcaseDbContext db, params string[] properties)
        where T : class =>
        db.ChangeTracker.Entries<T>()
            .Where(entry => entry.State == EntityState.Modified && properties.Any(name => !Equals(entry.Property(name).OriginalValue, entry.Property(name).CurrentValue)))
            .Select(entry => entry.Entity);

    private sealed record Sources(Guid SubmissionId, Guid FilmId, Guid ArtistId);
}
