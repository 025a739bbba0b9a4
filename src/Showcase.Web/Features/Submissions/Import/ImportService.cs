using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>
/// Takes entries from elsewhere into a call, for organisers of its edition. Rows are found again by their number, so that the same file
/// twice changes nothing. No mail is sent. An import that breaks off leaves whole batches, and running it again goes on from there.
/// </summary>
public sealed partial class ImportService(
    IDbContextFactory<ShowcaseDbContext> contexts, EditionAccess access, TimeProvider clock, ChangeFeed feed, ILogger<ImportService> log)
{
    private const int BatchSize = 200;

    /// <summary>What an import would do. Nothing is saved.</summary>
    public Task<Result<ImportReport>> TryAsync(Actor actor, ImportRequest request, Action<ImportCounts>? progress, CancellationToken token) =>
        RunAsync(actor, request, saves: false, progress, token);

    /// <summary>Imports the file, batch by batch.</summary>
    public Task<Result<ImportReport>> ApplyAsync(Actor actor, ImportRequest request, Action<ImportCounts>? progress, CancellationToken token) =>
        RunAsync(actor, request, saves: true, progress, token);

    private async Task<Result<ImportReport>> RunAsync(Actor actor, ImportRequest request, bool saves, Action<ImportCounts>? progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (await access.CheckAsync(actor, request.EditionId, token, EditionRole.Organiser) is { } refusal) return refusal;
        if (request.Mapping.Check() is { } unmapped) return unmapped;

        var begun = SubmissionImport.Begin(request.EditionId, request.CallId, request.Source, request.FileName, actor.UserId, clock.GetUtcNow());
        if (!begun.Succeeded) return begun.Refusal;

        var opened = await ReaderAsync(request, token);
        if (!opened.Succeeded) return opened.Refusal;

        var (import, reader) = (begun.Value, opened.Value);
        if (saves) await BeginAsync(import, token);

        var counts = ImportCounts.None;
        foreach (var batch in reader.Entries().Chunk(BatchSize))
        {
            // Rights may be lost, and the import undone, while it runs.
            if (await access.CheckAsync(actor, request.EditionId, token, EditionRole.Organiser) is { } lost) return lost;

            var planned = await BatchAsync(import, batch, counts, reader.LeftOut, saves, token);
            if (!planned.Succeeded) return planned.Refusal;

            foreach (var row in planned.Value.Where(row => row.Why is not null)) reader.Report(row.Entry, row.Why!, row.Outcome == ImportOutcome.LeftOut);
            counts = Add(counts, planned.Value) with { LeftOut = reader.LeftOut };
            progress?.Invoke(counts);
        }

        counts = counts with { LeftOut = reader.LeftOut };
        if (!saves) return new ImportReport(null, counts, Sorted(reader.Problems));

        await FinishAsync(import.Id, counts, token);
        feed.Tell(request.EditionId);
        LogImported(import.Id, request.EditionId, counts.New, counts.Changed, counts.LeftOut, actor.UserId);
        return new ImportReport(import.Id, counts, Sorted(reader.Problems));
    }

    private async Task<Result<ImportReader>> ReaderAsync(ImportRequest request, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var call = await db.Calls.AsNoTracking().Include(c => c.Categories).SingleOrDefaultAsync(c => c.Id == request.CallId && c.EditionId == request.EditionId, token);
        if (call is null) return Refusals.NotFound;

        var categories = call.Categories.OrderBy(category => category.Position).Select(category => new ImportCategory(category.Id, category.Name)).ToList();
        if (categories.Find(category => category.Id == request.CategoryId) is not { } usual) return ImportRefusals.CategoryMissing;

        var zone = await db.Editions.Where(edition => edition.Id == request.EditionId).Select(edition => edition.TimeZoneId).SingleAsync(token);
        return new ImportReader(request.File, request.Mapping, categories, usual, TimeZoneInfo.FindSystemTimeZoneById(zone), clock.GetUtcNow());
    }

    private async Task BeginAsync(SubmissionImport import, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        db.SubmissionImports.Add(import);
        await db.SaveChangesAsync(token);
    }

    private async Task FinishAsync(Guid importId, ImportCounts counts, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var import = await db.SubmissionImports.SingleAsync(i => i.Id == importId, token);
        if (import.State != ImportState.Running) return;

        import.Count(counts, clock.GetUtcNow());
        import.Finish(clock.GetUtcNow());
        await db.SaveChangesAsync(token);
    }

    /// <summary>
    /// One transaction. Where somebody else was faster with one of its rows, the rows go one by one, and that row twice: the second time
    /// it finds what the other one saved.
    /// </summary>
    private async Task<Result<IReadOnlyList<PlannedRow>>> BatchAsync(
        SubmissionImport import, ImportEntry[] batch, ImportCounts before, int leftOut, bool saves, CancellationToken token, bool isLastTry = false)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var running = saves ? await db.SubmissionImports.SingleAsync(i => i.Id == import.Id, token) : import;
        if (running.State != ImportState.Running) return ImportRefusals.AlreadyUndone;

        var planned = await new ImportPlan(db, running, clock.GetUtcNow()).PrepareAsync(batch, token);
        if (!saves) return Result.From(planned);

        running.Count(Add(before, planned) with { LeftOut = leftOut }, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(token);
            return Result.From(planned);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || db.IsDuplicate(failure))
        {
            if (batch is [var only] && isLastTry) return Result.From<IReadOnlyList<PlannedRow>>([new PlannedRow(only, ImportOutcome.LeftOut, Refusals.Conflict)]);
        }

        var rows = new List<PlannedRow>();
        foreach (var entry in batch)
        {
            var one = await BatchAsync(import, [entry], Add(before, rows), leftOut, saves, token, isLastTry: batch.Length == 1);
            if (!one.Succeeded) return one.Refusal;
            rows.AddRange(one.Value);
        }

        return Result.From<IReadOnlyList<PlannedRow>>(rows);
    }

    private static IReadOnlyList<ImportProblem> Sorted(IEnumerable<ImportProblem> problems) => [.. problems.OrderBy(problem => problem.Row)];

    private static ImportCounts Add(ImportCounts counts, IReadOnlyList<PlannedRow> rows)
    {
        int Of(ImportOutcome outcome) => rows.Count(row => row.Outcome == outcome);
        return counts with
        {
            New = counts.New + Of(ImportOutcome.New),
            Changed = counts.Changed + Of(ImportOutcome.Changed),
            Same = counts.Same + Of(ImportOutcome.Same),
            Kept = counts.Kept + Of(ImportOutcome.Kept),
        };
    }

    [LoggerMessage(LogLevel.Information, "Import {ImportId} into edition {EditionId}: {Made} new, {Changed} changed, {LeftOut} left out, by {UserId}")]
    private partial void LogImported(Guid importId, Guid editionId, int made, int changed, int leftOut, Guid userId);
}
