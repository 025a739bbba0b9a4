using System.Text;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Auditing;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Reviews;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>
/// Scores given without a connection: writes the form, and takes it back filled in. A file is looked through first and nothing of it is kept;
/// what was shown is then applied in one transaction, or none of it.
/// </summary>
public sealed partial class OfflineService(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, ChangeFeed feed, SiteTexts texts, ILogger<OfflineService> log)
{
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostFilms = 5_000;

    /// <summary>The juror's films of the round as a file; null where the round is not theirs.</summary>
    public async Task<string?> WriteAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await RoundAsync(db, actor, editionId, roundId, token) is not { } round) return null;

        var form = new OfflineForm(round, texts);
        var file = new StringBuilder(Csv.Line(form.Headings));
        foreach (var card in await CardsAsync(db.Scorecards.AsNoTracking(), db, actor, round, token)) file.Append(form.Line(card));
        return file.ToString();
    }

    /// <summary>What would become of each line; nothing is changed.</summary>
    public async Task<Result<OfflineReport>> CheckAsync(Actor actor, Guid editionId, Guid roundId, CsvFile file, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await ReadAsync(db, actor, editionId, roundId, file, token);
    }

    /// <summary>
    /// Applies the lines that were shown as good. Where the file would do anything else by now (a card was changed, a film was taken away) nothing
    /// is applied, and the file is to be looked through again.
    /// </summary>
    public async Task<Result<OfflineReport>> ApplyAsync(Actor actor, Guid editionId, Guid roundId, CsvFile file, OfflineReport shown, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(shown);
        await using var db = await contexts.CreateDbContextAsync(token);
        var read = await ReadAsync(db, actor, editionId, roundId, file, token);
        if (!read.Succeeded) return read.Refusal;
        if (!read.Value.Rows.Select(row => (row.Number, row.Outcome)).SequenceEqual(shown.Rows.Select(row => (row.Number, row.Outcome)))) return JudgingRefusals.FormOutdated;

        var handedIn = db.ChangeTracker.Entries<Scorecard>().Where(entry => entry.Property(card => card.ScoredAt).IsModified).Select(entry => entry.Entity).ToList();
        var given = handedIn.ConvertAll(card => card.AssignmentId);
        var films = await db.Assignments.Where(a => given.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.SubmissionId, token);
        foreach (var card in handedIn)
        {
            await db.SettleReviewAsync(card, card.ScoredAt!.Value, token);
            db.Add(AuditEntry.Of(editionId, AuditAct.CardHandedIn, actor.UserId, card.ScoredAt.Value, roundId, films[card.AssignmentId]));
        }

        var saved = await db.TrySaveAsync(JudgingRefusals.FormOutdated, token);
        if (!saved.Succeeded) return JudgingRefusals.FormOutdated;

        LogApplied(read.Value.Good, roundId, actor.UserId);
        feed.Tell(editionId);
        return read.Value;
    }

    /// <summary>Reads every line onto its card. The cards are changed in memory; whether that is saved is up to the caller.</summary>
    private async Task<Result<OfflineReport>> ReadAsync(ShowcaseDbContext db, Actor actor, Guid editionId, Guid roundId, CsvFile file, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (await RoundAsync(db, actor, editionId, roundId, token) is not { } round) return Refusals.NotFound;

        var now = clock.GetUtcNow();
        if (round.Window.IsOverAt(now)) return JudgingRefusals.WindowClosed;
        if (!round.Window.IsOpenAt(now)) return JudgingRefusals.WindowNotOpen;

        var form = new OfflineForm(round, texts);
        if (form.Check(file) is { } foreign) return foreign;

        var cards = (await CardsAsync(db.Scorecards, db, actor, round, token)).ToDictionary(card => card.AssignmentId);
        var seen = new HashSet<Guid>();
        return new OfflineReport([.. file.Rows.Select(row => Read(new OfflineLine(file, row), form, round, cards, seen, now))]);
    }

    private OfflineRow Read(OfflineLine line, OfflineForm form, JudgingRound round, Dictionary<Guid, OfflineCard> cards, HashSet<Guid> seen, DateTimeOffset now)
    {
        var typedTitle = line[texts["Judging.Film"]] ?? "";
        if (line.Fault is { } fault) return Refused(typedTitle, fault);
        if (!Guid.TryParse(line[OfflineForm.CardColumn], out var id) || !cards.TryGetValue(id, out var card)) return Refused(typedTitle, JudgingRefusals.FormFilmUnknown);
        if (!seen.Add(id)) return Refused(card.Title, JudgingRefusals.FormFilmTwice);

        var problems = new List<Refusal>();
        var entry = form.Read(line, card.Card, problems);
        if (problems.Count > 0) return Refused(card.Title, [.. problems]);
        if (Same(entry, card.Card)) return new OfflineRow(line.Number, card.Title, OfflineOutcome.Unchanged, []);
        if (!Guid.TryParse(line[OfflineForm.VersionColumn], out var version) || version != card.Card.Version) return Refused(card.Title, JudgingRefusals.FormCardChanged);
        if (round.Check(entry, complete: false) is { Succeeded: false } unfit) return Refused(card.Title, unfit.Refusal);

        var missing = round.Check(entry, complete: true).Refusal;
        var written = missing is null ? card.Card.Score(entry, round, now) : card.Card.Draft(entry, round, now);
        if (!written.Succeeded) return Refused(card.Title, written.Refusal);
        return new OfflineRow(line.Number, card.Title, missing is null ? OfflineOutcome.HandIn : OfflineOutcome.Draft, missing is null ? [] : [missing]);

        OfflineRow Refused(string title, params IReadOnlyList<Refusal> reasons) => new(line.Number, title.Length > 120 ? title[..120] : title, OfflineOutcome.Refused, reasons);
    }

    private static bool Same(ScorecardEntry entry, Scorecard card) =>
        (entry.ToCommittee, entry.ToArtist, entry.Recommendation) == (card.ToCommittee, card.ToArtist, card.Recommendation)
        && entry.Marks.ToHashSet().SetEquals(card.Marks) && entry.Remarks.ToHashSet().SetEquals(card.Remarks);

    /// <summary>The round, where the juror holds the role and sits on its panel.</summary>
    private static async Task<JudgingRound?> RoundAsync(ShowcaseDbContext db, Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        return await db.JudgingRounds.AsNoTracking().Include(r => r.Criteria)
            .SingleOrDefaultAsync(r => r.Id == roundId && r.EditionId == editionId && editions.Contains(r.EditionId) && r.Panel.Any(member => member.UserId == actor.UserId), token);
    }

    /// <summary>What the juror can score now, in the order of the desk.</summary>
    private static async Task<List<OfflineCard>> CardsAsync(IQueryable<Scorecard> cards, ShowcaseDbContext db, Actor actor, JudgingRound round, CancellationToken token)
    {
        var rows = await DeskQueries.Mine(db, actor, round.EditionId)
            .Where(row => row.Round.Id == round.Id && row.Card.RecusedAt == null && (row.Submission.State == SubmissionState.InReview || row.Submission.State == SubmissionState.Shortlisted))
            .OrderBy(row => row.Assignment.Id)
            .Take(MostFilms)
            .Select(row => new { row.Assignment.Id, SubmissionId = row.Submission.Id, row.Film.Title, row.Film.StatedRuntime, CardId = row.Card.Id })
            .ToListAsync(token);
        var ids = rows.ConvertAll(row => row.CardId);
        var found = await cards.Where(card => ids.Contains(card.Id)).ToDictionaryAsync(card => card.Id, token);
        var titles = rows.ToDictionary(row => row.SubmissionId, row => row.Title);
        if (round.IsBlind) titles = await db.BlindTitlesAsync(titles, token);
        return rows.ConvertAll(row => new OfflineCard(row.Id, titles[row.SubmissionId], row.StatedRuntime, found[row.CardId]));
    }

    [LoggerMessage(LogLevel.Information, "{Count} cards of round {RoundId} were filled in from a form by {UserId}")]
    private partial void LogApplied(int count, Guid roundId, Guid userId);
}

/// <summary>What becomes of a line of a filled-in form.</summary>
public enum OfflineOutcome
{
    HandIn,
    Draft,
    Unchanged,
    Refused,
}

/// <summary>A line: Number as a spreadsheet counts it, Reasons why it is refused or only a draft.</summary>
public sealed record OfflineRow(int Number, string Title, OfflineOutcome Outcome, IReadOnlyList<Refusal> Reasons);

public sealed record OfflineReport(IReadOnlyList<OfflineRow> Rows)
{
    public int Good => Rows.Count(row => row.Outcome is OfflineOutcome.HandIn or OfflineOutcome.Draft);

    public int Count(OfflineOutcome outcome) => Rows.Count(row => row.Outcome == outcome);
}
