using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Batches;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Messages.Threads;

/// <summary>An entry's thread, for the artist's side and for those who organise the edition; others get nothing, jurors neither.</summary>
public sealed class ThreadQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 100;

    /// <summary>The newest <paramref name="most"/> messages, oldest first. Organisers appear by name to each other, and as the edition to artists.</summary>
    public async Task<ThreadView?> FindAsync(Actor actor, Guid submissionId, ThreadSide side, int most, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var entry = await db.EntriesToReadOn(actor, side).AsNoTracking()
            .Where(e => e.Id == submissionId)
            .Select(e => new { e.EditionId, Edition = db.Editions.Where(edition => edition.Id == e.EditionId).Select(edition => edition.Name).First() })
            .SingleOrDefaultAsync(token);
        if (entry is null) return null;

        var thread = await db.SubmissionThreads.AsNoTracking().SingleOrDefaultAsync(t => t.SubmissionId == submissionId, token);
        var rows = await (
            from message in db.ThreadMessages.AsNoTracking()
            where message.SubmissionId == submissionId
            orderby message.At descending, message.Id descending
            select new { Message = message, Name = db.Users.Where(user => user.Id == message.AuthorId).Select(user => user.DisplayName).FirstOrDefault() })
            .Take(most + 1)
            .ToListAsync(token);
        var draft = await db.ThreadDrafts.Where(d => d.SubmissionId == submissionId && d.UserId == actor.UserId).Select(d => d.Text).SingleOrDefaultAsync(token);

        var isFromArtist = side == ThreadSide.Artist;
        var readUntil = isFromArtist ? thread?.ReadByArtistAt : thread?.ReadByOrganisersAt;
        var lines = rows.Take(most).Reverse().Select(row => new ThreadLine(
            row.Message.Id,
            row.Message.Side,
            isFromArtist && row.Message.Side == ThreadSide.Organisers ? entry.Edition : row.Name ?? "",
            row.Message.AuthorId == actor.UserId && row.Message.Side == side,
            row.Message.Text,
            row.Message.At,
            row.Message.IsQuestion,
            row.Message.Side != side && (readUntil is not { } read || row.Message.At > read)));
        return new ThreadView([.. lines], rows.Count > most, thread is { AskedAt: not null, AnsweredAt: null }, draft ?? "");
    }

    /// <summary>What a template's placeholders stand for in this entry; null for those who do not organise it.</summary>
    public async Task<Addressee?> AddresseeAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Addressees(db.EntriesToReadOn(actor, ThreadSide.Organisers).Where(entry => entry.Id == submissionId)).SingleOrDefaultAsync(token);
    }
}

/// <summary>A thread as one side sees it. <see cref="Waits"/> says that a question is not answered yet; <see cref="Draft"/> is what the reader typed and has not sent.</summary>
public sealed record ThreadView(IReadOnlyList<ThreadLine> Lines, bool HasEarlier, bool Waits, string Draft);

public sealed record ThreadLine(Guid Id, ThreadSide Side, string By, bool IsOwn, string Text, DateTimeOffset At, bool IsQuestion, bool IsNew);
