using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>
/// Does one thing to many submissions, in one transaction: each row is checked, those that allow it are changed, and the others are named
/// with the reason. Where somebody else changes one of them at that moment, nothing is saved.
/// </summary>
public sealed partial class BulkService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, BulkSteps steps, ChangeFeed feed, ILogger<BulkService> log)
{
    public const int Most = 10_000;
    private const int MostTold = 100;

    public static Refusal TooMany { get; } = new("Submissions.TooManyChosen", Most);

    public Task<Result<BulkReport>> TagAsync(Actor actor, Guid editionId, BulkSelection selection, string? name, CancellationToken token) =>
        ApplyAsync(actor, editionId, selection, "tag", (db, _) => BulkSteps.TagAsync(db, editionId, name, token), token);

    public Task<Result<BulkReport>> UntagAsync(Actor actor, Guid editionId, BulkSelection selection, string? name, CancellationToken token) =>
        ApplyAsync(actor, editionId, selection, "untag", (db, _) => BulkSteps.UntagAsync(db, editionId, name, token), token);

    /// <summary>Puts all into one category of the edition.</summary>
    public Task<Result<BulkReport>> AssignAsync(Actor actor, Guid editionId, BulkSelection selection, Guid categoryId, CancellationToken token) =>
        ApplyAsync(actor, editionId, selection, "assign", (db, rows) => steps.AssignAsync(db, actor, editionId, rows, _ => categoryId, token), token);

    /// <summary>Puts back into the categories where they were before <see cref="AssignAsync"/>.</summary>
    public Task<Result<BulkReport>> PutBackAsync(Actor actor, Guid editionId, IReadOnlyList<BulkDone> done, CancellationToken token)
    {
        var before = done.ToDictionary(row => row.SubmissionId, row => row.CategoryBefore);
        return ApplyAsync(
            actor, editionId, BulkSelection.Of(before.Keys), "put back", (db, rows) => steps.AssignAsync(db, actor, editionId, rows, submission => before[submission.Id], token), token);
    }

    /// <summary>Marks as ineligible; each artist is told why by mail.</summary>
    public Task<Result<BulkReport>> TurnAwayAsync(Actor actor, Guid editionId, BulkSelection selection, string? reason, CancellationToken token) =>
        ApplyAsync(actor, editionId, selection, "turn away", (db, rows) => steps.TurnAwayAsync(db, actor, rows, reason, token), token);

    /// <summary>Asks each artist something about their film, by mail and in the entry's thread, where they answer. The mail's link leads to <paramref name="site"/>.</summary>
    public Task<Result<BulkReport>> AskAsync(Actor actor, Guid editionId, BulkSelection selection, string? question, Uri site, CancellationToken token) =>
        ApplyAsync(actor, editionId, selection, "ask", (db, rows) => steps.AskAsync(db, actor, rows, question, site, token), token);

    private async Task<Result<BulkReport>> ApplyAsync(
        Actor actor, Guid editionId, BulkSelection selection, string action, Func<ShowcaseDbContext, IReadOnlyList<Submission>, Task<Result<BulkStep>>> prepare, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (await access.CheckAsync(actor, editionId, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (selection.Ids.Count > Most) return TooMany;

        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await db.Chosen(actor, editionId, selection).OrderBy(submission => submission.Id).Take(Most + 1).ToListAsync(token);
        if (rows.Count == 0) return BulkRefusals.NothingChosen;
        if (rows.Count > Most) return TooMany;

        var prepared = await prepare(db, rows);
        if (!prepared.Succeeded) return prepared.Refusal;

        var (done, changed) = (new List<BulkDone>(), new List<Submission>());
        var refused = selection.Ids.Except(rows.Select(row => row.Id)).Select(id => (Id: id, FilmId: Guid.Empty, Why: Refusals.NotFound)).ToList();
        foreach (var row in rows)
        {
            var before = row.CategoryId;
            if (prepared.Value.Act(row) is { } why)
            {
                refused.Add((row.Id, row.FilmId, why));
                continue;
            }

            done.Add(new BulkDone(row.Id, before));
            changed.Add(row);
        }

        if (prepared.Value.After is { } after && changed.Count > 0) await after(changed);
        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (!saved.Succeeded) return saved.Refusal;

        if (done.Count > 0) feed.Tell(editionId);
        feed.TellNotices(db);
        LogBulk(action, done.Count, refused.Count, editionId, actor.UserId);
        var films = refused.Take(MostTold).Select(row => row.FilmId).ToList();
        var titles = await db.Films.Where(film => films.Contains(film.Id)).Select(film => new { film.Id, film.Title }).ToDictionaryAsync(film => film.Id, film => film.Title, token);
        return new BulkReport(done, [.. refused.Take(MostTold).Select(row => new BulkRefused(row.Id, titles.GetValueOrDefault(row.FilmId, ""), row.Why))], refused.Count);
    }

    [LoggerMessage(LogLevel.Information, "Bulk {Action}: {Done} submissions done and {Refused} refused in edition {EditionId} by {UserId}")]
    private partial void LogBulk(string action, int done, int refused, Guid editionId, Guid userId);
}
