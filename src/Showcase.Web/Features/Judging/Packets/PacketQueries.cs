using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Packets;

/// <summary>What organisers read of comments that artists asked for, and what those artists read.</summary>
public sealed class PacketQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>The entries whose artists asked, by title: those that wait for somebody, or all. What is closed to the actor is left out.</summary>
    public async Task<PacketList> ListAsync(Actor actor, Guid editionId, bool showsAll, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        if (!await editions.ContainsAsync(editionId, token)) return new PacketList(false, 0, Paged<PacketRow>.Empty);

        var closed = db.ClosedTo(actor.UserId);
        var isOffered = await db.Editions.Where(edition => edition.Id == editionId).Select(edition => edition.OffersComments).SingleAsync(token);
        var entries = await (
            from wish in db.Wishes()
            join entry in db.Submissions on wish.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            where entry.EditionId == editionId && !closed.Any(c => c.Id == entry.Id)
            where entry.State != SubmissionState.Draft && entry.State != SubmissionState.Withdrawn && entry.State != SubmissionState.Disqualified && entry.State != SubmissionState.Selected
            orderby film.Title, entry.Id
            select new
            {
                entry.Id, entry.State, film.Title, Artist = artist.DisplayName,
                Staged = db.StagedDecisions.Where(decision => decision.SubmissionId == entry.Id && decision.ReleasedAt == null).Select(decision => (DecisionOutcome?)decision.Outcome).FirstOrDefault(),
            })
            .Take(RankingQueries.MostFilms)
            .ToListAsync(token);
        var packets = await db.PacketsAsync(entries.ConvertAll(entry => entry.Id), token);
        var rows = entries.ConvertAll(entry => new PacketRow(
            entry.Id, entry.Title, entry.Artist, entry.State, entry.Staged, packets.TryGetValue(entry.Id, out var packet) ? packet.State : PacketState.Nothing, packet?.Sources.Count ?? 0));
        var shown = showsAll ? rows : rows.FindAll(row => row.Waits);
        return new PacketList(isOffered, rows.Count(row => row.Waits), new Paged<PacketRow>([.. shown.Skip(page * Paged<PacketRow>.Size).Take(Paged<PacketRow>.Size)], shown.Count)) { Asked = rows.Count };
    }

    /// <summary>One entry's comments with who wrote them, and what of them is suggested or approved; null where its artist did not ask, or the case is closed.</summary>
    public async Task<PacketView?> FindAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var entry = await db.Submissions
            .Where(e => e.Id == submissionId && e.EditionId == editionId && editions.Contains(e.EditionId) && !closed.Any(c => c.Id == e.Id))
            .Join(db.Films, e => e.FilmId, film => film.Id, (e, film) => new { e.State, film.Title })
            .SingleOrDefaultAsync(token);
        if (entry is null || (await db.PacketsAsync([submissionId], token)).GetValueOrDefault(submissionId) is not { } standing) return null;

        var mask = (await db.JurorMasksAsync(editionId, new Dictionary<Guid, string> { [submissionId] = entry.Title }, token))[submissionId];
        var jurors = await (
            from card in db.Scorecards
            join assignment in db.Assignments on card.AssignmentId equals assignment.Id
            join juror in db.Users on assignment.JurorId equals juror.Id
            where assignment.SubmissionId == submissionId
            select new { card.Id, juror.DisplayName }).ToDictionaryAsync(row => row.Id, row => row.DisplayName, token);
        var packet = standing.Packet;
        var by = packet is null ? null : await db.Users.Where(user => user.Id == packet.ApprovedBy).Select(user => user.DisplayName).FirstOrDefaultAsync(token);
        return new PacketView(
            submissionId, entry.Title, entry.State, standing.State, standing.Fingerprint,
            [.. standing.Sources.Select(source => new PacketComment(source.ScorecardId, jurors.GetValueOrDefault(source.ScorecardId, ""), mask.Cover(source.Text)))],
            CommentPacket.Suggest(standing.Sources, mask), packet?.Text)
        {
            ApprovedBy = by, ApprovedAt = packet?.ApprovedAt, SentAt = packet?.SentAt,
        };
    }

    /// <summary>Whether the actor's entry may have the jury's comments; null where the edition offers none, or it is not theirs.</summary>
    public async Task<MyWish?> WishAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var writable = db.EntriesOf(actor, CoAuthorRole.Edit);
        var row = await db.EntriesOf(actor, CoAuthorRole.View)
            .Where(entry => entry.Id == submissionId && db.Editions.Any(edition => edition.Id == entry.EditionId && edition.OffersComments))
            .Select(entry => new { entry.State, IsWanted = db.CommentWishes.Any(wish => wish.SubmissionId == entry.Id), MayWrite = writable.Any(own => own.Id == entry.Id) })
            .SingleOrDefaultAsync(token);
        return row is null ? null : new MyWish(row.IsWanted, row.MayWrite && CommentWish.MayChange(row.State));
    }

    /// <summary>The jury's comments on the actor's declined film, once they were sent; null before, and for everybody else.</summary>
    public async Task<string?> ReadMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var own = db.EntriesOf(actor, CoAuthorRole.View);
        return await db.CommentPackets
            .Where(packet => packet.SubmissionId == submissionId && packet.SentAt != null && own.Any(entry => entry.Id == submissionId && entry.State == SubmissionState.Declined))
            .Select(packet => packet.Text)
            .SingleOrDefaultAsync(token);
    }
}

/// <summary>Waiting: how many of those that were asked for nobody has approved as they stand.</summary>
public sealed record PacketList(bool IsOffered, int Waiting, Paged<PacketRow> Page)
{
    public int Asked { get; init; }
}

/// <summary>An entry whose artist asked. Staged: what is staged or waits with its letter.</summary>
public sealed record PacketRow(Guid SubmissionId, string Title, string Artist, SubmissionState EntryState, DecisionOutcome? Staged, PacketState State, int Comments)
{
    /// <summary>Declined, or about to be: the comments are needed now.</summary>
    public bool IsDeclined => EntryState == SubmissionState.Declined || Staged == DecisionOutcome.Declined;

    public bool Waits => State is PacketState.New or PacketState.Stale && (IsDeclined || Staged is null);
}

/// <summary>Suggestion: the comments with jurors' names covered. Approved: what was approved last; null where nothing was.</summary>
public sealed record PacketView(
    Guid SubmissionId, string Title, SubmissionState EntryState, PacketState State, string Fingerprint, IReadOnlyList<PacketComment> Comments, string Suggestion, string? Approved)
{
    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}

public sealed record PacketComment(Guid ScorecardId, string Juror, MaskedText Text);

public sealed record MyWish(bool IsWanted, bool MayChange);
