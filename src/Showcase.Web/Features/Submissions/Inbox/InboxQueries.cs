using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Fees;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions.Inbox;

/// <summary>What organisers read of an edition's submissions; others get nothing. Drafts are the artists' own and never show.</summary>
public sealed class InboxQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;
    public const int MostExported = 100_000;
    private const int MostTags = 200;

    /// <summary>From so many on, one of the first pages is found sooner by walking down the list than by reading all texts.</summary>
    private const int Frequent = 1_000;
    private const int FirstPages = 5;

    /// <summary>One page of what the filter leaves, and how many there are in each state before the filter by state.</summary>
    public async Task<InboxPage> ListAsync(Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = await NarrowAsync(db, actor, editionId, filter, token);
        var counts = await found.GroupBy(submission => submission.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
        var total = filter.State is { } state ? counts.GetValueOrDefault(state) : counts.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        if (total > Frequent && page <= FirstPages && filter.Sort is (InboxSort.Newest or InboxSort.Oldest)) found = db.Found(actor, editionId, filter, byRow: true);
        var lines = total == 0 ? [] : await Lines(db, found.InState(filter).Sorted(db, filter).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(token);
        var ids = lines.ConvertAll(line => line.Id);
        var tags = await TagsAsync(db.SubmissionTags.Where(tag => ids.Contains(tag.SubmissionId)), token);
        var ledgers = await LedgersAsync(db.LedgersOf(editionId).Where(ledger => ids.Contains(ledger.SubmissionId)), token);
        return new InboxPage([.. lines.Select(line => line with { Tags = tags[line.Id], Ledger = ledgers.GetValueOrDefault(line.Id) })], total, page, pages, counts);
    }

    /// <summary>
    /// What the filter leaves before its state. A search that leaves little is made once, and its counts and its page are of the ids that it
    /// left; one that leaves much stops early and is made by the questions themselves.
    /// </summary>
    private static async Task<IQueryable<Submission>> NarrowAsync(ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        var found = db.Found(actor, editionId, filter);
        if (SearchText.Words(filter.Search).Count == 0) return found;

        var ids = await found.Select(submission => submission.Id).Take(Frequent + 1).ToListAsync(token);
        return ids.Count > Frequent ? found : db.InboxOf(actor, editionId).Where(submission => ids.Contains(submission.Id));
    }

    /// <summary>Everything that the filter leaves, for a file to take along.</summary>
    public async Task<IReadOnlyList<InboxLine>> ExportAsync(Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var lines = await Lines(db, db.Found(actor, editionId, filter).InState(filter).Sorted(db, filter).Take(MostExported)).ToListAsync(token);
        if (lines.Count == 0) return lines;

        var tags = await TagsAsync(db.SubmissionTags.Where(tag => tag.EditionId == editionId), token);
        var ledgers = await LedgersAsync(db.LedgersOf(editionId), token);
        return lines.ConvertAll(line => line with { Tags = tags[line.Id], Ledger = ledgers.GetValueOrDefault(line.Id) });
    }

    /// <summary>The words that organisers have put on the edition's submissions.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var seen = db.InboxOf(actor, editionId);
        return await db.SubmissionTags
            .Where(tag => tag.EditionId == editionId && seen.Any())
            .Select(tag => tag.Name)
            .Distinct()
            .OrderBy(name => name)
            .Take(MostTags)
            .ToListAsync(token);
    }

    /// <summary>The views that the actor has saved and those that others share, by name.</summary>
    public async Task<IReadOnlyList<InboxView>> ViewsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.SavedViews
            .Where(view => view.EditionId == editionId && (view.OwnerId == actor.UserId || view.IsShared))
            .Where(view => db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser))
            .OrderBy(view => view.Name).ThenBy(view => view.Id)
            .Take(MostTags)
            .Select(view => new InboxView(view.Id, view.Name, view.Query, view.IsShared, view.OwnerId == actor.UserId))
            .ToListAsync(token);
    }

    /// <summary>The edition's categories, in the order of its calls.</summary>
    public async Task<IReadOnlyList<CategoryName>> CategoriesAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.Calls.AsNoTracking()
            .Where(call => call.EditionId == editionId)
            .SelectMany(call => call.Categories)
            .OrderBy(category => category.CallId).ThenBy(category => category.Position).ThenBy(category => category.Id)
            .Take(200)
            .Select(category => new CategoryName(category.Id, category.Name))
            .ToListAsync(token);
    }

    /// <summary>One submission with its film; null for those who do not organise the edition, and for drafts.</summary>
    public async Task<InboxEntry?> FindAsync(Actor actor, Guid editionId, Guid submissionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var row = await (
            from submission in db.InboxOf(actor, editionId).AsNoTracking()
            join film in db.Films on submission.FilmId equals film.Id
            join artist in db.Users on submission.ArtistId equals artist.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            where submission.Id == submissionId
            select new
            {
                Submission = submission,
                Film = film,
                artist.DisplayName,
                artist.Email,
                Category = category.Name,
                AnsweredAt = db.Answers.Where(answer => answer.SubmissionId == submission.Id).Max(answer => (DateTimeOffset?)answer.GivenAt),
                Terms = new { category.MinRuntime, category.MaxRuntime, category.Deadline },
            }).SingleOrDefaultAsync(token);
        if (row is null) return null;

        var video = await db.MediaAssets.AsNoTracking().SingleOrDefaultAsync(asset => asset.Id == row.Film.VideoId, token);
        var tags = await db.SubmissionTags.Where(tag => tag.SubmissionId == submissionId).OrderBy(tag => tag.Name).Select(tag => tag.Name).ToListAsync(token);
        var people = row.Submission.History.Select(change => change.By).Distinct().ToArray();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        return new InboxEntry(
            row.Submission.Id, row.Submission.Version, row.Submission.State, row.Submission.CoverLetter, row.DisplayName, row.Email ?? "",
            row.Film.ToDetails(),
            video is null ? null : new InboxVideo(video.Id, video.State, video.FileName, video.Size, video.Sha256, video.Facts),
            row.Category, row.Terms.MinRuntime, row.Terms.MaxRuntime, row.Terms.Deadline, row.Submission.Fee, tags,
            [.. row.Submission.History.OrderBy(change => change.At).ThenBy(change => change.Id)
                .Select(change => new InboxStep(change.State, change.At, names.GetValueOrDefault(change.By, ""), change.Reason))])
        {
            AnsweredAt = row.AnsweredAt,
        };
    }

    private static IQueryable<InboxLine> Lines(ShowcaseDbContext db, IQueryable<Submission> rows) =>
        from submission in rows.AsNoTracking()
        join film in db.Films on submission.FilmId equals film.Id
        join artist in db.Users on submission.ArtistId equals artist.Id
        join category in db.Categories on submission.CategoryId equals category.Id
        select new InboxLine(
            submission.Id,
            db.ImportedSubmissions.Where(imported => imported.SubmissionId == submission.Id).OrderBy(imported => imported.Id).Select(imported => imported.Number).FirstOrDefault() ?? "",
            film.Title,
            artist.DisplayName,
            artist.Email ?? "",
            category.Name,
            submission.State,
            submission.SubmittedAt,
            db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
                .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
            film.Country,
            film.Year,
            film.Languages,
            submission.Fee);

    private static async Task<Dictionary<Guid, LedgerStanding>> LedgersAsync(IQueryable<LedgerSums> ledgers, CancellationToken token) =>
        (await ledgers.ToListAsync(token)).DistinctBy(ledger => ledger.SubmissionId)
            .ToDictionary(ledger => ledger.SubmissionId, ledger => new LedgerStanding(ledger.Sums, ledger.Currency));

    private static async Task<ILookup<Guid, string>> TagsAsync(IQueryable<SubmissionTag> tags, CancellationToken token)
    {
        var rows = await tags.OrderBy(tag => tag.Name).ThenBy(tag => tag.Id).Select(tag => new { tag.SubmissionId, tag.Name }).ToListAsync(token);
        return rows.ToLookup(tag => tag.SubmissionId, tag => tag.Name);
    }
}

/// <summary>One page of the inbox.</summary>
public sealed record InboxPage(IReadOnlyList<InboxLine> Lines, int Total, int Page, int Pages, IReadOnlyDictionary<SubmissionState, int> Counts);

/// <summary>A submission among others. <see cref="Number"/> is the one that it has elsewhere, where it was imported; <see cref="Runtime"/> is the probed one.</summary>
public sealed record InboxLine(
    Guid Id, string Number, string Film, string Artist, string Email, string Category, SubmissionState State, DateTimeOffset? SubmittedAt, TimeSpan? Runtime,
    string Country, int Year, string Languages, FeeDue? Fee)
{
    public IEnumerable<string> Tags { get; init; } = [];

    /// <summary>Null where nothing was ever asked.</summary>
    public LedgerStanding? Ledger { get; init; }
}

/// <summary>What a submission's ledger comes to.</summary>
public sealed record LedgerStanding(FeeSums Sums, string Currency);

/// <summary>A way of looking at the inbox that somebody has kept; <see cref="Query"/> is its address's.</summary>
public sealed record InboxView(Guid Id, string Name, string Query, bool IsShared, bool IsOwn);

/// <summary>A submission as organisers see it; <see cref="Version"/> goes back with a step.</summary>
public sealed record InboxEntry(
    Guid Id, Guid Version, SubmissionState State, string CoverLetter, string Artist, string Email, FilmDetails Film, InboxVideo? Video,
    string Category, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, FeeDue? Fee, IReadOnlyList<string> Tags, IReadOnlyList<InboxStep> History)
{
    /// <summary>When an answer was given or changed last; a file does not change the version.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>The file behind a submission. <see cref="Size"/> in bytes.</summary>
public sealed record InboxVideo(Guid AssetId, MediaState State, string FileName, long Size, string? Sha256, MediaFacts? Facts);

/// <summary>A step and who took it.</summary>
public sealed record InboxStep(SubmissionState State, DateTimeOffset At, string By, string? Reason);
