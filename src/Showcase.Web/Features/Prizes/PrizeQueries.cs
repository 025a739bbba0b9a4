using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Editions;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Security;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Prizes;

/// <summary>What organisers read of their edition's prizes.</summary>
public sealed class PrizeQueries(IDbContextFactory<ShowcaseDbContext> contexts, LaurelLetters letters, SiteTexts texts)
{
    private const int MostFilms = 1_000;

    /// <summary>The prizes in their order, with the films that have them; null for those who do not organise the edition. Of a film that is closed to the actor there is no name.</summary>
    public async Task<PrizeBoard?> BoardAsync(Actor actor, Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (!await db.EditionsOf(actor, EditionRole.Organiser).ContainsAsync(editionId, token)) return null;

        var closed = db.ClosedTo(actor.UserId);
        var prizes = await db.Prizes.AsNoTracking().Include(prize => prize.Winners).Where(prize => prize.EditionId == editionId)
            .OrderBy(prize => prize.Position).ThenBy(prize => prize.Id).Take(Prize.MostOfEdition).ToListAsync(token);
        var ids = prizes.SelectMany(prize => prize.Winners).Select(winner => winner.SubmissionId).Distinct().ToList();
        var winners = await db.Submissions.Where(entry => ids.Contains(entry.Id))
            .Join(db.Films, entry => entry.FilmId, film => film.Id, (entry, film) => new { entry.Id, film.Title, entry.State, IsClosed = closed.Any(c => c.Id == entry.Id) })
            .ToDictionaryAsync(row => row.Id, token);
        var films = await (
            from entry in db.Submissions
            join film in db.Films on entry.FilmId equals film.Id
            join artist in db.Users on entry.ArtistId equals artist.Id
            where entry.EditionId == editionId && entry.State == SubmissionState.Selected && !closed.Any(c => c.Id == entry.Id)
            orderby film.Title, entry.Id
            select new PrizeCandidate(entry.Id, entry.CategoryId, film.Title, artist.DisplayName)).Take(MostFilms).ToListAsync(token);
        var categories = await db.Categories.Where(category => db.Calls.Any(call => call.Id == category.CallId && call.EditionId == editionId))
            .OrderBy(category => category.Name).ThenBy(category => category.Id).Take(MostFilms).Select(category => new CategoryRow(category.Id, category.Name)).ToListAsync(token);
        var sheet = await db.LaurelSheetAsync(editionId, texts, token);
        return new PrizeBoard(
            prizes.ConvertAll(prize => new PrizeView(
                prize.Id, prize.Version, new PrizeDetails(prize.Name, prize.CategoryId, prize.Amount, prize.Statement, prize.LaurelName), categories.Find(category => category.Id == prize.CategoryId)?.Name, prize.PublishAt,
                [.. prize.Winners.OrderBy(winner => winner.Id).Select(winner => winners[winner.SubmissionId]).Select(row => new PrizeFilm(row.Id, row.IsClosed ? null : row.Title, row.State == SubmissionState.Selected))])),
            films, categories, sheet, letters.Shapes.Missing($"{sheet.Festival}{sheet.Year}{sheet.Selection}"));
    }
}

internal static class LaurelReads
{
    /// <summary>What an edition's laurels say: its own words, or its name and year.</summary>
    public static async Task<LaurelSheet> LaurelSheetAsync(this ShowcaseDbContext db, Guid editionId, SiteTexts texts, CancellationToken token)
    {
        if (await db.LaurelWords.AsNoTracking().SingleOrDefaultAsync(words => words.EditionId == editionId, token) is { } own) return new LaurelSheet(own.Festival, own.Year, own.Selection, own.SelectionFrom, own.Version);

        var edition = await db.Editions.Where(e => e.Id == editionId).Select(e => new { e.Name, e.EndsOn }).SingleAsync(token);
        var (festival, year) = LaurelWords.Usual(edition.Name, edition.EndsOn);
        return new LaurelSheet(festival, year, texts["Prizes.OfficialSelection"], null, null);
    }
}

/// <summary>Undrawn: signs of the laurels' words that have no shape; empty where all can be drawn.</summary>
public sealed record PrizeBoard(IReadOnlyList<PrizeView> Prizes, IReadOnlyList<PrizeCandidate> Films, IReadOnlyList<CategoryRow> Categories, LaurelSheet Laurels, string Undrawn);

public sealed record PrizeView(Guid Id, Guid Version, PrizeDetails Details, string? Category, DateTimeOffset? PublishAt, IReadOnlyList<PrizeFilm> Films)
{
    public bool IsPublicAt(DateTimeOffset now) => PublishAt <= now;
}

/// <summary>A film that has a prize; without a title where it is closed to the reader. IsShown: it is selected still.</summary>
public sealed record PrizeFilm(Guid SubmissionId, string? Title, bool IsShown);

public sealed record PrizeCandidate(Guid SubmissionId, Guid CategoryId, string Title, string Artist);

/// <summary>Version is null while the edition uses its name.</summary>
public sealed record LaurelSheet(string Festival, string Year, string Selection, DateTimeOffset? SelectionFrom, Guid? Version);
