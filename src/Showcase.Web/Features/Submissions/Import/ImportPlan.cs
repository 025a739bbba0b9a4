using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Submissions.Import;

internal enum ImportOutcome
{
    New,
    Changed,
    Same,
    Kept,
    LeftOut,
}

/// <summary>What becomes of one row, with what there is to say about it.</summary>
internal sealed record PlannedRow(ImportEntry Entry, ImportOutcome Outcome, Refusal? Why = null);

/// <summary>
/// Prepares a batch of rows in a context that the caller saves, or throws away in a dry run: so both come to the same. A film that
/// anybody changed here since its last import stays as it is, and so does one that a festival has chosen. An address without an account
/// gets one without a password, which its owner takes over by registering or by the mail for forgotten passwords.
/// </summary>
internal sealed class ImportPlan(ShowcaseDbContext db, SubmissionImport import, DateTimeOffset now)
{
    /// <summary>As Identity's own: an address is found whatever its case.</summary>
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();
    private static readonly Refusal ChangedHere = new("Imports.ChangedHere");

    private readonly Dictionary<string, Guid> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedSubmission> links = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Film> films = [];
    private readonly HashSet<Guid> chosen = [];

    public async Task<IReadOnlyList<PlannedRow>> PrepareAsync(IReadOnlyCollection<ImportEntry> entries, CancellationToken token)
    {
        await LoadAsync(entries, token);
        return [.. entries.Select(Prepare)];
    }

    private async Task LoadAsync(IReadOnlyCollection<ImportEntry> entries, CancellationToken token)
    {
        var numbers = entries.Select(entry => entry.Number).ToList();
        foreach (var link in await db.ImportedSubmissions.Where(l => l.CallId == import.CallId && l.Source == import.Source && numbers.Contains(l.Number)).ToListAsync(token))
        {
            links[link.Number] = link;
        }

        var filmIds = links.Values.Select(link => link.FilmId).ToList();
        foreach (var film in await db.Films.Where(film => filmIds.Contains(film.Id)).ToListAsync(token)) films[film.Id] = film;
        chosen.UnionWith(await db.Submissions.Where(s => filmIds.Contains(s.FilmId) && s.State == SubmissionState.Selected).Select(s => s.FilmId).ToListAsync(token));

        var addresses = entries.Select(entry => Key(entry.Email)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var person in await db.Users.Where(user => addresses.Contains(user.NormalizedEmail!)).Select(user => new { user.Id, user.NormalizedEmail }).ToListAsync(token))
        {
            people[person.NormalizedEmail!] = person.Id;
        }
    }

    private PlannedRow Prepare(ImportEntry entry) =>
        links.TryGetValue(entry.Number, out var link) && films.TryGetValue(link.FilmId, out var film) ? Change(entry, link, film) : Make(entry);

    private PlannedRow Change(ImportEntry entry, ImportedSubmission link, Film film)
    {
        var (before, version) = (film.ToDetails(), film.DetailsVersion);
        var after = entry.Details(before, now);
        if (IsSame(before, after)) return new PlannedRow(entry, ImportOutcome.Same);
        if (version != link.FilmVersion) return new PlannedRow(entry, ImportOutcome.Kept, ChangedHere);
        if (chosen.Contains(film.Id)) return new PlannedRow(entry, ImportOutcome.Kept, FilmRefusals.Chosen);
        if (film.Change(after, now).Refusal is { } why) return new PlannedRow(entry, ImportOutcome.LeftOut, why);

        link.Follow(film.DetailsVersion);
        db.ImportedChanges.Add(ImportedChange.Changed(import.Id, link.SubmissionId, film, JsonSerializer.Serialize(before), version));
        return new PlannedRow(entry, ImportOutcome.Changed);
    }

    private PlannedRow Make(ImportEntry entry)
    {
        var isKnown = people.TryGetValue(Key(entry.Email), out var artistId);
        var newcomer = isKnown ? null : Newcomer(entry);
        if (newcomer is not null) artistId = newcomer.Id;

        var film = Film.Create(artistId, entry.Details(null, now), now);
        if (!film.Succeeded) return new PlannedRow(entry, ImportOutcome.LeftOut, film.Refusal);

        var submission = Submission.Import(import.EditionId, entry.CategoryId, film.Value.Id, artistId, entry.CoverLetter, entry.SubmittedAt ?? now, import.ImportedBy);
        if (!submission.Succeeded) return new PlannedRow(entry, ImportOutcome.LeftOut, submission.Refusal);

        if (newcomer is not null)
        {
            db.Users.Add(newcomer);
            people[newcomer.NormalizedEmail!] = newcomer.Id;
        }

        db.Films.Add(film.Value);
        db.Submissions.Add(submission.Value);
        db.ImportedSubmissions.Add(new ImportedSubmission(import.CallId, import.Source, entry.Number, submission.Value.Id, film.Value.Id, film.Value.DetailsVersion));
        db.ImportedChanges.Add(ImportedChange.Made(import.Id, submission.Value, film.Value, newcomer?.Id));
        return new PlannedRow(entry, ImportOutcome.New);
    }

    /// <summary>No password and no confirmed address: nobody can sign in until the address's owner has had a mail there.</summary>
    private ApplicationUser Newcomer(ImportEntry entry) => new()
    {
        DisplayName = entry.Artist, CreatedAt = now, LockoutEnabled = true, SecurityStamp = Guid.CreateVersion7().ToString(),
        UserName = entry.Email, NormalizedUserName = Normalizer.NormalizeName(entry.Email), Email = entry.Email, NormalizedEmail = Key(entry.Email),
    };

    private static string Key(string email) => Normalizer.NormalizeEmail(email)!;

    private static bool IsSame(FilmDetails before, FilmDetails after) =>
        before with { Credits = after.Credits } == after && before.Credits.SequenceEqual(after.Credits);
}
