using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Judging.Blind;

/// <summary>What organisers do with the copies that jurors of blind rounds read.</summary>
public sealed partial class BlindService(IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, ChangeFeed feed, TimeProvider clock, ILogger<BlindService> log)
{
    /// <summary>Keeps what is being typed; jurors are not shown it.</summary>
    public async Task<Result> KeepAsync(Actor actor, Guid submissionId, TextKey key, string draft, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CheckAsync(db, actor, submissionId, token) is { } refused) return refused;
        if (!(await db.JurorTextsAsync([submissionId], token))[submissionId].Any(source => source.Key == key && key.Part != JurorText.Captions)) return Refusals.NotFound;

        var kept = (await FindAsync(db, submissionId, key, token)).Keep(draft);
        return kept.Succeeded ? await db.TrySaveAsync(Refusals.Conflict, token) : kept;
    }

    /// <summary>
    /// Approves copies of one entry, all or none of them: from now on jurors of blind rounds read them. Each names the words that it was made from;
    /// refused where the artist has changed them since.
    /// </summary>
    public async Task<Result> ApproveAsync(Actor actor, Guid submissionId, IReadOnlyCollection<CopyToApprove> copies, bool isMeant, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(copies);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CheckAsync(db, actor, submissionId, token) is { } refused) return refused;

        var reading = (await db.BlindReadingsAsync([submissionId], titlesOnly: false, token))[submissionId];
        var sources = (await db.JurorTextsAsync([submissionId], token))[submissionId].ToDictionary(source => source.Key);
        foreach (var copy in copies)
        {
            if (!sources.TryGetValue(copy.Key, out var source) || reading.FingerprintOf(source) != copy.Fingerprint) return BlindRefusals.OriginalChanged;

            var row = await FindAsync(db, submissionId, copy.Key, token);
            if (copy.Key.Part == JurorText.Captions) row.ApproveCaptions(copy.Fingerprint, actor.UserId, clock.GetUtcNow());
            else if (row.Approve(copy.Text, reading.Mask.Cover(source.Original), reading.Mask, isMeant, actor.UserId, clock.GetUtcNow()) is { Succeeded: false } bad) return bad;
        }

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) await TellAsync(db, submissionId, actor, token);
        return saved;
    }

    /// <summary>Says which words to cover besides, and which to leave. Copies of texts in which that changes something are to be looked at again.</summary>
    public async Task<Result> ChangeWordsAsync(Actor actor, Guid submissionId, string? cover, string? leave, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await CheckAsync(db, actor, submissionId, token) is { } refused) return refused;

        var words = await db.BlindWords.SingleOrDefaultAsync(row => row.SubmissionId == submissionId, token);
        if (words is null) db.Add(words = BlindWords.Of(submissionId));
        var changed = words.Change(cover, leave);
        if (!changed.Succeeded) return changed;

        var saved = await db.TrySaveAsync(Refusals.Conflict, token);
        if (saved.Succeeded) await TellAsync(db, submissionId, actor, token);
        return saved;
    }

    private async Task<Refusal?> CheckAsync(ShowcaseDbContext db, Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var edition = await db.Submissions.Where(entry => entry.Id == submissionId && entry.State != SubmissionState.Draft).Select(entry => (Guid?)entry.EditionId).SingleOrDefaultAsync(token);
        return edition is null || await access.CheckAsync(actor, edition.Value, token, EditionRole.Organiser) is not null ? Refusals.NotFound : null;
    }

    private static async Task<RedactedCopy> FindAsync(ShowcaseDbContext db, Guid submissionId, TextKey key, CancellationToken token)
    {
        var (part, source) = key;
        var copy = await db.RedactedCopies.SingleOrDefaultAsync(row => row.SubmissionId == submissionId && row.Part == part && row.SourceId == source, token);
        if (copy is null) db.Add(copy = RedactedCopy.Of(submissionId, key));
        return copy;
    }

    private async Task TellAsync(ShowcaseDbContext db, Guid submissionId, Actor actor, CancellationToken token)
    {
        LogChanged(submissionId, actor.UserId);
        feed.Tell(await db.Submissions.Where(entry => entry.Id == submissionId).Select(entry => entry.EditionId).SingleAsync(token));
    }

    [LoggerMessage(LogLevel.Information, "Copies of submission {SubmissionId} for blind rounds were changed by {UserId}")]
    private partial void LogChanged(Guid submissionId, Guid userId);
}

/// <summary>A copy as it stands on the screen, and the words that it was made from.</summary>
public sealed record CopyToApprove(TextKey Key, string Fingerprint, string Text);
