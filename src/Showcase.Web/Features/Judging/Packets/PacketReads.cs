using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Judging.Reviews;
using Showcase.Web.Data;

namespace Showcase.Web.Features.Judging.Packets;

/// <summary>How far the comments for an artist who asked for them are.</summary>
public enum PacketState
{
    /// <summary>No juror wrote anything for the artist.</summary>
    Nothing,

    /// <summary>Nobody has looked at them.</summary>
    New,

    /// <summary>A juror changed a comment after somebody had looked.</summary>
    Stale,
    Approved,

    /// <summary>The artist reads them.</summary>
    Sent,
}

/// <summary>The comments for one artist, as they stand now.</summary>
internal sealed record PacketStanding(CommentPacket? Packet, IReadOnlyList<PacketSource> Sources)
{
    public string Fingerprint { get; } = CommentPacket.FingerprintOf(Sources);

    public PacketState State =>
        Packet?.SentAt is not null ? PacketState.Sent
        : Sources.Count == 0 ? PacketState.Nothing
        : Packet is null ? PacketState.New
        : Packet.Stands(Fingerprint) ? PacketState.Approved : PacketState.Stale;
}

internal static class PacketReads
{
    /// <summary>Which artists asked, in editions that offer comments.</summary>
    public static IQueryable<CommentWish> Wishes(this ShowcaseDbContext db) => db.CommentWishes
        .Where(wish => db.Submissions.Any(entry => entry.Id == wish.SubmissionId && db.Editions.Any(edition => edition.Id == entry.EditionId && edition.OffersComments)));

    /// <summary>By entry, for those whose artists asked: the packet, tracked, and the comments that it is made of, in no juror's order. Those that an organiser marked as inappropriate reach no artist.</summary>
    public static async Task<Dictionary<Guid, PacketStanding>> PacketsAsync(this ShowcaseDbContext db, IReadOnlyCollection<Guid> submissionIds, CancellationToken token)
    {
        if (submissionIds.Count == 0) return [];

        var asked = await db.Wishes().Where(wish => submissionIds.Contains(wish.SubmissionId)).Select(wish => wish.SubmissionId).ToListAsync(token);
        if (asked.Count == 0) return [];

        var packets = await db.CommentPackets.Where(packet => asked.Contains(packet.SubmissionId)).ToDictionaryAsync(packet => packet.SubmissionId, token);
        var sources = (await (
            from card in db.Scorecards
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            where asked.Contains(assignment.SubmissionId) && card.ScoredAt != null && card.RecusedAt == null && card.ToArtist != ""
            where !db.ReviewMarks.Any(mark => mark.ScorecardId == card.Id && mark.Quality == ReviewQuality.Inappropriate)
            select new
            {
                assignment.SubmissionId, card.Id, card.ToArtist,
                Released = db.ReleasedComments.Where(comment => comment.ScorecardId == card.Id).Select(comment => comment.Text).FirstOrDefault(),
            }).ToListAsync(token)).ToLookup(row => row.SubmissionId, row => new PacketSource(row.Id, row.Released ?? row.ToArtist));
        return asked.ToDictionary(id => id, id => new PacketStanding(packets.GetValueOrDefault(id), [.. sources[id].OrderBy(source => source.Text, StringComparer.Ordinal)]));
    }

    /// <summary>By entry, the mask that knows the edition's jurors and whoever was given the film.</summary>
    public static async Task<Dictionary<Guid, NameMask>> JurorMasksAsync(this ShowcaseDbContext db, Guid editionId, IReadOnlyDictionary<Guid, string> titles, CancellationToken token)
    {
        var ids = titles.Keys.ToList();
        var members = await db.Users
            .Where(user => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == user.Id && member.Role == EditionRole.Juror))
            .OrderBy(user => user.Id).Select(user => user.DisplayName).ToListAsync(token);
        var assigned = (await db.Assignments.Where(assignment => ids.Contains(assignment.SubmissionId))
            .Join(db.Users, assignment => assignment.JurorId, user => user.Id, (assignment, user) => new { assignment.SubmissionId, user.DisplayName })
            .ToListAsync(token)).ToLookup(row => row.SubmissionId, row => row.DisplayName);
        return titles.ToDictionary(title => title.Key, title => NameMask.For(title.Value, members.Concat(assigned[title.Key]).Distinct(StringComparer.Ordinal), []));
    }
}
