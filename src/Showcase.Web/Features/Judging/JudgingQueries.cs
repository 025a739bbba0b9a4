using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Web.Features.Judging;

/// <summary>What organisers read while they set rounds up. Everybody else gets nothing.</summary>
public sealed class JudgingQueries(IDbContextFactory<ShowcaseDbContext> contexts)
{
    private const int MostRounds = 200;
    private const int MostPeople = 1_000;

    /// <summary>The edition's rounds, the one that closes last first.</summary>
    public async Task<IReadOnlyList<RoundSummary>> RoundsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await Rounds(db, actor, editionId)
            .OrderByDescending(round => round.ClosesAt).ThenBy(round => round.Id)
            .Take(MostRounds)
            .Select(round => new RoundSummary(
                round.Id,
                round.Name,
                round.OpensAt,
                round.ClosesAt,
                round.Criteria.Count,
                round.Panel.Count,
                db.Assignments.Count(a => a.RoundId == round.Id),
                db.Scorecards.Count(c => c.ScoredAt != null && db.Assignments.Any(a => a.Id == c.AssignmentId && a.RoundId == round.Id))))
            .ToListAsync(token);
    }

    /// <summary>A round with its criteria, its panel's progress and who might join the panel; null where the actor may not see it.</summary>
    public async Task<RoundView?> RoundAsync(Actor actor, Guid editionId, Guid roundId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var round = await Rounds(db, actor, editionId).Include(r => r.Criteria).Include(r => r.Panel).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, token);
        if (round is null) return null;

        var progress = await db.Assignments.Where(a => a.RoundId == roundId)
            .Join(db.Scorecards, a => a.Id, c => c.AssignmentId, (a, c) => new { a.JurorId, Scored = c.ScoredAt != null, Recused = c.RecusedAt != null })
            .GroupBy(a => a.JurorId)
            .Select(group => new { JurorId = group.Key, Assigned = group.Count(), Scored = group.Count(a => a.Scored), Recused = group.Count(a => a.Recused) })
            .ToDictionaryAsync(row => row.JurorId, token);
        var jurors = await db.Users
            .Where(user => db.EditionMembers.Any(m => m.EditionId == editionId && m.Role == EditionRole.Juror && m.UserId == user.Id)
                || db.Assignments.Any(a => a.RoundId == roundId && a.JurorId == user.Id)
                || db.JudgingRounds.Any(r => r.Id == roundId && r.Panel.Any(m => m.UserId == user.Id)))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Take(MostPeople)
            .Select(user => new { user.Id, user.DisplayName })
            .ToListAsync(token);

        var people = jurors.Select(juror =>
        {
            var row = progress.GetValueOrDefault(juror.Id);
            return new PanelRow(juror.Id, juror.DisplayName, round.HasJuror(juror.Id), row?.Assigned ?? 0, row?.Scored ?? 0, row?.Recused ?? 0);
        }).ToList();
        return new RoundView(
            round.Id,
            round.Version,
            round.Name,
            round.OpensAt,
            round.ClosesAt,
            [.. round.Criteria.OrderBy(c => c.Position).Select(CriterionRow.Of)],
            [.. people.Where(person => person.OnPanel || person.Assigned > 0)],
            [.. people.Where(person => !person.OnPanel)])
        {
            IsBlind = round.IsBlind,
            Rules = round.Rules,
        };
    }

    /// <summary>The edition's categories that films were sent to, in the order of their calls.</summary>
    public async Task<IReadOnlyList<CategoryRow>> CategoriesAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return await db.Calls.Where(call => call.EditionId == editionId && editions.Contains(call.EditionId))
            .Join(db.Categories, call => call.Id, category => category.CallId, (call, category) => new { Call = call, Category = category })
            .OrderBy(pair => pair.Call.Id).ThenBy(pair => pair.Category.Position).ThenBy(pair => pair.Category.Id)
            .Take(MostRounds)
            .Select(pair => new CategoryRow(pair.Category.Id, pair.Category.Name))
            .ToListAsync(token);
    }

    /// <summary>The words that organisers have put on the edition's submissions.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return await db.SubmissionTags.Where(tag => tag.EditionId == editionId && editions.Contains(tag.EditionId))
            .Select(tag => tag.Name).Distinct().OrderBy(name => name)
            .Take(FilmFilter.Most)
            .ToListAsync(token);
    }

    /// <summary>How many films a round with that filter would take now, and how many minutes they run: for whoever sets it.</summary>
    public async Task<FilmsTaken> CountFilmsAsync(Actor actor, Guid editionId, FilmFilter filter, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var films = await db.FilmsTakenBy(editionId, filter).Where(s => editions.Contains(s.EditionId))
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, f.StatedRuntime })
            .OrderBy(film => film.Id)
            .Take(RankingQueries.MostFilms)
            .ToListAsync(token);
        return new FilmsTaken(films.Count, (int)Math.Ceiling(films.Sum(film => film.StatedRuntime.TotalMinutes)));
    }

    /// <summary>Films that can be given to the round's jurors, and to whom they were given; of one juror where it names one. Those that are closed to the actor are left out.</summary>
    public async Task<Paged<RoundFilm>> FilmsAsync(Actor actor, Guid roundId, Guid? categoryId, Guid? jurorId, string? search, int page, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        var round = await db.JudgingRounds.Where(r => r.Id == roundId && editions.Contains(r.EditionId)).Select(r => new { r.EditionId, r.Films }).SingleOrDefaultAsync(token);
        if (round is null) return Paged<RoundFilm>.Empty;

        var closed = db.ClosedTo(actor.UserId);
        var films = db.FilmsIn(roundId, round.EditionId, round.Films)
            .Where(s => categoryId == null || s.CategoryId == categoryId)
            .Where(s => jurorId == null || db.Assignments.Any(a => a.RoundId == roundId && a.SubmissionId == s.Id && a.JurorId == jurorId))
            .Where(s => !closed.Any(c => c.Id == s.Id))
            .Join(db.Films, s => s.FilmId, f => f.Id, (s, f) => new { s.Id, s.State, s.CategoryId, f.Title, f.OwnerId, f.StatedRuntime })
            .Join(db.Users, s => s.OwnerId, u => u.Id, (s, u) => new { s.Id, s.State, s.CategoryId, s.Title, s.StatedRuntime, Artist = u.DisplayName });
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
            films = films.Where(film => EF.Functions.Like(film.Title, pattern, "\\") || EF.Functions.Like(film.Artist, pattern, "\\"));
        }

        var total = await films.CountAsync(token);
        var rows = await films.OrderBy(film => film.Title).ThenBy(film => film.Id)
            .Skip(page * Paged<RoundFilm>.Size).Take(Paged<RoundFilm>.Size)
            .Join(db.Categories, film => film.CategoryId, c => c.Id, (film, c) => new { Film = film, Category = c.Name })
            .ToListAsync(token);
        var ids = rows.ConvertAll(row => row.Film.Id);
        var runtimes = await db.ProbedRuntimesAsync(ids, token);
        var given = await db.Assignments.Where(a => a.RoundId == roundId && ids.Contains(a.SubmissionId))
            .Join(db.Users, a => a.JurorId, u => u.Id, (a, u) => new { a.Id, a.SubmissionId, a.JurorId, u.DisplayName })
            .Join(db.Scorecards, a => a.Id, c => c.AssignmentId, (a, c) => new { a.SubmissionId, Given = new GivenTo(a.Id, a.JurorId, a.DisplayName, c.ScoredAt != null, c.RecusedAt != null, c.SavedAt != null) })
            .ToListAsync(token);
        return new Paged<RoundFilm>(
            [.. rows.OrderBy(row => row.Film.Title, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Film.Id).Select(row => new RoundFilm(
                row.Film.Id,
                row.Film.Title,
                row.Film.Artist,
                row.Category,
                runtimes.GetValueOrDefault(row.Film.Id, row.Film.StatedRuntime),
                row.Film.State,
                [.. given.Where(g => g.SubmissionId == row.Film.Id).Select(g => g.Given).OrderBy(g => g.Juror, StringComparer.CurrentCulture)]))],
            total);
    }

    private static IQueryable<JudgingRound> Rounds(ShowcaseDbContext db, Actor actor, Guid editionId)
    {
        var editions = db.EditionsOf(actor, EditionRole.Organiser);
        return db.JudgingRounds.Where(round => round.EditionId == editionId && editions.Contains(round.EditionId));
    }
}

/// <summary>What a filter lets through, by the lengths that artists stated.</summary>
public sealed record FilmsTaken(int Count, int Minutes);

public sealed record RoundSummary(Guid Id, string Name, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int Criteria, int Panel, int Assigned, int Scored);

/// <summary>What was typed, over which version of the round.</summary>
public sealed record RoundEdit(RoundDetails Details, Guid Version);

/// <summary>A round as organisers see it. Panel holds who sits on it or has films in it, Available the edition's other jurors.</summary>
public sealed record RoundView(
    Guid Id,
    Guid Version,
    string Name,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    IReadOnlyList<CriterionRow> Criteria,
    IReadOnlyList<PanelRow> Panel,
    IReadOnlyList<PanelRow> Available)
{
    public bool IsBlind { get; init; }

    public RoundRules Rules { get; init; } = RoundRules.Usual;
}

public sealed record PanelRow(Guid UserId, string Name, bool OnPanel, int Assigned, int Scored, int Recused)
{
    public int Open => Assigned - Scored - Recused;
}

public sealed record CategoryRow(Guid Id, string Name);

public sealed record RoundFilm(
    Guid SubmissionId, string Title, string Artist, string Category, TimeSpan Runtime, SubmissionState State, IReadOnlyList<GivenTo> Jurors);

/// <summary>A juror who was given a film, and whether the film can still be taken back.</summary>
public sealed record GivenTo(Guid AssignmentId, Guid JurorId, string Juror, bool Scored, bool Recused, bool Started);
