using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>What <see cref="BulkService"/> can do to a row. Each method reads what the rows have in common, once, and yields the step for one.</summary>
public sealed class BulkSteps(SubmissionMails mails, PlaybackRevocations playback, SiteTexts texts, TimeProvider clock)
{
    internal static async Task<Result<BulkStep>> TagAsync(ShowcaseDbContext db, Guid editionId, string? name, CancellationToken token)
    {
        if (SubmissionTag.Check(name) is { } bad) return bad;

        // One word, one spelling: "Late night" typed as "late night" is the same tag.
        var names = await db.SubmissionTags.Where(tag => tag.EditionId == editionId).Select(tag => tag.Name).Distinct().ToListAsync(token);
        var spelling = names.Find(known => SearchText.Fold(known) == SearchText.Fold(name!.Trim())) ?? name!.Trim();
        var tagged = (await db.SubmissionTags.Where(tag => tag.EditionId == editionId && tag.Name == spelling).Select(tag => tag.SubmissionId).ToListAsync(token)).ToHashSet();
        return new BulkStep(submission =>
        {
            if (tagged.Contains(submission.Id)) return BulkRefusals.TaggedAlready;

            db.SubmissionTags.Add(SubmissionTag.Create(submission, spelling).Value);
            return null;
        });
    }

    internal static async Task<Result<BulkStep>> UntagAsync(ShowcaseDbContext db, Guid editionId, string? name, CancellationToken token)
    {
        var tags = await db.SubmissionTags.Where(tag => tag.EditionId == editionId && tag.Name == name).ToDictionaryAsync(tag => tag.SubmissionId, token);
        return new BulkStep(submission =>
        {
            if (!tags.TryGetValue(submission.Id, out var tag)) return BulkRefusals.NotTagged;

            db.SubmissionTags.Remove(tag);
            return null;
        });
    }

    internal async Task<Result<BulkStep>> AssignAsync(
        ShowcaseDbContext db, Actor actor, Guid editionId, IReadOnlyList<Submission> rows, Func<Submission, Guid> target, CancellationToken token)
    {
        var categories = await db.Calls.AsNoTracking().Where(call => call.EditionId == editionId).SelectMany(call => call.Categories).ToDictionaryAsync(category => category.Id, token);
        var (entered, runtimes) = (new HashSet<(Guid Category, Guid Film)>(), new Dictionary<Guid, TimeSpan>());
        foreach (var batch in rows.Chunk(SubmissionMails.AtOnce))
        {
            var films = batch.Select(submission => submission.FilmId).ToList();
            var held = await db.Submissions
                .Where(submission => submission.State != SubmissionState.Withdrawn && films.Contains(submission.FilmId))
                .Select(submission => new { submission.CategoryId, submission.FilmId })
                .ToListAsync(token);
            entered.UnionWith(held.Select(entry => (entry.CategoryId, entry.FilmId)));
            foreach (var (id, runtime) in await db.ProbedRuntimesAsync([.. batch.Select(submission => submission.Id)], token)) runtimes[id] = runtime;
        }

        return new BulkStep(submission =>
        {
            if (!categories.TryGetValue(target(submission), out var to)) return Refusals.NotFound;
            if (submission.CategoryId != to.Id && entered.Contains((to.Id, submission.FilmId))) return SubmissionRefusals.AlreadyEntered;

            // What was imported has no file yet: nothing is known against it.
            if (runtimes.TryGetValue(submission.Id, out var runtime) && !to.Accepts(runtime)) return new Refusal("Submissions.RuntimeOutside", runtime, to.MinRuntime, to.MaxRuntime);

            var note = texts["Submissions.Reassigned", categories.TryGetValue(submission.CategoryId, out var from) ? from.Name : "", to.Name];
            var moved = submission.Reassign(to.Id, note, clock.GetUtcNow(), actor.UserId);
            if (!moved.Succeeded) return moved.Refusal;

            entered.Add((to.Id, submission.FilmId));
            return null;
        });
    }

    internal async Task<Result<BulkStep>> TurnAwayAsync(ShowcaseDbContext db, Actor actor, IReadOnlyList<Submission> rows, string? reason, CancellationToken token)
    {
        if (Text.Check(reason, "Reason", Submission.ReasonLength) is { } bad) return bad;

        var now = clock.GetUtcNow();
        var recipients = await SubmissionMails.RecipientsAsync(db, rows, token);
        return new BulkStep(
            submission =>
            {
                var moved = submission.Move(SubmissionState.Ineligible, now, actor.UserId, reason);
                if (!moved.Succeeded) return moved.Refusal;

                db.OutboxMessages.Add(mails.TurnAway(submission, recipients[submission.Id], now));
                return null;
            },
            async turned =>
            {
                foreach (var films in turned.Select(submission => submission.FilmId).Chunk(SubmissionMails.AtOnce))
                {
                    await playback.RevokeFilmsInAsync(db, rows[0].EditionId, db.Films.Where(film => films.Contains(film.Id)).Select(film => film.Id), token);
                }
            });
    }

    internal async Task<Result<BulkStep>> AskAsync(ShowcaseDbContext db, Actor actor, IReadOnlyList<Submission> rows, string? question, Uri site, CancellationToken token)
    {
        if (ThreadMessage.Check(question) is { } bad) return bad;

        var now = clock.GetUtcNow();
        var recipients = await SubmissionMails.RecipientsAsync(db, rows, token);
        var editionId = rows[0].EditionId;
        var threads = await db.SubmissionThreads.Where(thread => thread.EditionId == editionId).ToDictionaryAsync(thread => thread.SubmissionId, token);
        var text = question!.Trim();
        var waiting = (await (
            from message in db.ThreadMessages
            join thread in db.SubmissionThreads on message.SubmissionId equals thread.SubmissionId
            where thread.EditionId == editionId && thread.AskedAt != null && thread.AnsweredAt == null && message.IsQuestion && message.At >= thread.AskedAt && message.Text == text
            select message.SubmissionId).ToListAsync(token)).ToHashSet();
        return new BulkStep(submission =>
        {
            if (waiting.Contains(submission.Id)) return ThreadRefusals.AskedAlready;
            if (recipients[submission.Id].Email.Length == 0) return BulkRefusals.NoAddress;
            if (!threads.TryGetValue(submission.Id, out var thread)) thread = SubmissionThread.Of(submission);

            var asked = thread.Write(submission, ThreadSide.Organisers, actor.UserId, text, isQuestion: true, lastHour: 0, now);
            if (!asked.Succeeded) return asked.Refusal;

            if (threads.TryAdd(submission.Id, thread)) db.SubmissionThreads.Add(thread);
            db.ThreadMessages.Add(asked.Value);
            db.Notify(submission.ArtistId, NoticeTopic.Asked, recipients[submission.Id].Film, $"/workspace/submissions/{submission.Id}#thread", now);
            db.OutboxMessages.Add(mails.Ask(submission, recipients[submission.Id], text, site, now));
            return null;
        });
    }
}
