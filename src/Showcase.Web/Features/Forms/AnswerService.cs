using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Forms;

/// <summary>Keeps what artists answer. Somebody else's entry does not exist for them.</summary>
public sealed partial class AnswerService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed, ILogger<AnswerService> log)
{
    /// <summary>
    /// Saves answers of an entry; an empty one is taken back. What cannot be kept (too long, too late) is told and does not hold up the
    /// others. Answers to questions that were removed meanwhile are let go, and so are texts for a question that takes a file.
    /// </summary>
    public async Task<Result<AnswersSaved>> SaveAsync(Actor actor, Guid submissionId, Guid version, IReadOnlyCollection<AnswerInput> inputs, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(inputs);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.EntriesOf(actor, CoAuthorRole.Edit).SingleOrDefaultAsync(s => s.Id == submissionId, token);
        if (entry is null) return Refusals.NotFound;
        if (entry.Version != version) return Refusals.Conflict;

        var form = await db.QuestionnaireAsync(entry.CategoryId, token);
        var answers = await db.Answers.Where(answer => answer.SubmissionId == submissionId).ToDictionaryAsync(answer => answer.QuestionId, token);
        var refused = new Dictionary<Guid, Refusal>();
        foreach (var input in inputs.DistinctBy(input => input.QuestionId))
        {
            if (form.Find(input.QuestionId) is not { Wording.Kind: not QuestionKind.File } question) continue;

            var given = new GivenAnswer((input.Value ?? "").Trim(), Math.Clamp(input.Version, 1, question.Version));
            if (question.CheckWriting(given, entry.State, clock.GetUtcNow()) is { } refusal) refused[question.Id] = refusal;
            else Write(db, entry.Id, question.Id, answers.GetValueOrDefault(question.Id), given);
        }

        if (!db.ChangeTracker.HasChanges()) return new AnswersSaved(entry.Version, refused);

        // Two windows with the same entry collide on the whole, as they do with its letter.
        entry.Touch();
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        LogAnswered(submissionId, actor.UserId);
        if (entry.State != SubmissionState.Draft) feed.Tell(entry.EditionId);
        return new AnswersSaved(entry.Version, refused);
    }

    private void Write(ShowcaseDbContext db, Guid submissionId, Guid questionId, Answer? answer, GivenAnswer given)
    {
        if (given.Value.Length == 0)
        {
            if (answer is not null) db.Answers.Remove(answer);
        }
        else if (answer is null)
        {
            db.Answers.Add(new Answer(submissionId, questionId, given.Version, given.Value, clock.GetUtcNow()));
        }
        else if (answer.Given != given)
        {
            answer.Change(given, clock.GetUtcNow());
        }
    }

    [LoggerMessage(LogLevel.Information, "Answers of submission {SubmissionId} written by {UserId}")]
    private partial void LogAnswered(Guid submissionId, Guid userId);
}

/// <summary>What was typed, and the version of the question that was on the screen.</summary>
public sealed record AnswerInput(Guid QuestionId, int Version, string? Value);

/// <summary>The entry's new version, and why some answers were not kept, by question.</summary>
public sealed record AnswersSaved(Guid Version, IReadOnlyDictionary<Guid, Refusal> Refused);
