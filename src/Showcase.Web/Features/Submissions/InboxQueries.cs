using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions;

/// <summary>What organisers read of an edition's submissions; others get nothing. Drafts are the artists' own and never show.</summary>
public sealed class InboxQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    public const int PageSize = 50;
    private const int MostExported = 20_000;

    /// <summary>One page of what the filter leaves, and how many there are in each state before the filter by state.</summary>
    public async Task<InboxPage> ListAsync(Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        var found = Found(db, actor, editionId, filter);
        var counts = await found.GroupBy(row => row.Submission.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
        var total = filter.State is { } state ? counts.GetValueOrDefault(state) : counts.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        var rows = await Lines(db, Ordered(found, filter).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(token);
        return new InboxPage(rows, total, page, pages, counts);
    }

    /// <summary>Everything that the filter leaves, for a file to take along.</summary>
    public async Task<IReadOnlyList<InboxLine>> ExportAsync(Actor actor, Guid editionId, InboxFilter filter, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Lines(db, Ordered(Found(db, actor, editionId, filter), filter).Take(MostExported)).ToListAsync(token);
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
        var row = await Visible(db, actor, editionId).Where(found => found.Submission.Id == submissionId).Select(found => new
        {
            found.Submission,
            found.Film,
            found.Artist.DisplayName,
            found.Artist.Email,
            Category = found.Category.Name,
            Terms = new { found.Category.MinRuntime, found.Category.MaxRuntime, found.Category.Deadline },
        }).SingleOrDefaultAsync(token);
        if (row is null) return null;

        var video = await db.MediaAssets.AsNoTracking().SingleOrDefaultAsync(asset => asset.Id == row.Film.VideoId, token);
        var people = row.Submission.History.Select(change => change.By).Distinct().ToArray();
        var names = await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        return new InboxEntry(
            row.Submission.Id, row.Submission.Version, row.Submission.State, row.Submission.CoverLetter, row.DisplayName, row.Email ?? "",
            row.Film.ToDetails(),
            video is null ? null : new InboxVideo(video.Id, video.State, video.FileName, video.Size, video.Sha256, video.Facts),
            row.Category, row.Terms.MinRuntime, row.Terms.MaxRuntime, row.Terms.Deadline, row.Submission.Fee,
            [.. row.Submission.History.OrderBy(change => change.At).ThenBy(change => change.Id)
                .Select(change => new InboxStep(change.State, change.At, names.GetValueOrDefault(change.By, ""), change.Reason))]);
    }

    private static IQueryable<Joined> Visible(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return from submission in db.Submissions.AsNoTracking()
               join film in db.Films on submission.FilmId equals film.Id
               join artist in db.Users on submission.ArtistId equals artist.Id
               join category in db.Categories on submission.CategoryId equals category.Id
               where submission.EditionId == editionId && submission.State != SubmissionState.Draft
                   && db.EditionMembers.Any(member => member.EditionId == editionId && member.UserId == actor.UserId && member.Role == EditionRole.Organiser)
               select new Joined { Submission = submission, Film = film, Artist = artist, Category = category };
    }

    /// <summary>Without the filter by state, which <see cref="Ordered"/> adds: the counts by state come before it.</summary>
    private static IQueryable<Joined> Found(ShowcaseDbContext db, Actor actor, Guid editionId, InboxFilter filter)
    {
        var found = Visible(db, actor, editionId);
        if (filter.CategoryId is { } categoryId) found = found.Where(row => row.Submission.CategoryId == categoryId);
        if (filter.Patterns is not [var typed, var lower, var capital]) return found;

        return found.Where(row =>
            EF.Functions.Like(row.Film.Title, typed, @"\") || EF.Functions.Like(row.Film.Title, lower, @"\") || EF.Functions.Like(row.Film.Title, capital, @"\") ||
            EF.Functions.Like(row.Artist.DisplayName, typed, @"\") || EF.Functions.Like(row.Artist.DisplayName, lower, @"\") || EF.Functions.Like(row.Artist.DisplayName, capital, @"\"));
    }

    private static IQueryable<Joined> Ordered(IQueryable<Joined> found, InboxFilter filter)
    {
        if (filter.State is { } state) found = found.Where(row => row.Submission.State == state);
        return filter.Sort switch
        {
            InboxSort.Oldest => found.OrderBy(row => row.Submission.SubmittedAt).ThenBy(row => row.Submission.Id),
            InboxSort.Title => found.OrderBy(row => row.Film.Title).ThenBy(row => row.Submission.Id),
            InboxSort.Artist => found.OrderBy(row => row.Artist.DisplayName).ThenBy(row => row.Submission.Id),
            _ => found.OrderByDescending(row => row.Submission.SubmittedAt).ThenBy(row => row.Submission.Id),
        };
    }

    private static IQueryable<InboxLine> Lines(ShowcaseDbContext db, IQueryable<Joined> rows) => rows.Select(row => new InboxLine(
        row.Submission.Id,
        row.Film.Title,
        row.Artist.DisplayName,
        row.Artist.Email ?? "",
        row.Category.Name,
        row.Submission.State,
        row.Submission.SubmittedAt,
        db.MediaAssets.Where(asset => asset.Id == row.Film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
            .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
        row.Film.Country,
        row.Film.Year,
        row.Film.Languages));

    private sealed class Joined
    {
        public required Submission Submission { get; init; }

        public required Film Film { get; init; }

        public required ApplicationUser Artist { get; init; }

        public required Domain.Calls.Category Category { get; init; }
    }
}

/// <summary>One page of the inbox.</summary>
public sealed record InboxPage(IReadOnlyList<InboxLine> Lines, int Total, int Page, int Pages, IReadOnlyDictionary<SubmissionState, int> Counts);

/// <summary>A submission among others. <see cref="Runtime"/> is the probed one.</summary>
public sealed record InboxLine(
    Guid Id, string Film, string Artist, string Email, string Category, SubmissionState State, DateTimeOffset? SubmittedAt, TimeSpan? Runtime,
    string Country, int Year, string Languages);

/// <summary>A submission as organisers see it; <see cref="Version"/> goes back with a step.</summary>
public sealed record InboxEntry(
    Guid Id, Guid Version, SubmissionState State, string CoverLetter, string Artist, string Email, FilmDetails Film, InboxVideo? Video,
    string Category, TimeSpan MinRuntime, TimeSpan MaxRuntime, DateTimeOffset Deadline, FeeDue? Fee, IReadOnlyList<InboxStep> History);

/// <summary>The file behind a submission. <see cref="Size"/> in bytes.</summary>
public sealed record InboxVideo(Guid AssetId, MediaState State, string FileName, long Size, string? Sha256, MediaFacts? Facts);

/// <summary>A step and who took it.</summary>
public sealed record InboxStep(SubmissionState State, DateTimeOffset At, string By, string? Reason);
