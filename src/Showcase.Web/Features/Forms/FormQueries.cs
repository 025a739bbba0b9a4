using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Forms;

/// <summary>Forms as their organisers build them and as artists fill them in.</summary>
public sealed class FormQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>A call's form, empty where it has none yet; null where the call is not the edition's or the actor does not organise it.</summary>
    public async Task<FormView?> FindAsync(Actor actor, Guid editionId, Guid callId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var call = await db.Calls.AsNoTracking()
            .Where(c => c.Id == callId && c.EditionId == editionId)
            .Where(c => db.EditionMembers.Any(m => m.EditionId == c.EditionId && m.UserId == actor.UserId && m.Role == EditionRole.Organiser))
            .Select(c => new { c.Name, c.State, Categories = c.Categories.OrderBy(g => g.Position).ThenBy(g => g.Id).Select(g => new CategoryName(g.Id, g.Name)).ToList() })
            .SingleOrDefaultAsync(token);
        if (call is null) return null;

        var form = await db.FormsWithQuestions().SingleOrDefaultAsync(f => f.CallId == callId, token);
        var counts = await db.Answers
            .Where(answer => db.Questions.Any(q => q.Id == answer.QuestionId && db.EntryForms.Any(f => f.Id == q.FormId && f.CallId == callId)))
            .GroupBy(answer => answer.QuestionId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, token);
        return new FormView(
            new CallForm(editionId, callId, form?.Version ?? Guid.Empty), call.Name, call.State, call.Categories, form?.Questionnaire ?? Questionnaire.Empty,
            [.. (form?.Questions ?? []).Where(question => question.SectionId is null).OrderBy(question => question.Id).Select(question => question.Asked)], counts);
    }

    /// <summary>The form of the actor's entry with what was answered so far; null where the entry is not theirs.</summary>
    public async Task<EntrySheet?> SheetAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var categoryId = await db.EntriesOf(actor, CoAuthorRole.View)
            .Where(entry => entry.Id == submissionId)
            .Select(entry => (Guid?)entry.CategoryId)
            .SingleOrDefaultAsync(token);
        if (categoryId is null) return null;

        var form = await db.QuestionnaireAsync(categoryId.Value, token);
        return new EntrySheet(form, await db.GivenAnswersAsync(submissionId, token));
    }
}

/// <summary>A form before its organisers: what is asked, what is asked no more, and how often each question was answered.</summary>
public sealed record FormView(
    CallForm Form, string Call, CallState State, IReadOnlyList<CategoryName> Categories, Questionnaire Questionnaire, IReadOnlyList<AskedQuestion> Removed,
    IReadOnlyDictionary<Guid, int> Answered);

/// <summary>A form before an artist, with their answers by question.</summary>
public sealed record EntrySheet(Questionnaire Form, IReadOnlyDictionary<Guid, GivenAnswer> Answers);

/// <summary>What reads and writes of answers share.</summary>
internal static class FormData
{
    public static IQueryable<EntryForm> FormsWithQuestions(this ShowcaseDbContext db) => db.EntryForms.AsNoTracking().Include(form => form.Sections).Include(form => form.Questions);

    /// <summary>What the call of that category asks.</summary>
    public static async Task<Questionnaire> QuestionnaireAsync(this ShowcaseDbContext db, Guid categoryId, CancellationToken token)
    {
        var form = await db.FormsWithQuestions().SingleOrDefaultAsync(f => db.Categories.Any(category => category.Id == categoryId && category.CallId == f.CallId), token);
        return form?.Questionnaire ?? Questionnaire.Empty;
    }

    public static Task<Dictionary<Guid, GivenAnswer>> GivenAnswersAsync(this ShowcaseDbContext db, Guid submissionId, CancellationToken token) => db.Answers.AsNoTracking()
        .Where(answer => answer.SubmissionId == submissionId)
        .Select(answer => new { answer.QuestionId, answer.Value, answer.QuestionVersion, answer.File })
        .ToDictionaryAsync(answer => answer.QuestionId, answer => new GivenAnswer(answer.Value, answer.QuestionVersion, answer.File), token);

    /// <summary>
    /// Closes an entry's answers as it is sent in: refused while one is missing or does not count. Answers to what is not asked of it
    /// (another category was chosen, another answer was given) are dropped, so that it holds what its artist last saw.
    /// </summary>
    public static async Task<Result> SealAnswersAsync(this ShowcaseDbContext db, Submission entry, DateTimeOffset now, CancellationToken token)
    {
        var form = await db.QuestionnaireAsync(entry.CategoryId, token);
        var answers = await db.Answers.Where(answer => answer.SubmissionId == entry.Id).ToListAsync(token);
        var given = answers.ToDictionary(answer => answer.QuestionId, answer => answer.Given);
        if (form.Problems(entry.CategoryId, given, now) is [var problem, ..]) return new Refusal("Forms.AnswerNeeded", problem.Question.Wording.Text);

        var asked = form.AskedOf(entry.CategoryId, given).Select(question => question.Id).ToHashSet();
        db.Answers.RemoveRange(answers.Where(answer => !asked.Contains(answer.QuestionId)));
        return Result.Ok;
    }
}
