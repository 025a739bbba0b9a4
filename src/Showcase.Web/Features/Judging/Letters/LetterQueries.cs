using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Messages;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging.Letters;

/// <summary>What organisers read of letters before they leave, and of batches afterwards.</summary>
public sealed class LetterQueries(IDbContextFactory<ShowcaseDbContext> contexts, SiteTexts texts)
{
    private const int MostBatches = 20;
    private const int MostTitles = 20;

    /// <summary>Every letter of what is staged, merged as it will leave, a page at a time; counts and seals are of all of them.</summary>
    public async Task<LetterReview> ReviewAsync(Actor actor, Guid editionId, LetterFilter filter, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EditionsOf(actor, EditionRole.Organiser).ContainsAsync(editionId, token)) return LetterReview.Empty;

        var letters = await db.StagedLettersAsync(texts, editionId, actor.UserId, token);
        var shown = letters.FindAll(letter =>
            (filter.Outcome is not { } outcome || letter.Outcome == outcome)
            && (filter.Warning == LetterWarnings.None || letter.Warnings.HasFlag(filter.Warning))
            && (string.IsNullOrWhiteSpace(filter.Search)
                || letter.Title.Contains(filter.Search, StringComparison.CurrentCultureIgnoreCase)
                || letter.Artist.Contains(filter.Search, StringComparison.CurrentCultureIgnoreCase)));
        return new LetterReview(
            letters.CountBy(letter => letter.Outcome).ToDictionary(),
            Enum.GetValues<LetterWarnings>().Where(warning => warning != LetterWarnings.None).ToDictionary(warning => warning, warning => letters.Count(letter => letter.Warnings.HasFlag(warning))),
            letters.ConvertAll(letter => letter.Seal),
            letters.Count(letter => letter.Enclosure is not null),
            new Paged<ReadyLetter>([.. shown.Skip(page * Paged<ReadyLetter>.Size).Take(Paged<ReadyLetter>.Size)], shown.Count));
    }

    /// <summary>What was applied, newest first: what waits, what left, what was undone. It is the record of who did what.</summary>
    public async Task<IReadOnlyList<BatchView>> BatchesAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var closed = db.ClosedTo(actor.UserId);
        var rows = await db.DecisionBatches.AsNoTracking()
            .Where(batch => batch.EditionId == editionId && editions.Contains(batch.EditionId))
            .OrderByDescending(batch => batch.AppliedAt).ThenByDescending(batch => batch.Id)
            .Take(MostBatches)
            .Select(batch => new
            {
                Batch = batch,
                AppliedBy = db.Users.Where(user => user.Id == batch.AppliedBy).Select(user => user.DisplayName).FirstOrDefault(),
                EndedBy = db.Users.Where(user => user.Id == batch.EndedBy).Select(user => user.DisplayName).FirstOrDefault(),
                IsClosed = db.StagedDecisions.Any(decision => decision.BatchId == batch.Id && closed.Any(c => c.Id == decision.SubmissionId)),
            })
            .ToListAsync(token);
        var ids = rows.ConvertAll(row => row.Batch.Id);
        var outcomes = (await db.StagedDecisions.Where(decision => decision.BatchId != null && ids.Contains(decision.BatchId.Value))
            .GroupBy(decision => new { decision.BatchId, decision.Outcome })
            .Select(group => new { group.Key.BatchId, group.Key.Outcome, Count = group.Count() })
            .ToListAsync(token)).ToLookup(row => row.BatchId);
        var mails = (await db.OutboxMessages.Where(mail => mail.DecisionBatchId != null && ids.Contains(mail.DecisionBatchId.Value))
            .GroupBy(mail => new { mail.DecisionBatchId, mail.State })
            .Select(group => new { group.Key.DecisionBatchId, group.Key.State, Count = group.Count() })
            .ToListAsync(token)).ToLookup(row => row.DecisionBatchId);
        var called = (await (
            from mail in db.OutboxMessages
            join entry in db.Submissions on mail.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            where mail.DecisionBatchId != null && ids.Contains(mail.DecisionBatchId.Value) && mail.State == OutboxState.Discarded && !closed.Any(c => c.Id == entry.Id)
            where db.DecisionBatches.Any(batch => batch.Id == mail.DecisionBatchId && batch.State == DecisionBatchState.Released)
            orderby film.Title, mail.Id
            select new { mail.DecisionBatchId, film.Title })
            .Take(MostBatches * MostTitles)
            .ToListAsync(token)).ToLookup(row => row.DecisionBatchId, row => row.Title);
        return rows.ConvertAll(row => new BatchView(
            row.Batch.Id, row.Batch.State, row.Batch.Decisions, row.Batch.Letters, row.Batch.MovedOn, row.AppliedBy ?? "", row.Batch.AppliedAt, row.Batch.ReleaseAt,
            row.Batch.EndedBy is null ? null : row.EndedBy ?? "", row.Batch.EndedAt, row.IsClosed)
        {
            Outcomes = outcomes[row.Batch.Id].ToDictionary(count => count.Outcome, count => count.Count),
            Mails = mails[row.Batch.Id].ToDictionary(count => count.State, count => count.Count),
            CalledOff = [.. called[row.Batch.Id].Take(MostTitles)],
        });
    }
}

public sealed record LetterFilter(DecisionOutcome? Outcome, LetterWarnings Warning, string? Search);

/// <summary>Seals: what to apply, which changes with every word. Enclosures: how many letters bring the jury's comments along.</summary>
public sealed record LetterReview(
    IReadOnlyDictionary<DecisionOutcome, int> Counts, IReadOnlyDictionary<LetterWarnings, int> Warnings, IReadOnlyList<Guid> Seals, int Enclosures, Paged<ReadyLetter> Page)
{
    public static readonly LetterReview Empty = new(new Dictionary<DecisionOutcome, int>(), new Dictionary<LetterWarnings, int>(), [], 0, Paged<ReadyLetter>.Empty);
}

/// <summary>A batch; EndedBy is null where its time came, or has not come. IsClosed: one of its films is closed to the reader, who changes nothing then.</summary>
public sealed record BatchView(
    Guid Id, DecisionBatchState State, int Decisions, int Letters, int MovedOn, string AppliedBy, DateTimeOffset AppliedAt, DateTimeOffset? ReleaseAt,
    string? EndedBy, DateTimeOffset? EndedAt, bool IsClosed)
{
    public required IReadOnlyDictionary<DecisionOutcome, int> Outcomes { get; init; }

    /// <summary>How far its letters are.</summary>
    public required IReadOnlyDictionary<OutboxState, int> Mails { get; init; }

    /// <summary>Films that were withdrawn or moved while their letters waited.</summary>
    public required IReadOnlyList<string> CalledOff { get; init; }
}
