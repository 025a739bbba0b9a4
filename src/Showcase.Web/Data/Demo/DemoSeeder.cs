using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;

namespace Showcase.Web.Data.Demo;

/// <summary>Makes the demo edition once, before the first request; the clips follow in the background (<see cref="DemoClips"/>).</summary>
internal sealed class DemoSeeder(IServiceProvider services, IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    public const string Slug = "small-hours-2026";

    private static readonly TimeSpan ShortestClip = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestFilm = TimeSpan.FromMinutes(10);

    public async Task SeedAsync(CancellationToken token)
    {
        await using var db = await contexts.CreateDbContextAsync(token);
        if (await db.Editions.AnyAsync(token)) return;

        var now = clock.GetUtcNow();
        await using var scope = services.CreateAsyncScope();
        var people = await DemoPeople.CreateAsync(
            scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>(),
            scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>(),
            now);

        var edition = MakeEdition(now);
        db.Add(edition);
        db.AddRange(DemoPeople.All.SelectMany(person => person.Roles.Select(role => new EditionMember(edition.Id, people[person.Name], role))));
        db.Add(MakeCall(edition, now));
        db.AddRange(DemoFilms.All.Select(film => MakeFilm(film, people[film.Artist], now)));
        await db.SaveChangesAsync(token);
    }

    private static Edition MakeEdition(DateTimeOffset now)
    {
        var opening = DateOnly.FromDateTime(now.UtcDateTime).AddDays(6);
        var details = new EditionDetails(
            "Small Hours 2026", EditionKind.Festival, "Twelve shorts made with and against machines, in two cinemas and on one wall.", "Berlin",
            opening, opening.AddDays(3), "Europe/Berlin", "en-GB");
        var edition = Must(Edition.Create(details, Slug));
        edition.Publish();
        return edition;
    }

    private static Call MakeCall(Edition edition, DateTimeOffset now)
    {
        var call = Must(Call.Create(edition.Id, "Call for shorts",
            """
            We look for shorts of **up to ten minutes**, made with generators, with cameras, or with both.

            - You keep every right. We ask to show the film at this edition, and nothing else.
            - Say which tools made it. No tool counts against you, and neither does none.
            - You see who watched how much of it, and every decision, on your submission's page.
            """));
        var evening = edition.ToLocal(now).Date.AddHours(23).AddMinutes(59);
        Must(call.AddCategory(new CategoryDetails("Competition", "In competition for the Small Hours award.", ShortestClip, LongestFilm, edition.AtLocal(evening.AddDays(-2)))));
        Must(call.AddCategory(new CategoryDetails("Open screen", "Still open: shown on the last evening.", ShortestClip, LongestFilm, edition.AtLocal(evening.AddDays(4)))));
        Must(call.Open(now));
        return call;
    }

    private static Film MakeFilm(DemoFilm film, Guid owner, DateTimeOffset now) => Must(Film.Create(
        owner,
        new FilmDetails(
            film.Title, film.Synopsis, TimeSpan.FromSeconds(film.Seconds), now.Year, film.Country, film.Languages,
            [new Credit("Director", film.Artist), new Credit("Editor", film.Artist)], film.Tools),
        now));

    private static T Must<T>(Result<T> result) => result.Value;

    private static void Must(Result result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"The demo edition breaks a rule: {result.Refusal}");
    }
}
