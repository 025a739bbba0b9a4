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

    /// <summary>From so many on, a page near an end of the list is found sooner by walking along the list than by sorting all of it.</summary>
    private const int Frequent = 1_000;

    /// <summary>So many texts are tried, and where so many of them hold the words, the search leaves much.</summary>
    private const int Tried = 500;
    private const int Many = 40;

    /// <summary>One page of what the filter leaves, and how many there are in each state before the filter by state.</summary>
    public async Task<InboxPage> ListAsync(Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var (found, isSearched) = await NarrowAsync(db, actor, editionId, filter, token);
        var counts = await found.GroupBy(submission => submission.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
        var total = filter.State is { } state ? counts.GetValueOrDefault(state) : counts.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        var lines = total == 0 ? [] : await PageAsync(db, actor, editionId, filter, isSearched ? found : null, new Place(page, pages, total), token);
        var ids = lines.ConvertAll(line => line.Id);
        var tags = await TagsAsync(db.SubmissionTags.Where(tag => ids.Contains(tag.SubmissionId)), token);
        var ledgers = await LedgersAsync(db.LedgersOf(editionId).Where(ledger => ids.Contains(ledger.SubmissionId)), token);
        return new InboxPage([.. lines.Select(line => line with { Tags = tags[line.Id], Ledger = ledgers.GetValueOrDefault(line.Id) })], total, page, pages, counts);
    }

    /// <summary>
    /// The lines of a page. <paramref name="searched"/> is what a search left that was made already; the rest is walked along where the list is
    /// long and the page near one of its ends, and sorted where it is not.
    /// </summary>
    private static async Task<List<InboxLine>> PageAsync(
        ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter, IQueryable<Submission>? searched, Place at, CancellationToken token)
    {
        var (skip, isByTime) = ((at.Page - 1) * PageSize, filter.Sort is (InboxSort.Newest or InboxSort.Oldest));
        if (searched is not null || at.Total <= Frequent || !at.IsNear || (isByTime && at.IsNearEnd))
        {
            var found = searched ?? db.Found(actor, editionId, filter);
            return await Lines(db, found.InState(filter).Sorted(db, filter).Skip(skip).Take(PageSize)).ToListAsync(token);
        }

        if (isByTime) return await Lines(db, db.Found(actor, editionId, filter, byRow: true).InState(filter).Sorted(db, filter).Skip(skip).Take(PageSize)).ToListAsync(token);

        // From the end that is nearer; the last page may hold less than the others.
        var walk = db.Walked(actor, editionId, filter, isBackwards: at.IsNearEnd);
        var ids = at.IsNearEnd
            ? await walk.Skip(Math.Max(0, at.Total - skip - PageSize)).Take(Math.Min(PageSize, at.Total - skip)).ToListAsync(token)
            : await walk.Skip(skip).Take(PageSize).ToListAsync(token);
        if (at.IsNearEnd) ids.Reverse();

        var lines = await Lines(db, db.Submissions.Where(submission => ids.Contains(submission.Id))).ToListAsync(token);
        return [.. lines.OrderBy(line => ids.IndexOf(line.Id))];
    }

    /// <summary>
    /// What the filter leaves before its state, and whether a search is made already: one that leaves little is made once, and its counts and its page
    /// are of the ids that it left. One that leaves much is made by the questions themselves, which stop early.
    /// </summary>
    private static async Task<(IQueryable<Submission> Found, bool IsSearched)> NarrowAsync(ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        var found = db.Found(actor, editionId, filter);
        var words = SearchText.Words(filter.Search);
        if (words.Count == 0) return (found, false);

        var some = db.SubmissionSorts.Where(sort => sort.EditionId == editionId).OrderBy(sort => sort.Title).ThenBy(sort => sort.SubmissionId).Take(Tried);
        var texts = db.SubmissionTexts.Holding(words);
        if (await some.Where(sort => texts.Any(text => text.SubmissionId == sort.SubmissionId)).CountAsync(token) >= Many) return (found, false);

        var ids = await found.Select(submission => submission.Id).ToListAsync(token);

        // As one parameter: with one for each of hundreds of ids the store reads a new question each time.
        return (db.InboxOf(actor, editionId).Where(submission => EF.Parameter(ids).Contains(submission.Id)), true);
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

/// <summary>Which page of how many, and how many rows there are on all of them.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Place(int Page, int Pages, int Total)
{
    private const int NearPages = 5;

    public bool IsNearEnd => Page > NearPages && Page > Pages - NearPages;

    public bool IsNear => Page <= NearPages || IsNearEnd;
}

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
