using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Forms;

/// <summary>What organisers read of answers. Those of drafts are the artists' own and never show.</summary>
public sealed class AnswerQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int PageSize = 500;

    /// <summary>An entry's answers, with the questions that it left open; null for those who do not organise the edition, and for drafts.</summary>
    public async Task<EntryAnswersView?> FindAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var categoryId = await Visible(db, actor, editionId).Where(entry => entry.Id == submissionId).Select(entry => (Guid?)entry.CategoryId).SingleOrDefaultAsync(token);
        if (categoryId is null) return null;

        var form = await db.QuestionnaireAsync(categoryId.Value, token);
        var given = await db.GivenAnswersAsync(submissionId, token);
        var wordings = await db.WordingsAsync(submissionId, token);
        var asked = form.AskedOf(categoryId.Value, given).Select(question => question.Id).ToHashSet();
        return new EntryAnswersView(
            [.. form.Sections
                .Select(section => new AnswersSection(section.Title, [.. section.Questions.Where(question => asked.Contains(question.Id)).Select(Read)]))
                .Where(section => section.Answers.Count > 0)],
            [.. wordings.Where(wording => !asked.Contains(wording.Key)).OrderBy(wording => wording.Key)
                .Select(wording => new ReadAnswer(wording.Value, given.GetValueOrDefault(wording.Key)?.Value ?? "", HasChanged: false) { Href = Address(wording.Key) })]);

        ReadAnswer Read(AskedQuestion question) => given.TryGetValue(question.Id, out var answer)
            ? new ReadAnswer(wordings.GetValueOrDefault(question.Id, question.Wording), answer.Value, answer.Version != question.Version) { Href = Address(question.Id) }
            : new ReadAnswer(question.Wording, "", HasChanged: false);

        string? Address(Guid questionId) => given.GetValueOrDefault(questionId)?.File is null ? null : AnswerFileEndpoints.AddressOf(submissionId, questionId);
    }

    /// <summary>The questions of a call, those asked no more last; null where the actor does not organise the edition or the call is not its.</summary>
    public async Task<AnswerColumns?> ColumnsAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var isOrganiser = await db.Calls.AnyAsync(
            call => call.Id == callId && call.EditionId == editionId
                && db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser),
            token);
        if (!isOrganiser) return null;

        var form = await db.FormsWithQuestions().SingleOrDefaultAsync(f => f.CallId == callId, token);
        if (form is null) return new AnswerColumns([]);

        var removed = form.Questions.Where(question => question.SectionId is null).OrderBy(question => question.Id).Select(question => question.Asked);
        return new AnswerColumns([.. form.Questionnaire.Questions.Concat(removed)]);
    }

    /// <summary>The next entries of a call behind <paramref name="after"/> with their answers by question; none behind the last.</summary>
    public async Task<IReadOnlyList<AnswerLine>> NextAsync(Actor actor, Guid editionId, Guid callId, Guid after, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var entries = await (
            from entry in Visible(db, actor, editionId)
            join film in db.Films on entry.FilmId equals film.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            where category.CallId == callId && entry.Id.CompareTo(after) > 0
            orderby entry.Id
            select new { entry.Id, Film = film.Title, Artist = artist.DisplayName, artist.Email, Category = category.Name, entry.State })
            .Take(PageSize)
            .ToListAsync(token);
        var ids = entries.ConvertAll(entry => entry.Id);
        var answers = await db.Answers.AsNoTracking()
            .Where(answer => ids.Contains(answer.SubmissionId))
            .Select(answer => new { answer.SubmissionId, answer.QuestionId, answer.Value })
            .ToListAsync(token);
        var byEntry = answers.ToLookup(answer => answer.SubmissionId);
        return [.. entries.Select(entry => new AnswerLine(
            entry.Id, entry.Film, entry.Artist, entry.Email ?? "", entry.Category, entry.State,
            byEntry[entry.Id].ToDictionary(answer => answer.QuestionId, answer => answer.Value)))];
    }

    private static IQueryable<Submission> Visible(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return db.Submissions.AsNoTracking()
            .Where(entry => entry.EditionId == editionId && entry.State != SubmissionState.Draft)
            .Where(entry => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser));
    }
}

/// <summary>An entry's answers in the sections of the form, and those to questions that it is asked no more.</summary>
public sealed record EntryAnswersView(IReadOnlyList<AnswersSection> Sections, IReadOnlyList<ReadAnswer> Earlier)
{
    public static readonly EntryAnswersView Empty = new([], []);
}

public sealed record AnswersSection(string Title, IReadOnlyList<ReadAnswer> Answers);

/// <summary>An answer under the words that it was given to; empty where none was given. HasChanged: the question reads otherwise by now.</summary>
public sealed record ReadAnswer(Wording Wording, string Value, bool HasChanged)
{
    /// <summary>Where the file is that answers; null for answers in words.</summary>
    public string? Href { get; init; }
}

public sealed record AnswerColumns(IReadOnlyList<AskedQuestion> Questions);

/// <summary>An entry's answers in a row.</summary>
public sealed record AnswerLine(
    Guid Id, string Film, string Artist, string Email, string Category, SubmissionState State, IReadOnlyDictionary<Guid, string> Answers);

/// <summary>What other reads of answers share.</summary>
internal static class AnswerData
{
    /// <summary>The words that each answer of an entry was given to, by question.</summary>
    public static async Task<Dictionary<Guid, Wording>> WordingsAsync(this ShowcaseDbContext db, Guid submissionId, CancellationToken token)
    {
        var answered = await (
            from answer in db.Answers.AsNoTracking()
            join question in db.Questions on answer.QuestionId equals question.Id
            where answer.SubmissionId == submissionId
            select new { answer.QuestionId, Given = answer.QuestionVersion, question.Version, question.Wording })
            .ToListAsync(token);
        var changed = answered.Where(row => row.Given != row.Version).Select(row => row.QuestionId).ToList();
        var earlier = changed.Count == 0 ? [] : await db.QuestionVersions.AsNoTracking().Where(version => changed.Contains(version.QuestionId)).ToListAsync(token);
        return answered.ToDictionary(
            row => row.QuestionId,
            row => earlier.Find(version => version.QuestionId == row.QuestionId && version.Version == row.Given)?.Wording ?? row.Wording);
    }

    /// <summary>
    /// By entry, the answers that jurors read: only where the artist was told so beside the question and the question still says so. As they were given;
    /// in a blind round the names of who made the film are covered in them.
    /// </summary>
    public static async Task<ILookup<Guid, JurorAnswer>> AnswersForJurorsAsync(this ShowcaseDbContext db, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        var entries = await (
            from entry in db.Submissions.AsNoTracking()
            join category in db.Categories on entry.CategoryId equals category.Id
            where submissionIds.Contains(entry.Id)
            orderby entry.Id
            select new { entry.Id, entry.CategoryId, category.CallId })
            .ToListAsync(token);
        var calls = entries.Select(entry => entry.CallId).Distinct().ToList();
        var forms = (await db.FormsWithQuestions().Where(form => calls.Contains(form.CallId)).ToListAsync(token))
            .Where(form => form.Questions.Any(question => question.Wording.ShownToJurors))
            .ToDictionary(form => form.CallId, form => form.Questionnaire);
        if (forms.Count == 0) return Enumerable.Empty<JurorAnswer>().ToLookup(answer => answer.SubmissionId);

        var given = await (
            from answer in db.Answers.AsNoTracking()
            join question in db.Questions on answer.QuestionId equals question.Id
            where submissionIds.Contains(answer.SubmissionId)
            select new { answer.SubmissionId, answer.QuestionId, answer.Value, answer.QuestionVersion, question.Version, question.Wording })
            .ToListAsync(token);
        var changed = given.Where(row => row.QuestionVersion != row.Version).Select(row => row.QuestionId).Distinct().ToList();
        var earlier = changed.Count == 0
            ? []
            : (await db.QuestionVersions.AsNoTracking().Where(version => changed.Contains(version.QuestionId)).ToListAsync(token)).ToDictionary(version => (version.QuestionId, version.Version), version => version.Wording);
        var byEntry = given.ToLookup(row => row.SubmissionId);
        return entries.Where(entry => forms.ContainsKey(entry.CallId)).SelectMany(entry =>
        {
            var answers = byEntry[entry.Id].ToDictionary(row => row.QuestionId);
            return forms[entry.CallId].AskedOf(entry.CategoryId, answers.ToDictionary(row => row.Key, row => new GivenAnswer(row.Value.Value, row.Value.QuestionVersion)))
                .Where(question => question.Wording.ShownToJurors && answers.ContainsKey(question.Id))
                .Select(question => (question.Id, Answer: answers[question.Id]))
                .Select(row => new JurorAnswer(entry.Id, row.Id, earlier.GetValueOrDefault((row.Id, row.Answer.QuestionVersion), row.Answer.Wording), row.Answer.Value))
                .Where(answer => answer.Wording.ShownToJurors);
        }).ToLookup(answer => answer.SubmissionId);
    }
}

/// <summary>An answer that jurors read, under the words that it was given to.</summary>
internal sealed record JurorAnswer(Guid SubmissionId, Guid QuestionId, Wording Wording, string Value)
{
    /// <summary>As it was given.</summary>
    public ReadAnswer Plain => new(Wording, Value, HasChanged: false) { Href = IsFile ? AnswerFileEndpoints.AddressOf(SubmissionId, QuestionId) : null };

    /// <summary>Whether it is a file, in which no name can be covered.</summary>
    public bool IsFile => Wording.Kind == QuestionKind.File;

    /// <summary>Whether it is the artist's own words, in which anything may stand.</summary>
    public bool IsWritten => Wording.Kind is QuestionKind.ShortText or QuestionKind.LongText;
}
