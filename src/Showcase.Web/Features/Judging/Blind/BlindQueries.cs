using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Blind;

/// <summary>The copies that jurors of blind rounds read, before organisers, and the captions as those jurors are sent them.</summary>
public sealed class BlindQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    /// <summary>Most entries that the queue holds; a call of the largest festivals brings about 6,200.</summary>
    public const int MostEntries = 20_000;

    private const int Batch = 200;

    /// <summary>The entries that jurors of blind rounds were given, by title, with how many of their copies wait to be approved.</summary>
    public async Task<BlindQueue> QueueAsync(Actor actor, Guid editionId, bool all, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var entries = await db.Submissions
            .Where(entry => entry.EditionId == editionId && editions.Contains(entry.EditionId) && entry.State != SubmissionState.Withdrawn && entry.State != SubmissionState.Disqualified)
            .Where(entry => db.Assignments.Any(assignment => assignment.SubmissionId == entry.Id && db.JudgingRounds.Any(round => round.Id == assignment.RoundId && round.IsBlind)))
            .Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, entry.CategoryId, film.Title, film.OwnerId })
            .Join(db.Users, entry => entry.OwnerId, user => user.Id, (entry, user) => new { entry.Id, entry.CategoryId, entry.Title, Artist = user.DisplayName })
            .Join(db.Categories, entry => entry.CategoryId, category => category.Id, (entry, category) => new { entry.Id, entry.Title, entry.Artist, Category = category.Name })
            .OrderBy(entry => entry.Title).ThenBy(entry => entry.Id)
            .Take(MostEntries)
            .ToListAsync(token);
        var begun = await db.RedactedCopies.Where(copy => copy.ApprovedAt != null && db.Submissions.Any(entry => entry.Id == copy.SubmissionId && entry.EditionId == editionId))
            .Select(copy => copy.SubmissionId).Distinct().ToListAsync(token);
        var counts = await CountAsync(db, [.. entries.Select(entry => entry.Id).Intersect(begun)], token);
        var rows = entries.ConvertAll(entry => new BlindRow(entry.Id, entry.Title, entry.Artist, entry.Category, counts.GetValueOrDefault(entry.Id)));
        var waiting = rows.FindAll(row => !row.IsApproved);
        var shown = all ? rows : waiting;
        return new BlindQueue([.. shown.Skip(page * Paged<BlindRow>.Size).Take(Paged<BlindRow>.Size)], shown.Count, waiting.Count, rows.Count);
    }

    /// <summary>An entry's texts with their copies; null for those who do not organise the edition, and for drafts.</summary>
    public async Task<BlindEntry?> EntryAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var entry = await db.Submissions
            .Where(row => row.Id == submissionId && row.EditionId == editionId && editions.Contains(row.EditionId) && row.State != SubmissionState.Draft)
            .Join(db.Films, row => row.FilmId, film => film.Id, (row, film) => new
            {
                row.Id, row.FilmId, film.Title,
                IsBlind = db.Assignments.Any(assignment => assignment.SubmissionId == row.Id && db.JudgingRounds.Any(round => round.Id == assignment.RoundId && round.IsBlind)),
            })
            .SingleOrDefaultAsync(token);
        if (entry is null) return null;

        var reading = (await db.BlindReadingsAsync([entry.Id], titlesOnly: false, token))[entry.Id];
        var sources = (await db.JurorTextsAsync([entry.Id], token))[entry.Id].ToList();
        var tracks = await db.CaptionTracks.AsNoTracking().Where(track => track.FilmId == entry.FilmId).OrderBy(track => track.Id).Take(CaptionTrack.MostPerFilm).ToDictionaryAsync(track => track.Id, token);
        var approvers = sources.Select(source => reading.CopyOf(source.Key)?.ApprovedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(user => approvers.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        return new BlindEntry(
            entry.Id,
            entry.Title,
            entry.IsBlind,
            reading.Words?.Cover ?? "",
            reading.Words?.Leave ?? "",
            [.. sources.Where(source => source.Key.Part != JurorText.Captions).Select(source => Describe(source, reading, names))],
            [.. sources.Where(source => tracks.ContainsKey(source.Key.SourceId)).Select(source => Describe(source, reading, tracks[source.Key.SourceId]))]);
    }

    /// <summary>The next entry whose copies wait; null where it was the last.</summary>
    public async Task<Guid?> NextAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token) =>
        (await QueueAsync(actor, editionId, all: false, page: 0, token)).Rows.FirstOrDefault(row => row.SubmissionId != submissionId)?.SubmissionId;

    /// <summary>A WebVTT file as this viewer is sent it: whoever has the film in a blind round, or talks about it in a meeting of its panel, is not told its makers.</summary>
    internal async Task<byte[]> CaptionsForAsync(Guid viewerId, Guid trackId, byte[] content, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var entries = await (
            from entry in db.Submissions
            join track in db.CaptionTracks on entry.FilmId equals track.FilmId
            where track.Id == trackId && db.JudgingRounds.Any(round => round.IsBlind && (
                db.Assignments.Any(assignment => assignment.RoundId == round.Id && assignment.SubmissionId == entry.Id && assignment.JurorId == viewerId)
                || (round.Panel.Any(member => member.UserId == viewerId) && db.Meetings.Any(meeting => meeting.RoundId == round.Id && meeting.Items.Any(item => item.SubmissionId == entry.Id)))))
            select entry.Id).Distinct().ToListAsync(token);
        if (entries.Count == 0) return content;

        var text = Encoding.UTF8.GetString(content);
        foreach (var reading in (await db.BlindReadingsAsync(entries, titlesOnly: true, token)).Values) text = MaskedCaptions.Of(text, reading.Mask).Text;
        return Encoding.UTF8.GetBytes(text);
    }

    private static async Task<Dictionary<Guid, CopyCounts>> CountAsync(ShowcaseDbContext db, IReadOnlyList<Guid> entries, CancellationToken token)
    {
        var counts = new Dictionary<Guid, CopyCounts>();
        foreach (var batch in entries.Chunk(Batch))
        {
            var readings = await db.BlindReadingsAsync(batch, titlesOnly: false, token);
            var sources = await db.JurorTextsAsync(batch, token);
            foreach (var id in batch)
            {
                var states = sources[id].Select(readings[id].StateOf).ToList();
                counts[id] = new CopyCounts(states.Count, states.Count(state => state == CopyState.Approved), states.Count(state => state == CopyState.Stale));
            }
        }

        return counts;
    }

    private static BlindText Describe(JurorSource source, BlindReading reading, Dictionary<Guid, string> names)
    {
        var (copy, masked, state) = (reading.CopyOf(source.Key), reading.Mask.Cover(source.Original), reading.StateOf(source));
        return new BlindText(
            source.Key, source.Label, masked, copy?.Draft ?? (state == CopyState.Approved ? copy!.Text : masked.Text), state, reading.FingerprintOf(source),
            copy?.ApprovedAt, copy?.ApprovedBy is { } by ? names.GetValueOrDefault(by, "") : "", state == CopyState.Stale ? copy!.Text : null);
    }

    private static BlindTrack Describe(JurorSource source, BlindReading reading, CaptionTrack track) => new(
        source.Key, track.Language, track.Kind, track.CueCount, MaskedCaptions.Of(Encoding.UTF8.GetString(track.Content), reading.Mask).Marked, reading.StateOf(source), reading.FingerprintOf(source));
}

public enum CopyState
{
    New,

    /// <summary>Approved once; the artist has changed the text since, or the names that must be covered in it have.</summary>
    Stale,
    Approved,
}

/// <summary>A page of the queue. Total: rows in it; Waiting and All: entries of blind rounds.</summary>
public sealed record BlindQueue(IReadOnlyList<BlindRow> Rows, int Total, int Waiting, int All);

/// <summary>Counts is null where nobody has approved anything.</summary>
public sealed record BlindRow(Guid SubmissionId, string Title, string Artist, string Category, CopyCounts? Counts)
{
    public bool IsApproved => Counts is { } counts && counts.Approved == counts.All;
}

public sealed record CopyCounts(int All, int Approved, int Stale);

public sealed record BlindEntry(
    Guid SubmissionId, string Title, bool IsInBlindRound, string Cover, string Leave, IReadOnlyList<BlindText> Texts, IReadOnlyList<BlindTrack> Tracks);

/// <summary>A text and its copy. Copy: what is on the screen to be approved; Earlier: what was approved before the text changed.</summary>
public sealed record BlindText(
    TextKey Key, string Label, MaskedText Masked, string Copy, CopyState State, string Fingerprint, DateTimeOffset? ApprovedAt, string ApprovedBy, string? Earlier);

public sealed record BlindTrack(
    TextKey Key, string Language, CaptionKind Kind, int Cues, IReadOnlyList<MaskedCue> Marked, CopyState State, string Fingerprint);
