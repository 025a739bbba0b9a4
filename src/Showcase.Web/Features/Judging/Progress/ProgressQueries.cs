using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Judging.Progress;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging.Progress;

/// <summary>
/// How far a round has come, by juror and by film, for those who organise it; the worst first. Films that are closed to the actor are left out of every
/// number; how many those are is told.
/// </summary>
public sealed class ProgressQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    private const int MostPeople = 1_000;

    /// <summary>The round's name, times and wishes; null for those who do not organise it.</summary>
    public async Task<RoundPursuit?> RoundAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var closed = db.ClosedTo(actor.UserId);
        return await Rounds(db, actor, editionId).Where(round => round.Id == roundId)
            .Select(round => new RoundPursuit(
                round.Id, round.Version, round.Name, round.OpensAt, round.ClosesAt, round.ReviewsWanted, round.RemindsJurors,
                closed.Count(submission => db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == submission.Id))))
            .SingleOrDefaultAsync(token);
    }

    public async Task<IReadOnlyList<JurorProgress>> JurorsAsync(Actor actor, Guid editionId, Guid roundId, Pace? pace, string? search, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var round = await Rounds(db, actor, editionId).Include(r => r.Panel).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null) return [];

        var given = (await db.GivenAsync(actor, roundId, token)).ToLookup(film => film.JurorId);
        var ids = given.Select(group => group.Key).Union(round.Panel.Select(member => member.UserId)).ToList();
        var people = await db.Users.Where(user => ids.Contains(user.Id))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Take(MostPeople)
            .Select(user => new { user.Id, user.DisplayName })
            .ToListAsync(token);
        var now = clock.GetUtcNow();
        return [.. people.Select(person => Of(person.Id, person.DisplayName, [.. given[person.Id]], round, now))
            .Where(row => pace is null || row.Pace.State == pace)
            .Where(row => string.IsNullOrWhiteSpace(search) || row.Name.Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .OrderBy(row => row.Pace.State).ThenByDescending(row => row.Pace.Behind).ThenByDescending(row => row.Left).ThenBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.JurorId)];
    }

    public async Task<IReadOnlyList<FilmRow>> FilmsAsync(Actor actor, Guid editionId, Guid roundId, FilmStanding? standing, string? search, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var round = await Rounds(db, actor, editionId).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null) return [];

        var given = (await db.GivenAsync(actor, roundId, token)).ToLookup(film => film.SubmissionId);
        var names = await db.Users.Where(user => db.Assignments.Any(a => a.RoundId == roundId && a.JurorId == user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, token);
        var closed = db.ClosedTo(actor.UserId);
        var films = await db.FilmsIn(roundId, round.EditionId, round.Films)
            .Where(submission => !closed.Any(c => c.Id == submission.Id))
            .Join(db.Films, submission => submission.FilmId, film => film.Id, (submission, film) => new { submission.Id, film.Title, film.StatedRuntime, film.VideoId })
            .Select(film => new { film.Id, film.Title, film.StatedRuntime, Facts = db.MediaAssets.Where(asset => asset.Id == film.VideoId).Select(asset => asset.Facts).FirstOrDefault() })
            .OrderBy(film => film.Id)
            .Take(RankingQueries.MostFilms)
            .AsNoTracking()
            .ToListAsync(token);
        return [.. films.Select(film =>
            {
                var own = given[film.Id].Where(row => !row.IsRecused).ToList();
                var waiting = own.Where(row => row.ScoredAt is null && row.IsScored).Select(row => names.GetValueOrDefault(row.JurorId, "")).Order(StringComparer.CurrentCulture);
                return new FilmRow(
                    film.Id, film.Title, film.Facts?.Duration ?? film.StatedRuntime, new FilmProgress(round.ReviewsWanted, own.Count(row => row.ScoredAt is not null || row.IsScored), own.Count(row => row.ScoredAt is not null)),
                    given[film.Id].Count() - own.Count, [.. waiting]);
            })
            .Where(row => standing is null || row.Progress.Standing == standing)
            .Where(row => string.IsNullOrWhiteSpace(search) || row.Title.Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase) || row.Waiting.Any(name => name.Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase)))
            .OrderBy(row => row.Progress.Standing).ThenByDescending(row => row.Progress.Missing).ThenBy(row => row.Title, StringComparer.CurrentCulture).ThenBy(row => row.SubmissionId)];
    }

    private static JurorProgress Of(Guid id, string name, List<GivenFilm> given, JudgingRound round, DateTimeOffset now)
    {
        var own = given.Where(film => !film.IsRecused).ToList();
        var counted = own.Where(film => film.ScoredAt is not null || film.IsScored).ToList();
        var open = counted.Where(film => film.ScoredAt is null).ToList();
        var watched = WatchCount.Of(own.Select(film => film.Watched));
        var isOnPanel = round.HasJuror(id);
        var pace = JurorPace.Of([.. counted.Select(film => new PaceFilm(film.Runtime, film.AssignedAt, film.ScoredAt is not null))], round.Window, isOnPanel, now);
        return new JurorProgress(id, name, own.Count, watched.Fully, watched.Partly, own.Count(film => film.ScoredAt is not null), given.Count - own.Count, open.Count, pace)
        {
            Left = open.Aggregate(TimeSpan.Zero, (sum, film) => sum + (film.Runtime * ((100 - film.Watched) / 100.0))),
            LastSeenAt = given.Max(film => film.LastSeenAt),
            IsOnPanel = isOnPanel,
        };
    }

    private static IQueryable<JudgingRound> Rounds(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return db.JudgingRounds.Where(round => round.EditionId == editionId && editions.Contains(round.EditionId));
    }
}

/// <summary>What a round is pursued by. Closed: how many of its films are left out because the actor has a conflict.</summary>
public sealed record RoundPursuit(Guid Id, Guid Version, string Name, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int? ReviewsWanted, bool RemindsJurors, int Closed);

/// <summary>A juror's films: given without those recused, watched to the end or in part, handed in, recused, still open.</summary>
public sealed record JurorProgress(Guid JurorId, string Name, int Given, int WatchedFully, int WatchedPartly, int HandedIn, int Recused, int Open, JurorPace Pace)
{
    /// <summary>Of the open films, without what was watched of them.</summary>
    public TimeSpan Left { get; init; }

    public int MinutesLeft => (int)Math.Ceiling(Left.TotalMinutes);

    /// <summary>When they last watched, wrote, passed over or handed in a film of the round; null where they never did.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    public bool IsOnPanel { get; init; }
}

/// <summary>A film's reviews. Waiting: the jurors who have it and have not handed in, by name.</summary>
public sealed record FilmRow(Guid SubmissionId, string Title, TimeSpan Runtime, FilmProgress Progress, int Recused, IReadOnlyList<string> Waiting);
