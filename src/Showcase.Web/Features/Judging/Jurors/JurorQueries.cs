using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Blind;
using Showcase.Domain.Judging.Assigning;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging.Blind;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Jurors;

/// <summary>What a juror reads of themselves and of the films that they may bid on.</summary>
public sealed class JurorQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostTopics = JurorProfile.MostTopics;
    private const int MostSearched = 20_000;
    private const int MostFound = 1_000;

    /// <summary>What the actor stated for the edition, and the topics that there are; empty before they stated anything.</summary>
    public async Task<JurorProfileView> ProfileAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        var profile = await db.JurorProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.EditionId == editionId && p.UserId == actor.UserId && editions.Contains(p.EditionId), token);
        var topics = await db.TopicNames(editionId).OrderBy(name => name).Take(MostTopics).ToListAsync(token);
        var wishes = profile?.Topics.ToDictionary(topic => topic.Topic, topic => topic.Wish, StringComparer.Ordinal) ?? [];
        return new JurorProfileView(
            profile?.Version, profile?.Languages ?? "", profile?.NeedsCaptions ?? false, profile?.MostMinutes, profile?.Organisations ?? "", profile?.ClosePeople ?? "",
            [.. topics.Select(topic => new TopicWish(topic, wishes.GetValueOrDefault(topic, Bid.Can)))]);
    }

    /// <summary>Films that the actor may bid on, by title, in blind editions as they came; with their bids, and why one takes none. A blind search reads covered titles.</summary>
    public async Task<BidList> BidsAsync(Actor actor, Guid editionId, string? search, BidShow show, int page, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Juror);
        var given = db.GivenAt(actor, clock.GetUtcNow());
        var films =
            from submission in db.OpenToBids(actor, editionId, clock.GetUtcNow())
            join film in db.Films on submission.FilmId equals film.Id
            join category in db.Categories on submission.CategoryId equals category.Id
            where editions.Contains(submission.EditionId)
            select new
            {
                submission.Id, film.Title, Category = category.Name, film.StatedRuntime, film.Country, film.Languages, film.Synopsis,
                Bid = db.FilmBids.Where(b => b.SubmissionId == submission.Id && b.JurorId == actor.UserId).Select(b => (Bid?)b.Value).FirstOrDefault(),
                Conflict = db.JurorConflicts.Where(c => c.SubmissionId == submission.Id && c.UserId == actor.UserId && c.InForce).Select(c => (bool?)(c.DeclaredAt != null && c.Clues == ConflictClues.None && c.Pin == ConflictPin.None)).FirstOrDefault(),
                IsGiven = given.Any(a => a.SubmissionId == submission.Id),
            };
        var open = films;

        // Who sits in a blind round of the edition is not told who made a film before it is given, either: not by texts, not by a search, not by an order.
        var isBlind = await db.JudgingRounds.AnyAsync(r => r.EditionId == editionId && r.IsBlind && r.Panel.Any(member => member.UserId == actor.UserId), token);
        if (isBlind && !string.IsNullOrWhiteSpace(search))
        {
            var titles = await db.BlindTitlesAsync(await open.OrderBy(film => film.Id).Take(MostSearched).ToDictionaryAsync(film => film.Id, film => film.Title, token), token);
            var typed = SearchText.Fold(search.Trim());
            List<Guid> found = [.. titles.Where(title => SearchText.Fold(title.Value).Contains(typed, StringComparison.Ordinal)).Select(title => title.Key).Take(MostFound)];
            films = films.Where(film => found.Contains(film.Id));
        }
        else if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            films = films.Where(film => EF.Functions.Like(film.Title, pattern, LikePattern.Escape) || EF.Functions.Like(film.Category, pattern, LikePattern.Escape) || EF.Functions.Like(film.Synopsis, pattern, LikePattern.Escape));
        }

        films = show switch
        {
            BidShow.Unsaid => films.Where(film => film.Bid == null && film.Conflict == null && !film.IsGiven),
            BidShow.Wanted => films.Where(film => film.Bid == Bid.Want),
            BidShow.Conflicts => films.Where(film => film.Conflict != null),
            _ => films,
        };
        var rows = await (isBlind ? films.OrderBy(film => film.Id) : films.OrderBy(film => film.Title).ThenBy(film => film.Id)).Skip(page * Paged<BidRow>.Size).Take(Paged<BidRow>.Size).ToListAsync(token);
        var runtimes = await db.ProbedRuntimesAsync(rows.ConvertAll(row => row.Id), token);
        var total = await films.CountAsync(token);
        var all = await open.CountAsync(token);
        var said = await open.CountAsync(film => film.Bid != null || film.Conflict != null || film.IsGiven, token);
        var blind = isBlind ? await db.BlindReadingsAsync(rows.ConvertAll(row => row.Id), titlesOnly: false, token) : [];
        string Read(Guid id, JurorText part, string original) => blind.TryGetValue(id, out var reading) ? reading.Read(new TextKey(part), original) : original;
        return new BidList(all, said, new Paged<BidRow>(
            [.. rows.Select(row => new BidRow(
                row.Id, Read(row.Id, JurorText.Title, row.Title), row.Category, runtimes.GetValueOrDefault(row.Id, row.StatedRuntime), row.Country, row.Languages, Read(row.Id, JurorText.Synopsis, row.Synopsis), row.Bid, row.Conflict is not null, row.Conflict ?? false, row.IsGiven))],
            total));
    }
}

/// <summary>The films that a juror may bid on, and the topics that there are; part of queries and of the service's checks.</summary>
internal static class OpenBids
{
    /// <summary>Films up for judging, for somebody on the panel of a round that is not over; never their own.</summary>
    public static IQueryable<Submission> OpenToBids(this ShowcaseDbContext db, Actor actor, Guid editionId, DateTimeOffset now) => db.Submissions
        .Where(s => s.EditionId == editionId && (s.State == SubmissionState.Submitted || s.State == SubmissionState.Eligible || s.State == SubmissionState.InReview))
        .Where(s => db.JudgingRounds.Any(round => round.EditionId == editionId && round.ClosesAt > now && round.Panel.Any(member => member.UserId == actor.UserId)))
        .Where(s => s.ArtistId != actor.UserId && !db.CoAuthors.Any(author => author.FilmId == s.FilmId && author.UserId == actor.UserId));

    /// <summary>What the actor was given in rounds that are not over.</summary>
    public static IQueryable<Assignment> GivenAt(this ShowcaseDbContext db, Actor actor, DateTimeOffset now) =>
        db.Assignments.Where(a => a.JurorId == actor.UserId && db.JudgingRounds.Any(round => round.Id == a.RoundId && round.ClosesAt > now));

    /// <summary>The names of categories, and of the tags that organisers opened to jurors.</summary>
    public static IQueryable<string> TopicNames(this ShowcaseDbContext db, Guid editionId) => db.Calls.Where(call => call.EditionId == editionId)
        .Join(db.Categories, call => call.Id, category => category.CallId, (call, category) => category.Name)
        .Union(db.JuryTopics.Where(topic => topic.EditionId == editionId).Select(topic => topic.Name));
}

/// <summary>Version is null while nothing was stated.</summary>
public sealed record JurorProfileView(Guid? Version, string Languages, bool NeedsCaptions, int? MostMinutes, string Organisations, string ClosePeople, IReadOnlyList<TopicWish> Topics);

public enum BidShow
{
    All,
    Unsaid,
    Wanted,
    Conflicts,
}

/// <summary>Of all films that may be bid on, how many the juror has said something of.</summary>
public sealed record BidList(int All, int Said, Paged<BidRow> Films);

/// <summary>IsConflict: one is in force; MayTakeBack: and it is only the juror's own word. IsGiven: it was given to them, and takes no bid.</summary>
public sealed record BidRow(
    Guid SubmissionId, string Title, string Category, TimeSpan Runtime, string Country, string Languages, string Synopsis, Bid? Bid, bool IsConflict, bool MayTakeBack, bool IsGiven);
