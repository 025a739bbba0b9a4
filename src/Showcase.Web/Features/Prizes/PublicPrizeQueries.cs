using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Prizes;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Prizes;

/// <summary>What visitors read of prizes and of the selection: from the moment on that organisers set, of public editions, and only of films that are selected still.</summary>
public sealed class PublicPrizeQueries(IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock, SiteTexts texts)
{
    private const int MostFilms = 1_000;

    /// <summary>The edition's published prizes with their films, and its selection once that is public.</summary>
    public async Task<PublicAwards> OfEditionAsync(Guid editionId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        var now = clock.GetUtcNow();
        if (!await db.Editions.AnyAsync(edition => edition.Id == editionId && edition.IsPublic, token)) return PublicAwards.None;

        var prizes = await Published(db, editionId, now).OrderBy(prize => prize.Position).ThenBy(prize => prize.Id).Take(Prize.MostOfEdition)
            .Select(prize => new { prize.Id, prize.Name, prize.Amount, prize.Statement, Category = db.Categories.Where(category => category.Id == prize.CategoryId).Select(category => category.Name).FirstOrDefault() })
            .ToListAsync(token);
        var winners = (await (
            from prize in Published(db, editionId, now)
            from winner in prize.Winners
            join entry in db.Submissions on winner.SubmissionId equals entry.Id
            join film in db.Films on entry.FilmId equals film.Id
            where entry.State == SubmissionState.Selected
            orderby film.Title, winner.Id
            select new { PrizeId = prize.Id, film.Id, film.Title, film.Country, film.Credits })
            .ToListAsync(token)).ToLookup(row => row.PrizeId, row => new AwardedFilm(row.Id, row.Title, row.Country, MakersOf(row.Credits)));
        return new PublicAwards(
            [.. prizes.Where(prize => winners.Contains(prize.Id)).Select(prize => new PublicPrize(prize.Name, prize.Category, prize.Amount, prize.Statement, [.. winners[prize.Id]]))],
            await SelectionAsync(db, editionId, now, token));
    }

    /// <summary>The published prizes of one film in an edition.</summary>
    public async Task<IReadOnlyList<FilmPrize>> OfFilmAsync(Guid editionId, Guid filmId, CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        return await (
            from prize in Published(db, editionId, clock.GetUtcNow())
            from winner in prize.Winners
            join entry in db.Submissions on winner.SubmissionId equals entry.Id
            where entry.FilmId == filmId && entry.State == SubmissionState.Selected && db.Editions.Any(edition => edition.Id == editionId && edition.IsPublic)
            orderby prize.Position, prize.Id, winner.Id
            select new FilmPrize(prize.Name, prize.Amount, prize.Statement)).Take(Prize.MostOfEdition).ToListAsync(token);
    }

    private static IQueryable<Prize> Published(ShowcaseDbContext db, Guid editionId, DateTimeOffset now) =>
        db.Prizes.AsNoTracking().Where(prize => prize.EditionId == editionId && prize.PublishAt != null && prize.PublishAt <= now);

    private static string MakersOf(IReadOnlyList<Domain.Films.Credit> credits)
    {
        var directors = credits.Where(credit => credit.Role.Contains("direct", StringComparison.OrdinalIgnoreCase)).Select(credit => credit.Name).ToList();
        return directors.Count > 0 ? string.Join(", ", directors) : credits.Count > 0 ? credits[0].Name : "";
    }

    private async Task<PublicSelection?> SelectionAsync(ShowcaseDbContext db, Guid editionId, DateTimeOffset now, CancellationToken token)
    {
        var sheet = await db.LaurelSheetAsync(editionId, texts, token);
        if (!(sheet.SelectionFrom <= now)) return null;

        var rows = await (
            from entry in db.Submissions.AsNoTracking()
            join film in db.Films on entry.FilmId equals film.Id
            join category in db.Categories on entry.CategoryId equals category.Id
            where entry.EditionId == editionId && entry.State == SubmissionState.Selected
            orderby category.Name, film.Title, entry.Id
            select new { Category = category.Name, film.Id, film.Title, film.Country, film.Credits }).Take(MostFilms).ToListAsync(token);
        return new PublicSelection(sheet.Selection, [.. rows.GroupBy(row => row.Category).Select(group => new SelectedCategory(group.Key, [.. group.Select(row => new AwardedFilm(row.Id, row.Title, row.Country, MakersOf(row.Credits)))]))]);
    }
}

public sealed record PublicAwards(IReadOnlyList<PublicPrize> Prizes, PublicSelection? Selection)
{
    public static readonly PublicAwards None = new([], null);

    public bool IsEmpty => Prizes.Count == 0 && Selection is not { Categories.Count: > 0 };
}

public sealed record PublicPrize(string Name, string? Category, string Amount, string Statement, IReadOnlyList<AwardedFilm> Films);

public sealed record PublicSelection(string Name, IReadOnlyList<SelectedCategory> Categories);

public sealed record SelectedCategory(string Name, IReadOnlyList<AwardedFilm> Films);

public sealed record AwardedFilm(Guid FilmId, string Title, string Country, string Makers);

public sealed record FilmPrize(string Name, string Amount, string Statement);
