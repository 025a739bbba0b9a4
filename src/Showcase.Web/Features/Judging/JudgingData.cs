using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Judging.Progress;
using Showcase.Domain.Judging.Reviews;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Judging.Blind;

namespace Showcase.Web.Features.Judging;

/// <summary>What a person judged. Scores and orders that were handed in count on, by nobody; unfinished ones, notes and recusals go, and so does the place on the panel.</summary>
internal sealed class JudgingData(IDbContextFactory<ShowcaseDbContext> contexts) : IPersonalDataSource
{
    public string Name => "judging";

    public IReadOnlyList<PersonalField> Fields { get; } =
    [
        new(typeof(PanelMember), nameof(PanelMember.UserId)),
        new(typeof(Assignment), nameof(Assignment.JurorId)),
        new(typeof(JurorOrder), nameof(JurorOrder.JurorId)),
        new(typeof(StagedDecision), nameof(StagedDecision.StagedBy)),
        new(typeof(ReleasedComment), nameof(ReleasedComment.ReleasedBy)),
        new(typeof(DecisionBatch), nameof(DecisionBatch.AppliedBy)), new(typeof(DecisionBatch), nameof(DecisionBatch.EndedBy)),
        new(typeof(CommentPacket), nameof(CommentPacket.ApprovedBy)), new(typeof(CommentWish), nameof(CommentWish.AskedBy)),
        new(typeof(RedactedCopy), nameof(RedactedCopy.ApprovedBy)),
        new(typeof(JurorProfile), nameof(JurorProfile.UserId)),
        new(typeof(FilmBid), nameof(FilmBid.JurorId)),
        new(typeof(JurorConflict), nameof(JurorConflict.UserId)),
        new(typeof(JurorConflict), nameof(JurorConflict.PinnedBy)),
        new(typeof(ReviewMark), nameof(ReviewMark.MarkedBy)),
        new(typeof(ReviewMark), nameof(ReviewMark.RequestedBy)),
        new(typeof(RoundReminder), nameof(RoundReminder.JurorId)),
        new(typeof(AuditEntry), nameof(AuditEntry.ById)), new(typeof(AuditEntry), nameof(AuditEntry.AboutId)),
    ];

    public async Task<object> ReadAsync(Guid userId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var rounds = await db.JudgingRounds.AsNoTracking()
            .Where(round => round.Panel.Any(member => member.UserId == userId) || db.Assignments.Any(a => a.RoundId == round.Id && a.JurorId == userId))
            .OrderBy(round => round.Id)
            .Select(round => new
            {
                round.Id,
                round.Name,
                Edition = db.Editions.Where(edition => edition.Id == round.EditionId).Select(edition => edition.Name).FirstOrDefault(),
                OnPanel = round.Panel.Any(member => member.UserId == userId),
                Criteria = round.Criteria.Select(criterion => new { criterion.Id, criterion.Name }).ToList(),
            })
            .ToListAsync(token);
        var criteria = rounds.SelectMany(round => round.Criteria).ToDictionary(criterion => criterion.Id, criterion => criterion.Name);
        var cards = await (
            from assignment in db.Assignments.AsNoTracking()
            where assignment.JurorId == userId
            orderby assignment.Id
            select new
            {
                assignment.RoundId,
                assignment.AssignedAt,
                Film = db.Submissions.Where(s => s.Id == assignment.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { f.Id, f.Title }).FirstOrDefault(),
                Card = db.Scorecards.FirstOrDefault(card => card.AssignmentId == assignment.Id),
                assignment.Id,
            }).ToListAsync(token);
        var notes = (await db.FilmNotes.AsNoTracking().Where(note => db.Assignments.Any(a => a.Id == note.AssignmentId && a.JurorId == userId)).OrderBy(note => note.At).ThenBy(note => note.Id).ToListAsync(token))
            .ToLookup(note => note.AssignmentId, note => new { note.At, note.Text, note.WrittenAt });
        var titles = await db.Assignments.Where(a => a.JurorId == userId)
            .Join(db.Submissions, a => a.SubmissionId, s => s.Id, (a, s) => new { s.Id, s.FilmId })
            .Join(db.Films, row => row.FilmId, f => f.Id, (row, f) => new { row.Id, f.Title })
            .Distinct()
            .ToDictionaryAsync(row => row.Id, row => row.Title, token);
        var orders = await db.JurorOrders.AsNoTracking().Where(order => order.JurorId == userId).OrderBy(order => order.Id).ToListAsync(token);
        var decisions = await db.StagedDecisions.AsNoTracking()
            .Where(decision => decision.StagedBy == userId)
            .OrderBy(decision => decision.Id)
            .Select(decision => new
            {
                Film = db.Submissions.Where(s => s.Id == decision.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(),
                decision.Outcome, decision.StagedAt, decision.AppliedAt,
            })
            .ToListAsync(token);
        var approved = await db.RedactedCopies.AsNoTracking()
            .Where(copy => copy.ApprovedBy == userId)
            .OrderBy(copy => copy.Id)
            .Select(copy => new
            {
                Film = db.Submissions.Where(s => s.Id == copy.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(),
                copy.Part, copy.ApprovedAt,
            })
            .ToListAsync(token);
        var blind = await db.BlindTitlesAsync(userId, token);
        return new
        {
            CopiesApproved = approved,
            Batches = await BatchesAsync(db, userId, token),
            CommentsApproved = await PacketsAsync(db, userId, token),
            CommentsAskedFor = await WishesAsync(db, userId, token),
            Profiles = await ProfilesAsync(db, userId, token),
            Bids = await BidsAsync(db, userId, token),
            Conflicts = await ConflictsAsync(db, userId, token),
            Rounds = rounds.Select(round => new
            {
                round.Edition, round.Name, round.OnPanel,
                Order = orders.Where(order => order.RoundId == round.Id).SelectMany(order => order.Placed).Select(place => new { place.Rank, Film = titles.GetValueOrDefault(place.SubmissionId, "") }),
                Films = cards.Where(card => card.RoundId == round.Id).Select(row => new
                {
                    Film = row.Film is { } film ? blind.GetValueOrDefault(film.Id, film.Title) : null, row.AssignedAt,
                    Marks = row.Card?.Marks.ToDictionary(mark => criteria.GetValueOrDefault(mark.CriterionId, ""), mark => mark.Value, StringComparer.Ordinal),
                    Remarks = row.Card?.Remarks.ToDictionary(remark => criteria.GetValueOrDefault(remark.CriterionId, ""), remark => remark.Text, StringComparer.Ordinal),
                    Notes = notes[row.Id], row.Card?.Recommendation, row.Card?.ToCommittee, row.Card?.ToArtist, row.Card?.SavedAt, row.Card?.ScoredAt, row.Card?.RecusedAt, row.Card?.RecusalReason,
                }),
            }),
            DecisionsPrepared = decisions,
            Reviews = await ReviewsAsync(db, userId, token),
            Done = await DoneAsync(db, userId, token),
            Reminders = await db.RoundReminders.Where(reminder => reminder.JurorId == userId).OrderBy(reminder => reminder.Id)
                .Select(reminder => new { Round = db.JudgingRounds.Where(round => round.Id == reminder.RoundId).Select(round => round.Name).FirstOrDefault(), reminder.ClosesAt, reminder.Lead }).ToListAsync(token),
        };
    }

    private static async Task<object> BatchesAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.DecisionBatches
        .Where(batch => batch.AppliedBy == userId || batch.EndedBy == userId).OrderBy(batch => batch.Id)
        .Select(batch => new { Edition = db.Editions.Where(edition => edition.Id == batch.EditionId).Select(edition => edition.Name).FirstOrDefault(), AppliedByYou = batch.AppliedBy == userId, batch.AppliedAt, batch.State, EndedByYou = batch.EndedBy == userId, batch.EndedAt })
        .ToListAsync(token);

    private static async Task<object> PacketsAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.CommentPackets
        .Where(packet => packet.ApprovedBy == userId).OrderBy(packet => packet.Id)
        .Select(packet => new { Film = db.Submissions.Where(s => s.Id == packet.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(), packet.ApprovedAt })
        .ToListAsync(token);

    /// <summary>With what came of it: the comments, once they were sent.</summary>
    private static async Task<object> WishesAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.CommentWishes
        .Where(wish => wish.AskedBy == userId).OrderBy(wish => wish.Id)
        .Select(wish => new
        {
            Film = db.Submissions.Where(s => s.Id == wish.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(), wish.AskedAt,
            Comments = db.CommentPackets.Where(packet => packet.SubmissionId == wish.SubmissionId && packet.SentAt != null && db.Submissions.Any(s => s.Id == wish.SubmissionId && s.ArtistId == userId)).Select(packet => packet.Text).FirstOrDefault(),
        })
        .ToListAsync(token);

    private static async Task<object> ProfilesAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) =>
        (await db.JurorProfiles.AsNoTracking().Where(profile => profile.UserId == userId).OrderBy(profile => profile.Id)
            .Select(profile => new { Edition = db.Editions.Where(edition => edition.Id == profile.EditionId).Select(edition => edition.Name).FirstOrDefault(), Profile = profile })
            .ToListAsync(token))
        .ConvertAll(row => new
        {
            row.Edition, row.Profile.Languages, row.Profile.NeedsCaptions, row.Profile.MostMinutes, row.Profile.Organisations, row.Profile.ClosePeople, row.Profile.StatedAt,
            Topics = row.Profile.Topics.Select(topic => new { topic.Topic, topic.Wish }),
        });

    private static async Task<object> BidsAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.FilmBids
        .Where(bid => bid.JurorId == userId).OrderBy(bid => bid.Id)
        .Select(bid => new
        {
            Film = db.Submissions.Where(s => s.Id == bid.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(), bid.Value, bid.At,
        }).ToListAsync(token);

    private static async Task<object> ConflictsAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.JurorConflicts
        .Where(conflict => conflict.UserId == userId || conflict.PinnedBy == userId).OrderBy(conflict => conflict.Id)
        .Select(conflict => new
        {
            Film = db.Submissions.Where(s => s.Id == conflict.SubmissionId).Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => f.Title).FirstOrDefault(),
            IsYours = conflict.UserId == userId, PinnedByYou = conflict.PinnedBy == userId, conflict.Clues, conflict.Pin, conflict.InForce,
            DeclaredAt = conflict.UserId == userId ? conflict.DeclaredAt : null, Reason = conflict.UserId == userId ? conflict.Reason : null,
        }).ToListAsync(token);

    /// <summary>What the person did, without the films: a blind round's would be told. What others did about them stays with the organisers.</summary>
    private static async Task<object> DoneAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await db.AuditEntries
        .Where(entry => entry.ById == userId).OrderBy(entry => entry.At).ThenBy(entry => entry.Id)
        .Select(entry => new { Edition = db.Editions.Where(edition => edition.Id == entry.EditionId).Select(edition => edition.Name).FirstOrDefault(), entry.At, entry.Act, entry.Count, entry.Outcome })
        .ToListAsync(token);

    /// <summary>What the person was asked about their reviews, and what they said of others'. What others thought of a review stays with the organisers.</summary>
    private static async Task<object> ReviewsAsync(ShowcaseDbContext db, Guid userId, CancellationToken token) => await (
        from mark in db.ReviewMarks
        join card in db.Scorecards on mark.ScorecardId equals card.Id
        join assignment in db.Assignments on card.AssignmentId equals assignment.Id
        where assignment.JurorId == userId || mark.MarkedBy == userId || mark.RequestedBy == userId
        orderby mark.Id
        select new
        {
            IsYours = assignment.JurorId == userId, MarkedByYou = mark.MarkedBy == userId ? mark.Quality : null, AskedByYou = mark.RequestedBy == userId,
            Request = assignment.JurorId == userId || mark.RequestedBy == userId ? mark.Request : "", mark.RequestedAt, mark.AnsweredAt,
        }).ToListAsync(token);

    public async Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token)
    {
        await db.Assignments
            .Where(assignment => assignment.JurorId == person.Id && !db.Scorecards.Any(card => card.AssignmentId == assignment.Id && card.ScoredAt != null))
            .ExecuteDeleteAsync(token);
        await db.RedactedCopies
            .Where(copy => copy.Part == JurorText.Answer && db.Submissions.Any(entry => entry.Id == copy.SubmissionId && entry.ArtistId == person.Id))
            .ExecuteDeleteAsync(token);
        await db.CommentWishes.Where(wish => db.Submissions.Any(entry => entry.Id == wish.SubmissionId && entry.ArtistId == person.Id)).ExecuteDeleteAsync(token);
        await db.JurorOrders.Where(order => order.JurorId == person.Id && order.HandedInAt == null).ExecuteDeleteAsync(token);
        await db.FilmNotes.Where(note => db.Assignments.Any(a => a.Id == note.AssignmentId && a.JurorId == person.Id)).ExecuteDeleteAsync(token);
        await db.RoundReminders.Where(reminder => reminder.JurorId == person.Id).ExecuteDeleteAsync(token);
        await db.JurorProfiles.Where(profile => profile.UserId == person.Id).ExecuteDeleteAsync(token);
        await db.FilmBids.Where(bid => bid.JurorId == person.Id).ExecuteDeleteAsync(token);
        await db.JurorConflicts.Where(conflict => conflict.UserId == person.Id).ExecuteDeleteAsync(token);
        await db.JurorConflicts.Where(conflict => conflict.PinnedBy == person.Id).ExecuteUpdateAsync(row => row.SetProperty(conflict => conflict.PinnedBy, (Guid?)null), token);
        await db.Set<PanelMember>().Where(member => member.UserId == person.Id).ExecuteDeleteAsync(token);
    }
}
