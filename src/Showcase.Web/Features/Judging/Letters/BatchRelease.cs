using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Packets;
using Showcase.Web.Features.Messages.Notices;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Letters;

/// <summary>What a release does, in the caller's save: films take their states, letters may leave, artists get their notices.</summary>
internal static class BatchRelease
{
    /// <summary>A film that was withdrawn or moved while its letter waited keeps its state, and the letter is called off. Yields those films' titles.</summary>
    /// <param name="db">The operation's context; everything given here is tracked by it.</param>
    /// <param name="texts">Words around the jury's comments.</param>
    /// <param name="batch">Released already.</param>
    /// <param name="decisions">All of the batch.</param>
    /// <param name="submissions">Their entries.</param>
    /// <param name="letters">By entry; who has no address has none.</param>
    /// <param name="now">When.</param>
    /// <param name="token">Ends the wait.</param>
    public static async Task<IReadOnlyList<string>> ReleaseAsync(
        this ShowcaseDbContext db, SiteTexts texts, DecisionBatch batch, IReadOnlyCollection<StagedDecision> decisions, IReadOnlyDictionary<Guid, Submission> submissions,
        IReadOnlyDictionary<Guid, OutboxMessage> letters, DateTimeOffset now, CancellationToken token)
    {
        var ids = decisions.Select(decision => decision.SubmissionId).ToList();
        var titles = await db.Submissions.Where(entry => ids.Contains(entry.Id)).Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, film.Title })
            .ToDictionaryAsync(row => row.Id, row => row.Title, token);
        var packets = await db.PacketsAsync([.. decisions.Where(decision => decision.Outcome == DecisionOutcome.Declined).Select(decision => decision.SubmissionId)], token);
        var movedOn = new List<string>();
        foreach (var decision in decisions)
        {
            var (submission, letter) = (submissions[decision.SubmissionId], letters.GetValueOrDefault(decision.SubmissionId));
            if (!decision.Release(submission, batch.AppliedBy, now).Succeeded)
            {
                letter?.CallOff();
                db.Remove(decision);
                movedOn.Add(titles[decision.SubmissionId]);
                continue;
            }

            // What the artist asks for, and what was approved, may have changed since it was applied: what holds now goes along.
            var packet = packets.GetValueOrDefault(decision.SubmissionId);
            letter?.Release(LetterReads.EnclosureOf(packet, texts), now);
            if (packet is { State: PacketState.Approved }) packet.Packet!.Send(now);
            db.Notify(submission.ArtistId, NoticeTopic.Decided, titles[decision.SubmissionId], $"/workspace/submissions/{decision.SubmissionId}", now);
        }

        batch.CountMovedOn(movedOn.Count);
        return movedOn;
    }
}
