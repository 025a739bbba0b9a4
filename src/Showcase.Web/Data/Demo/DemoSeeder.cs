using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Demo;

/// <summary>
/// Makes the demo edition once, before the first request: people, call with its form, rules and terms, films, judging, selection, venues, programmes and a fund.
/// Clips and the released schedule follow in the background (<see cref="DemoDirector"/>).
/// </summary>
internal sealed class DemoSeeder(IServiceProvider services, IDbContextFactory<ShowcaseDbContext> contexts, TimeProvider clock)
{
    public const string Slug = "small-hours-2026";
    public const string Organiser = "Mara Haddad";
    public const string Curator = "Ben Achterberg";

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
        var call = MakeCall(edition, now);
        var form = DemoForm.Make(edition, call, now);
        var films = DemoFilms.All.Select(film => MakeFilm(film, people[film.Artist], now.AddDays(-20))).ToList();
        var submissions = films.Select((film, place) => Enter(call, film, DemoFilms.All[place], now.AddDays(-12 + (place / 4.0)))).ToList();
        db.Add(edition);
        db.AddRange(DemoPeople.All.SelectMany(person => person.Roles.Select(role => new EditionMember(edition.Id, people[person.Name], role))));
        db.Add(call);
        db.Add(form);
        db.AddRange(films);
        db.AddRange(DemoCaptions.Make(films, now.AddDays(-19)));
        db.AddRange(submissions);
        db.AddRange(DemoForm.AnswerAll(form, submissions));
        db.AddRange(DemoConditions.Make(edition, call, films, submissions, people, now));
        db.AddRange(DemoFees.Make(edition, call, submissions, people, now));
        db.AddRange(DemoJudging.Make(edition, films, submissions, people, now));
        db.AddRange(DemoPrizes.Make(edition, submissions, people, now));
        db.AddRange(DemoProgrammes.Make(edition, submissions));
        db.AddRange(DemoGrants.Make(edition, people, now));
        db.AddRange(DemoMessages.Make(edition, call, films, submissions, people, now));
        await db.SaveChangesAsync(token);
    }

    private static Edition MakeEdition(DateTimeOffset now)
    {
        var opening = DateOnly.FromDateTime(now.UtcDateTime).AddDays(6);
        var details = new EditionDetails(
            "Small Hours 2026", EditionKind.Festival, "Twelve shorts made with and against machines, in two cinemas and on one wall.", "Berlin",
            opening, opening.AddDays(3), "Europe/Berlin", "en-GB");
        var edition = DemoScript.Must(Edition.Create(details, Slug));
        edition.Publish();
        edition.OfferComments(true);
        return edition;
    }

    private static Call MakeCall(Edition edition, DateTimeOffset now)
    {
        var call = DemoScript.Must(Call.Create(edition.Id, "Call for shorts",
            """
            We look for shorts of **up to ten minutes**, made with generators, with cameras, or with both.

            - You keep every right. We ask to show the film at this edition, and nothing else.
            - Say which tools made it. No tool counts against you, and neither does none.
            - Every decision about your film, and its reason, is on your submission's page.
            """));
        var evening = edition.ToLocal(now).Date.AddHours(23).AddMinutes(59);
        DemoScript.Must(call.AddCategory(new CategoryDetails("Competition", "In competition for the Small Hours award.", ShortestClip, LongestFilm, [new Tier(TierName.Regular, edition.AtLocal(evening.AddDays(-2)), 12_00)])));
        DemoScript.Must(call.AddCategory(new CategoryDetails(
            "Open screen", "Still open: shown on the last evening.", ShortestClip, LongestFilm,
            [
                new Tier(TierName.Early, edition.AtLocal(evening.AddDays(-16)), 0),
                new Tier(TierName.Regular, edition.AtLocal(evening.AddDays(1)), 10_00),
                new Tier(TierName.Late, edition.AtLocal(evening.AddDays(4)), 15_00),
            ],
            MostPerPerson: 3)));
        DemoScript.Must(call.Open(now));
        return call;
    }

    private static Film MakeFilm(DemoFilm film, Guid owner, DateTimeOffset then) => DemoScript.Must(Film.Create(
        owner,
        new FilmDetails(
            film.Title, film.Synopsis, TimeSpan.FromSeconds(film.Seconds), then.Year, film.Country, film.Languages,
            [new Credit("Director", film.Artist), new Credit("Editor", film.Artist)], film.Tools)
        {
            Profile = new FilmProfile
            {
                CompletedOn = DateOnly.FromDateTime(then.AddDays(-30).UtcDateTime), Premiere = film == DemoFilms.All[DemoConditions.ShownBefore] ? PremiereStatus.None : PremiereStatus.National, Subtitles = film.Languages is "" or "en" ? "" : "en",
                HumanRoles = $"Written, chosen and edited by {film.Artist}.",
            },
        },
        then));

    private static Submission Enter(Call call, Film film, DemoFilm clip, DateTimeOffset then)
    {
        var category = call.Categories[0];
        var submission = Submission.Draft(call.EditionId, category.Id, film.Id, film.OwnerId, then.AddHours(-2));
        DemoScript.Must(submission.Submit(call, category, TimeSpan.FromSeconds(clip.Seconds), then));
        return submission;
    }
}

/// <summary>The demo edition obeys the rules like everybody: a refusal is a mistake in its script.</summary>
internal static class DemoScript
{
    public static T Must<T>(Result<T> result) => result.Value;

    public static void Must(Result result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"The demo edition breaks a rule: {result.Refusal}");
    }
}
