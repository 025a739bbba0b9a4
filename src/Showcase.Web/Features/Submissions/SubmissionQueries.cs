using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Calls;
using Showcase.Web.Features.Editions;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Submissions;

/// <summary>What artists read of their entries, and of the doors that are open to them.</summary>
public sealed class SubmissionQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>The actor's entries: drafts first, then the newest.</summary>
    public async Task<IReadOnlyList<MyEntryLine>> MineAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var rows = await (
            from entry in db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking()
            join film in db.Films on entry.FilmId equals film.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            join edition in db.Editions on entry.EditionId equals edition.Id
            orderby entry.State == SubmissionState.Draft ? 0 : 1, entry.CreatedAt descending, entry.Id
            select new { entry.Id, entry.State, entry.SubmittedAt, Film = film.Title, Category = category.Name, category.Deadline, Edition = edition,
                HasNews = db.SubmissionThreads.Any(thread => thread.SubmissionId == entry.Id && thread.LastFromOrganisersAt != null && (thread.ReadByArtistAt == null || thread.ReadByArtistAt < thread.LastFromOrganisersAt)) })
            .Take(Most)
            .ToListAsync(token);
        return [.. rows.Select(row => new MyEntryLine(row.Id, row.State, row.SubmittedAt, row.Film, row.Category, row.Deadline, Scope(row.Edition), row.HasNews))];
    }

    /// <summary>The actor's entry, or null where there is none or it is somebody else's.</summary>
    public async Task<MyEntry?> FindMineAsync(Actor actor, Guid submissionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var row = await (
            from entry in db.EntriesOf(actor, CoAuthorRole.View).AsNoTracking()
            join film in db.Films on entry.FilmId equals film.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            join call in db.Calls on category.CallId equals call.Id
            join edition in db.Editions on entry.EditionId equals edition.Id
            where entry.Id == submissionId
            select new
            {
                Entry = entry,
                film.Title,
                film.Synopsis,
                film.OwnerId,
                HasStills = db.FilmPictures.Any(set => set.FilmId == film.Id && set.Pictures.Any(picture => picture.Position != null)),
                Authors = db.CoAuthors.Where(author => author.FilmId == film.Id && author.UserId != null).OrderBy(author => author.Id)
                    .Select(author => new { author.UserId, author.Role, Name = db.Users.Where(user => user.Id == author.UserId).Select(user => user.DisplayName).FirstOrDefault() }).ToList(),
                Replacement = new ReplacementView(call.Replacement, call.ReplaceableUntil),
                CallId = call.Id,
                CallName = call.Name,
                CategoryName = category.Name,
                Terms = new EntryTerms(
                    call.State, category.MinRuntime, category.MaxRuntime, category.Deadline,
                    new FeeSchedule(category.Tiers, call.Currency), new EntryLimits(call.MostPerPerson, category.MostPerPerson)) { OpensAt = call.OpensAt },
                Edition = edition,
                Video = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => (MediaState?)asset.State).FirstOrDefault(),
                Runtime = db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
                    .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(token);
        if (row is null) return null;

        // What counts against the limits matters before it is sent in only.
        var sent = row.Entry.State == SubmissionState.Draft && row.Terms.Limits.Any
            ? await db.EntriesSentAsync(row.Entry.ArtistId, row.CallId, row.Entry.CategoryId, token)
            : default;
        var role = FilmAccess.RoleOf(actor, row.OwnerId, row.Authors.FirstOrDefault(author => author.UserId == actor.UserId)?.Role);
        return new MyEntry(
            row.Entry.Id, row.Entry.Version, row.Entry.State, row.Entry.CoverLetter, row.Entry.SubmittedAt, row.Entry.FilmId, row.Title, row.Synopsis.Length > 0,
            row.Video, row.Runtime, row.Entry.CategoryId, row.CallName, row.CategoryName, row.Terms, sent, row.Entry.Fee, Scope(row.Edition), role,
            [.. row.Entry.History.OrderBy(change => change.At).ThenBy(change => change.Id)
                .Select(change => new EntryStep(change.State, change.At, By(change.By), change.Reason))])
        {
            HasStills = row.HasStills,
            CoAuthors = [.. row.Authors.Select(author => new EntryAuthor(author.Name ?? "", author.Role))],
            Replacement = row.Replacement,
        };

        EntryHand By(Guid by) => by == actor.UserId ? EntryHand.Reader : by == row.Entry.ArtistId || row.Authors.Exists(author => author.UserId == by) ? EntryHand.Artist : EntryHand.Organisers;
    }

    /// <summary>
    /// Categories that take entries now, the nearest deadline first: those of public editions, and <paramref name="named"/>, which
    /// the organisers of an edition that is not public yet may have sent the address of.
    /// </summary>
    public async Task<IReadOnlyList<OpenCategory>> OpenAsync(Guid? named, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        var rows = await (
            from category in db.Categories.AsNoTracking()
            join call in db.Calls.OpenAt(now) on category.CallId equals call.Id
            join edition in db.Editions on call.EditionId equals edition.Id
            where category.Deadline >= now && (edition.IsPublic || category.Id == named)
            orderby category.Deadline, category.Position, category.Id
            select new
            {
                category.Id,
                category.Name,
                category.Description,
                CallName = call.Name,
                Terms = new EntryTerms(
                    call.State, category.MinRuntime, category.MaxRuntime, category.Deadline,
                    new FeeSchedule(category.Tiers, call.Currency), new EntryLimits(call.MostPerPerson, category.MostPerPerson)) { OpensAt = call.OpensAt },
                Edition = edition,
            })
            .Take(Most)
            .ToListAsync(token);
        return [.. rows.Select(row => new OpenCategory(row.Id, row.Name, row.Description, row.CallName, row.Terms, Scope(row.Edition)))];
    }

    /// <summary>The categories of one edition that a draft may change to.</summary>
    public async Task<IReadOnlyList<CategoryName>> OpenInAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        return await db.Calls.AsNoTracking().OpenAt(now)
            .Where(call => call.EditionId == editionId)
            .SelectMany(call => call.Categories)
            .Where(category => category.Deadline >= now)
            .OrderBy(category => category.Position).ThenBy(category => category.Id)
            .Take(Most)
            .Select(category => new CategoryName(category.Id, category.Name))
            .ToListAsync(token);
    }

    /// <summary>The actor's films with what decides on an entry, newest first.</summary>
    public async Task<IReadOnlyList<FilmToEnter>> FilmsToEnterAsync(Actor actor, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        return await db.FilmsOf(actor, CoAuthorRole.Edit).AsNoTracking()
            .OrderByDescending(film => film.CreatedAt).ThenBy(film => film.Id)
            .Take(Most)
            .Select(film => new FilmToEnter(
                film.Id,
                film.Title,
                db.MediaAssets.Where(asset => asset.Id == film.VideoId && asset.State == MediaState.Ready && asset.Facts != null)
                    .Select(asset => (TimeSpan?)asset.Facts!.Duration).FirstOrDefault(),
                db.Submissions.Where(entry => entry.FilmId == film.Id && entry.State != SubmissionState.Withdrawn).Select(entry => entry.CategoryId).ToList()))
            .ToListAsync(token);
    }

    private static EditionScope Scope(Domain.Editions.Edition edition) =>
        new(edition.Id, edition.Slug, edition.Name, edition.Kind, edition.StartsOn, edition.EndsOn, edition.TimeZoneId, edition.Locale, edition.IsPublic);
}

/// <summary>An entry among the artist's others.</summary>
public sealed record MyEntryLine(
    Guid Id, SubmissionState State, DateTimeOffset? SubmittedAt, string Film, string Category, DateTimeOffset Deadline, EditionScope Edition, bool HasNews);

/// <summary>
/// An entry as its artist sees it. <see cref="Runtime"/> is the probed one, null while the video is not ready; <see cref="Sent"/> is what
/// counts against the limits while it is a draft; <see cref="Fee"/> is fixed when it is sent in; <see cref="Role"/> is what the reader may do.
/// </summary>
public sealed record MyEntry(
    Guid Id, Guid Version, SubmissionState State, string CoverLetter, DateTimeOffset? SubmittedAt, Guid FilmId, string Film, bool HasSynopsis,
    MediaState? Video, TimeSpan? Runtime, Guid CategoryId, string Call, string Category, EntryTerms Terms, EntriesSent Sent, FeeDue? Fee, EditionScope Edition, CoAuthorRole Role,
    IReadOnlyList<EntryStep> History)
{
    public bool HasStills { get; init; }

    /// <summary>Who works on the film beside its owner.</summary>
    public IReadOnlyList<EntryAuthor> CoAuthors { get; init; } = [];

    /// <summary>Until when the file may be replaced once it is sent in.</summary>
    public ReplacementView Replacement { get; init; } = new(ReplacementRule.UntilDeadline, Until: null);
}

public sealed record EntryAuthor(string Name, CoAuthorRole Role);

/// <summary>A step of an entry's life; organisers are not named to the artist.</summary>
public sealed record EntryStep(SubmissionState State, DateTimeOffset At, EntryHand By, string? Reason);

/// <summary>Who took a step, as far as artists are told: who reads it, somebody else on the artist's side, or the festival.</summary>
public enum EntryHand
{
    Reader,
    Artist,
    Organisers,
}

/// <summary>A category that takes entries now.</summary>
public sealed record OpenCategory(Guid Id, string Name, string Description, string Call, EntryTerms Terms, EditionScope Edition);

/// <summary>A category in a list to choose from.</summary>
public sealed record CategoryName(Guid Id, string Name);

/// <summary>A film of the artist's that could be entered, and where it is already.</summary>
public sealed record FilmToEnter(Guid Id, string Title, TimeSpan? Runtime, IReadOnlyList<Guid> EnteredIn);
