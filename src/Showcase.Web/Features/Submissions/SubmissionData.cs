using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Forms.Files;

namespace Showcase.Web.Features.Submissions;

/// <summary>Where a person's films were entered. What was sent in stays with the festival, without its letter and answers; drafts go.</summary>
internal sealed class SubmissionData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "submissions";

    public IReadOnlyList<PersonalField> Fields { get; } =
    [
        new(typeof(Submission), nameof(Submission.ArtistId)), new(typeof(StatusChange), nameof(StatusChange.By)),
        new(typeof(SubmissionImport), nameof(SubmissionImport.ImportedBy)), new(typeof(SubmissionImport), nameof(SubmissionImport.UndoneBy)),
        new(typeof(ImportedChange), nameof(ImportedChange.MadeArtistId)), new(typeof(SavedView), nameof(SavedView.OwnerId)),
    ];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var entries = await db.Submissions.AsNoTracking()
            .Where(entry => entry.ArtistId == userId)
            .OrderBy(entry => entry.Id)
            .Select(entry => new
            {
                entry.Id,
                Edition = db.Editions.Where(edition => edition.Id == entry.EditionId).Select(edition => edition.Name).FirstOrDefault(),
                Film = db.Films.Where(film => film.Id == entry.FilmId).Select(film => film.Title).FirstOrDefault(),
                Thread = db.ThreadMessages.Where(message => message.SubmissionId == entry.Id).OrderBy(message => message.At)
                    .Select(message => new { message.Side, message.Text, message.At }).ToList(),
                entry.State, entry.CoverLetter, entry.CreatedAt, entry.SubmittedAt, entry.Fee,
                Answers = db.Answers.Where(answer => answer.SubmissionId == entry.Id).OrderBy(answer => answer.QuestionId)
                    .Join(db.Questions, answer => answer.QuestionId, question => question.Id, (answer, question) => new { question.Wording, answer.Value, answer.File, Address = answer.File == null ? null : AnswerFileEndpoints.AddressOf(answer.SubmissionId, answer.QuestionId), answer.GivenAt }).ToList(),
                History = entry.History.OrderBy(step => step.At).Select(step => new { step.State, step.At, step.Reason }).ToList(),
            })
            .ToListAsync(token);
        var steps = await db.Submissions.AsNoTracking()
            .Where(entry => entry.ArtistId != userId)
            .SelectMany(entry => entry.History, (entry, step) => new { entry.Id, entry.FilmId, step.State, step.At, step.By, step.Reason })
            .Where(step => step.By == userId)
            .OrderBy(step => step.At).ThenBy(step => step.Id)
            .Select(step => new { Film = db.Films.Where(film => film.Id == step.FilmId).Select(film => film.Title).FirstOrDefault(), step.State, step.At, step.Reason })
            .ToListAsync(token);
        var imports = await db.SubmissionImports.AsNoTracking()
            .Where(import => import.ImportedBy == userId || import.UndoneBy == userId)
            .OrderBy(import => import.Id)
            .Select(import => new { import.FileName, import.Source, Imported = import.ImportedBy == userId, import.StartedAt, Undone = import.UndoneBy == userId, import.UndoneAt })
            .ToListAsync(token);
        var importedIn = await db.ImportedChanges.AsNoTracking()
            .Where(change => change.MadeArtistId == userId)
            .OrderBy(change => change.Id)
            .Select(change => new { change.Title, Source = db.SubmissionImports.Where(import => import.Id == change.ImportId).Select(import => import.Source).First() })
            .ToListAsync(token);
        var views = await db.SavedViews.AsNoTracking()
            .Where(view => view.OwnerId == userId)
            .OrderBy(view => view.Id)
            .Select(view => new { view.Name, view.Query, view.IsShared })
            .ToListAsync(token);
        return new { Own = entries, StepsTaken = steps, Imports = imports, AccountMadeFor = importedIn, Views = views };
    }

    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        db.Submissions.RemoveRange(await db.Submissions.Where(entry => entry.ArtistId == person.Id && entry.State == SubmissionState.Draft).ToListAsync(token));
        await db.SaveChangesAsync(token);
        await db.Answers.Where(answer => db.Submissions.Any(entry => entry.Id == answer.SubmissionId && entry.ArtistId == person.Id)).ExecuteDeleteAsync(token);
        await db.Submissions.Where(entry => entry.ArtistId == person.Id).ExecuteUpdateAsync(entry => entry.SetProperty(e => e.CoverLetter, ""), token);
        await db.SavedViews.Where(view => view.OwnerId == person.Id).ExecuteDeleteAsync(token);
    }
}
