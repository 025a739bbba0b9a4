using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Showcase.Web.Data;
using Showcase.Web.Data.Demo;

namespace Showcase.Browser.Tests.Support;

/// <summary>One visit to each page of the demo edition, by a person who may see it.</summary>
public static partial class PageTour
{
    private const string Visitor = "";
    private const string Artist = "artist@demo.test";
    private const string Organiser = "organiser@demo.test";
    private const string Juror = "juror@demo.test";
    private const string Curator = "curator@demo.test";
    private const string Officer = "officer@demo.test";
    private const string Administrator = "admin@demo.test";

    /// <summary>Route template and who visits it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Stops = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/"] = Visitor,
        ["/error"] = Visitor,
        ["/not-found"] = Visitor,
        ["/account/signin"] = Visitor,
        ["/account/signout"] = Visitor,
        ["/account/register"] = Visitor,
        ["/account/confirm"] = Visitor,
        ["/account/unsubscribe"] = Visitor,
        ["/account/resend"] = Visitor,
        ["/account/forgotten"] = Visitor,
        ["/account/reset"] = Visitor,
        ["/account/second-factor"] = Visitor,
        ["/account/recovery-code"] = Visitor,
        ["/account/confirm-email"] = Visitor,
        ["/account/first-administrator"] = Visitor,
        ["/account/forbidden"] = Visitor,
        ["/account/invitation"] = Visitor,
        ["/account/film"] = Visitor,
        ["/account/manage"] = Artist,
        ["/account/manage/email"] = Artist,
        ["/account/manage/mails"] = Artist,
        ["/account/manage/password"] = Artist,
        ["/account/manage/authenticator"] = Artist,
        ["/account/manage/passkeys"] = Artist,
        ["/account/manage/data"] = Artist,
        ["/editions/{Edition}"] = Visitor,
        ["/editions/{Edition}/call"] = Visitor,
        ["/calls"] = Visitor,
        ["/editions/{Edition}/awards"] = Visitor,
        ["/editions/{Edition}/films"] = Visitor,
        ["/editions/{Edition}/films/{FilmId:guid}"] = Visitor,
        ["/editions/{Edition}/programmes/{ProgrammeId:guid}"] = Visitor,
        ["/editions/{Edition}/schedule"] = Visitor,
        ["/editions/{Edition}/walls"] = Visitor,
        ["/player/{Token}"] = Visitor,
        ["/workspace"] = Artist,
        ["/workspace/films"] = Artist,
        ["/workspace/films/new"] = Artist,
        ["/workspace/films/{FilmId:guid}"] = Artist,
        ["/workspace/submissions"] = Artist,
        ["/workspace/submissions/new"] = Artist,
        ["/workspace/submissions/{SubmissionId:guid}"] = Artist,
        ["/workspace/notices"] = Artist,
        ["/workspace/grants"] = Artist,
        ["/workspace/grants/apply/{FundId:guid}"] = Artist,
        ["/workspace/grants/{ApplicationId:guid}"] = Artist,
        ["/workspace/{Edition}/settings"] = Organiser,
        ["/workspace/{Edition}/members"] = Organiser,
        ["/workspace/{Edition}/calls"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}/codes"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}/preview"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}/form"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}/rules"] = Organiser,
        ["/workspace/{Edition}/calls/{CallId:guid}/terms"] = Organiser,
        ["/workspace/{Edition}/submissions"] = Organiser,
        ["/workspace/{Edition}/submissions/import"] = Organiser,
        ["/workspace/{Edition}/submissions/{SubmissionId:guid}"] = Organiser,
        ["/workspace/{Edition}/fees"] = Organiser,
        ["/workspace/{Edition}/messages"] = Organiser,
        ["/workspace/{Edition}/messages/{BatchId:guid}"] = Organiser,
        ["/workspace/{Edition}/messages/templates"] = Organiser,
        ["/workspace/{Edition}/messages/outbox"] = Organiser,
        ["/workspace/{Edition}/messages/outbox/{MailId:guid}"] = Organiser,
        ["/workspace/{Edition}/judging"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/ranking"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/board"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/compare"] = Organiser,
        ["/workspace/{Edition}/judging/copies"] = Organiser,
        ["/workspace/{Edition}/submissions/{SubmissionId:guid}/copies"] = Organiser,
        ["/workspace/{Edition}/decisions"] = Organiser,
        ["/workspace/{Edition}/decisions/review"] = Organiser,
        ["/workspace/{Edition}/decisions/comments"] = Organiser,
        ["/workspace/{Edition}/decisions/comments/{SubmissionId:guid}"] = Organiser,
        ["/workspace/{Edition}/prizes"] = Organiser,
        ["/workspace/{Edition}/desk"] = Juror,
        ["/workspace/{Edition}/desk/{AssignmentId:guid}"] = Juror,
        ["/workspace/{Edition}/desk/offline/{RoundId:guid}"] = Juror,
        ["/workspace/{Edition}/desk/order/{RoundId:guid}"] = Juror,
        ["/workspace/{Edition}/judging/{RoundId:guid}/plan"] = Organiser,
        ["/workspace/{Edition}/judging/conflicts"] = Organiser,
        ["/workspace/{Edition}/desk/bids"] = Juror,
        ["/workspace/{Edition}/desk/profile"] = Juror,
        ["/workspace/{Edition}/judging/log"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/progress"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/reviews"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/films/{SubmissionId:guid}"] = Organiser,
        ["/workspace/{Edition}/audience"] = Organiser,
        ["/workspace/{Edition}/audience/{BallotId:guid}"] = Organiser,
        ["/workspace/{Edition}/audience/{BallotId:guid}/sheets/{Sheet:int}"] = Organiser,
        ["/vote"] = Visitor,
        ["/editions/{Edition}/audience"] = Visitor,
        ["/workspace/{Edition}/judging/{RoundId:guid}/meetings"] = Organiser,
        ["/workspace/{Edition}/judging/{RoundId:guid}/meetings/{MeetingId:guid}"] = Organiser,
        ["/workspace/{Edition}/meetings/{MeetingId:guid}"] = Juror,
        ["/workspace/{Edition}/meetings/{MeetingId:guid}/minutes"] = Organiser,
        ["/workspace/{Edition}/venues"] = Curator,
        ["/workspace/{Edition}/programmes"] = Curator,
        ["/workspace/{Edition}/programmes/{ProgrammeId:guid}"] = Curator,
        ["/workspace/{Edition}/programmes/{ProgrammeId:guid}/projection"] = Curator,
        ["/workspace/{Edition}/schedule"] = Curator,
        ["/workspace/{Edition}/walls"] = Curator,
        ["/workspace/{Edition}/funds"] = Officer,
        ["/workspace/{Edition}/funds/{FundId:guid}"] = Officer,
        ["/workspace/{Edition}/funds/{FundId:guid}/applications/{ApplicationId:guid}"] = Officer,
        ["/admin/editions"] = Administrator,
        ["/admin/users"] = Administrator,
        ["/admin/outbox"] = Administrator,
        ["/admin/outbox/{Id:guid}"] = Administrator,
        ["/admin/jobs"] = Administrator,
    };

    public static IEnumerable<string> AllRoutes() =>
        typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

    /// <summary>Opens the page and waits until it shows its heading and nothing loads any more.</summary>
    public static async Task<IPage> VisitAsync(BrowserFixture browser, string route, ColorScheme scheme, int width)
    {
        ArgumentNullException.ThrowIfNull(browser);
        var who = Stops[route];
        var page = who == Visitor ? await browser.OpenAsync(scheme, width) : await browser.SignedInAsync(who, scheme, width);
        await page.GotoAsync(await AddressAsync(browser, route));
        await page.Locator("h1").First.WaitForAsync();
        await page.Locator("[aria-busy=true]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        return page;
    }

    /// <summary>Fills a template's placeholders with things of the demo edition, which are the oldest: journeys make editions of their own.</summary>
    public static async Task<string> AddressAsync(BrowserFixture browser, string route)
    {
        ArgumentNullException.ThrowIfNull(browser);
        await using var db = browser.Server.OpenDatabase();
        var address = route.Replace("{Edition}", DemoSeeder.Slug, StringComparison.Ordinal);
        foreach (Match placeholder in Placeholder().Matches(address))
        {
            address = address.Replace(placeholder.Value, await FindAsync(db, placeholder.Groups[1].Value), StringComparison.Ordinal);
        }

        // Films to compare are named in the query: without them the page is empty.
        if (!route.EndsWith("/compare", StringComparison.Ordinal)) return address;

        var judged = await db.Assignments.OrderBy(row => row.Id).Select(row => row.SubmissionId).Take(30).ToListAsync();
        return $"{address}?pick={string.Join(',', judged.Distinct().Take(4))}";
    }

    private static async Task<string> FindAsync(ShowcaseDbContext db, string name)
    {
        var artist = await db.Users.Where(user => user.Email == Artist).Select(user => user.Id).SingleAsync();
        var juror = await db.Users.Where(user => user.Email == Juror).Select(user => user.Id).SingleAsync();
        var film = await db.Films.Where(candidate => candidate.OwnerId == artist).OrderBy(candidate => candidate.Id).Select(candidate => candidate.Id).FirstAsync();
        return name switch
        {
            "FilmId" => film.ToString(),
            "SubmissionId" => (await db.Submissions.OrderBy(row => row.Id).FirstAsync(submission => submission.FilmId == film)).Id.ToString(),
            "CallId" => (await db.Calls.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "RoundId" => (await db.JudgingRounds.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "MeetingId" => (await db.Meetings.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "AssignmentId" => (await db.Assignments.OrderBy(row => row.Id).FirstAsync(assignment => assignment.JurorId == juror)).Id.ToString(),
            "ProgrammeId" => (await db.Programmes.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "FundId" => (await db.Funds.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "ApplicationId" => (await db.GrantApplications.OrderBy(row => row.Id).FirstAsync(application => application.ArtistId == artist)).Id.ToString(),
            "Id" => (await db.OutboxMessages.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "BatchId" => (await db.MessageBatches.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "BallotId" => (await db.AudienceBallots.OrderBy(row => row.Id).FirstAsync()).Id.ToString(),
            "Sheet" => "1",
            "MailId" => (await db.OutboxMessages.OrderBy(row => row.Id).FirstAsync(mail => mail.BatchId != null)).Id.ToString(),
            "Token" => (await db.Schedules.Include(schedule => schedule.Installations).OrderBy(row => row.Id).FirstAsync()).Installations[0].Token,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The tour does not know what this placeholder is."),
        };
    }

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Placeholder();
}
