using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions;

/// <summary>Takes an artist's answer to what organisers asked. They ask from the inbox (<see cref="Inbox.BulkService"/>).</summary>
public sealed class InformationService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed)
{
    public async Task<Result> AnswerAsync(Actor actor, Guid requestId, string? text, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entries = db.EntriesOf(actor, CoAuthorRole.Edit);
        var request = await db.InformationRequests.SingleOrDefaultAsync(r => r.Id == requestId && entries.Any(entry => entry.Id == r.SubmissionId), token);
        if (request is null) return Refusals.NotFound;
        if (request.AnswerWith(text, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved;

        feed.Tell(request.EditionId);
        feed.Tell(await entries.Where(entry => entry.Id == request.SubmissionId).Select(entry => entry.FilmId).SingleAsync(CancellationToken.None));
        return saved;
    }
}

/// <summary>What was asked about a submission, for its artist and for those who organise its edition; others get nothing.</summary>
public sealed class InformationQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<AskedInformation>> ListAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = db.EntriesOf(actor, CoAuthorRole.View);
        return await db.InformationRequests
            .Where(request => request.SubmissionId == submissionId && db.Submissions.Any(submission => submission.Id == submissionId && (own.Any(entry => entry.Id == submission.Id)
                || db.EditionMembers.Any(member => member.EditionId == submission.EditionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser))))
            .OrderBy(request => request.AskedAt).ThenBy(request => request.Id)
            .Take(Most)
            .Select(request => new AskedInformation(request.Id, request.Question, request.AskedAt, request.Answer, request.AnsweredAt))
            .ToListAsync(token);
    }
}

public sealed record AskedInformation(Guid Id, string Question, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);
