using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Forms;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Forms;

/// <summary>
/// Writes the forms of calls for an edition's organisers. Each change names the form's version that the page was read with, the empty
/// id where there was no form yet; a stale one is refused as <see cref="Refusals.Conflict"/>.
/// </summary>
public sealed partial class FormService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<FormService> logger)
{
    public Task<Result> AddSectionAsync(Actor actor, CallForm of, SectionDetails section, CancellationToken token) =>
        EditAsync(actor, of, nameof(AddSectionAsync), form => form.AddSection(section), token);

    public Task<Result> ChangeSectionAsync(Actor actor, CallForm of, Guid sectionId, SectionDetails section, CancellationToken token) =>
        EditAsync(actor, of, nameof(ChangeSectionAsync), form => form.ChangeSection(sectionId, section), token);

    public Task<Result> RemoveSectionAsync(Actor actor, CallForm of, Guid sectionId, CancellationToken token) =>
        EditAsync(actor, of, nameof(RemoveSectionAsync), form => form.RemoveSection(sectionId), token);

    /// <summary>Moves a section that many places down, or up where negative.</summary>
    public Task<Result> MoveSectionAsync(Actor actor, CallForm of, Guid sectionId, int places, CancellationToken token) =>
        EditAsync(actor, of, nameof(MoveSectionAsync), form => form.MoveSection(sectionId, places), token);

    public Task<Result> AddQuestionAsync(Actor actor, CallForm of, Guid sectionId, QuestionDetails question, CancellationToken token) =>
        EditAsync(actor, of, nameof(AddQuestionAsync), form => form.AddQuestion(sectionId, question), token);

    /// <summary>Changes a question; answers keep the wording that they were given to.</summary>
    public Task<Result> ChangeQuestionAsync(Actor actor, CallForm of, Guid questionId, QuestionDetails question, CancellationToken token) =>
        EditAsync(actor, of, nameof(ChangeQuestionAsync), form => form.ChangeQuestion(questionId, question, clock.GetUtcNow()), token);

    /// <summary>Moves a question to a place of a section, counted from 0.</summary>
    public Task<Result> MoveQuestionAsync(Actor actor, CallForm of, Guid questionId, Guid sectionId, int place, CancellationToken token) =>
        EditAsync(actor, of, nameof(MoveQuestionAsync), form => form.MoveQuestion(questionId, sectionId, place), token);

    /// <summary>Asks a question no more; with answers it is kept beside the form.</summary>
    public async Task<Result> RemoveQuestionAsync(Actor actor, CallForm of, Guid questionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var isAnswered = await db.Answers.AnyAsync(answer => answer.QuestionId == questionId, token);
        return await EditAsync(actor, of, nameof(RemoveQuestionAsync), form => form.RemoveQuestion(questionId, isAnswered), token);
    }

    /// <summary>Asks a question again that was kept, at the end of a section.</summary>
    public Task<Result> RestoreQuestionAsync(Actor actor, CallForm of, Guid questionId, Guid sectionId, CancellationToken token) =>
        EditAsync(actor, of, nameof(RestoreQuestionAsync), form => form.RestoreQuestion(questionId, sectionId), token);

    private async Task<Result> EditAsync(Actor actor, CallForm of, string what, Func<EntryForm, Result> edit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (await access.CheckAsync(actor, of.EditionId, token, EditionRole.Organiser) is { } refused) return refused;

        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.Calls.AnyAsync(call => call.Id == of.CallId && call.EditionId == of.EditionId, token)) return Refusals.NotFound;

        var form = await db.EntryForms.Include(f => f.Sections).Include(f => f.Questions).SingleOrDefaultAsync(f => f.CallId == of.CallId, token);
        if ((form?.Version ?? Guid.Empty) != of.Version) return Refusals.Conflict;

        if (form is null) db.EntryForms.Add(form = new EntryForm(of.CallId));
        var edited = edit(form);
        if (!edited.Succeeded) return edited.Refusal;

        // A changed question is a changed form: two organisers collide on the whole.
        form.Touch();
        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || db.IsDuplicate(failure) || what == nameof(RemoveQuestionAsync))
        {
            // Somebody else was faster: with the form, or with an answer to a question that was to go, which the store kept.
            return Refusals.Conflict;
        }

        LogChanged(of.CallId, what, actor.UserId);
        feed.Tell(of.EditionId);
        return Result.Ok;
    }

    [LoggerMessage(EventId = 2250, Level = LogLevel.Information, Message = "Form of call {CallId}: {What} by {UserId}")]
    private partial void LogChanged(Guid callId, string what, Guid userId);
}

/// <summary>Which form is changed: a call's, as it was read.</summary>
public sealed record CallForm(Guid EditionId, Guid CallId, Guid Version);
