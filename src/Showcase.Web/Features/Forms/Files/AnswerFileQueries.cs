using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Forms.Files;

/// <summary>Who may have a file that answers a question: the entry's people, organisers once it is sent in, and jurors who read the answer in a round that is not blind.</summary>
public sealed class AnswerFileQueries(IDbContextFactory<ShowcaseDbContext> contexts, DeskQueries desk)
{
    /// <summary>The file; null where there is none, or none for the actor.</summary>
    public async Task<StoredAnswer?> FindAsync(Actor actor, Guid submissionId, Guid questionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var stored = await db.Answers.AsNoTracking()
            .Where(answer => answer.SubmissionId == submissionId && answer.QuestionId == questionId && answer.File != null)
            .Select(answer => new { answer.Value, answer.File })
            .SingleOrDefaultAsync(token);
        if (stored is null) return null;

        var mine = db.EntriesOf(actor, CoAuthorRole.View);
        var organised = db.Submissions.Where(entry => entry.State != SubmissionState.Draft
            && db.EditionMembers.Any(member => member.EditionId == entry.EditionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser)
            && !db.ClosedTo(actor.UserId).Any(closed => closed.Id == entry.Id));
        var isOpen = await mine.AnyAsync(entry => entry.Id == submissionId, token)
            || await organised.AnyAsync(entry => entry.Id == submissionId, token)
            || await desk.ReadsFileAsync(actor, submissionId, questionId, token);
        return isOpen ? new StoredAnswer(stored.Value, stored.File!) : null;
    }
}

/// <summary>A file and the name to save it under.</summary>
public sealed record StoredAnswer(string Name, AnswerFile File);
