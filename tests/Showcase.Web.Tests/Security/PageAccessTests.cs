using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Showcase.Domain.Editions;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Security;

/// <summary>Who gets into which page. A page without a row here fails the first test; each row is tried by everybody.</summary>
[Collection(WebCollection.Name)]
public sealed class PageAccessTests(WebFixture web)
{
    private const string Visitor = nameof(Visitor);
    private const string Artist = nameof(Artist);
    private const string Administrator = nameof(Administrator);

    private static readonly string[] Everybody = [Visitor, Artist, Administrator, .. Enum.GetNames<EditionRole>()];
    private static readonly string[] Curators = [nameof(EditionRole.Curator)];
    private static readonly string[] SignedIn = [.. Everybody.Where(who => who != Visitor)];

    /// <summary>Route template and who is let in. One line a page, by feature.</summary>
    private static readonly Dictionary<string, string[]> Rows = new(StringComparer.Ordinal)
    {
        // App
        ["/error"] = Everybody,
        ["/not-found"] = Everybody,

        // Public
        ["/"] = Everybody,
        ["/editions/{Edition}/schedule"] = Everybody,
        ["/editions/{Edition}/programmes/{ProgrammeId:guid}"] = Everybody,
        ["/editions/{Edition}/walls"] = Everybody,
        ["/editions/{Edition}"] = Everybody,
        ["/editions/{Edition}/films"] = Everybody,
        ["/editions/{Edition}/films/{FilmId:guid}"] = Everybody,
        ["/editions/{Edition}/awards"] = Everybody,

        // Account
        ["/account/signin"] = Everybody,
        ["/account/signout"] = Everybody,
        ["/account/register"] = Everybody,
        ["/account/confirm"] = Everybody,
        ["/account/unsubscribe"] = Everybody,
        ["/account/resend"] = Everybody,
        ["/account/forgotten"] = Everybody,
        ["/account/reset"] = Everybody,
        ["/account/second-factor"] = [],
        ["/account/recovery-code"] = [],
        ["/account/confirm-email"] = Everybody,
        ["/account/first-administrator"] = Everybody,
        ["/account/forbidden"] = Everybody,
        ["/account/manage"] = SignedIn,
        ["/account/manage/email"] = SignedIn,
        ["/account/manage/mails"] = SignedIn,
        ["/account/manage/password"] = SignedIn,
        ["/account/manage/authenticator"] = SignedIn,
        ["/account/manage/passkeys"] = SignedIn,
        ["/account/manage/data"] = SignedIn,

        // Admin
        ["/admin/outbox"] = [Administrator],
        ["/admin/outbox/{Id:guid}"] = [Administrator],
        ["/admin/users"] = [Administrator],

        // Editions
        ["/workspace"] = SignedIn,
        ["/admin/editions"] = [Administrator],
        ["/workspace/{Edition}/settings"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/members"] = [nameof(EditionRole.Organiser)],
        ["/account/invitation"] = Everybody,
        ["/account/film"] = Everybody,

        // Calls
        ["/workspace/{Edition}/calls"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/calls/{CallId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/editions/{Edition}/call"] = Everybody,
        ["/calls"] = Everybody,

        // Forms
        ["/workspace/{Edition}/calls/{CallId:guid}/preview"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/calls/{CallId:guid}/form"] = [nameof(EditionRole.Organiser)],

        // Eligibility
        ["/workspace/{Edition}/calls/{CallId:guid}/rules"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/calls/{CallId:guid}/terms"] = [nameof(EditionRole.Organiser)],

        // Fees
        ["/workspace/{Edition}/fees"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/calls/{CallId:guid}/codes"] = [nameof(EditionRole.Organiser)],

        // Films
        ["/workspace/films"] = SignedIn,
        ["/workspace/films/new"] = SignedIn,
        ["/workspace/films/{FilmId:guid}"] = SignedIn,

        // Media
        ["/admin/jobs"] = [Administrator],

        // Submissions
        ["/workspace/submissions"] = SignedIn,
        ["/workspace/submissions/new"] = SignedIn,
        ["/workspace/submissions/{SubmissionId:guid}"] = SignedIn,
        ["/workspace/{Edition}/submissions"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/submissions/import"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/submissions/{SubmissionId:guid}"] = [nameof(EditionRole.Organiser)],

        // Messages
        ["/workspace/notices"] = SignedIn,
        ["/workspace/{Edition}/messages"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/messages/{BatchId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/messages/templates"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/messages/outbox"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/messages/outbox/{MailId:guid}"] = [nameof(EditionRole.Organiser)],

        // Judging
        ["/workspace/{Edition}/judging"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/ranking"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/board"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/compare"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/copies"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/submissions/{SubmissionId:guid}/copies"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/decisions"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/decisions/review"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/decisions/comments"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/decisions/comments/{SubmissionId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/desk"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/desk/{AssignmentId:guid}"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/desk/offline/{RoundId:guid}"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/desk/order/{RoundId:guid}"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/plan"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/conflicts"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/desk/bids"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/desk/profile"] = [nameof(EditionRole.Juror)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/meetings"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/meetings/{MeetingId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/meetings/{MeetingId:guid}"] = [nameof(EditionRole.Juror), nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/meetings/{MeetingId:guid}/minutes"] = [nameof(EditionRole.Juror), nameof(EditionRole.Organiser)],

        ["/workspace/{Edition}/judging/log"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/progress"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/reviews"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/judging/{RoundId:guid}/films/{SubmissionId:guid}"] = [nameof(EditionRole.Organiser)],

        // Audience
        ["/vote"] = Everybody,
        ["/editions/{Edition}/audience"] = Everybody,
        ["/workspace/{Edition}/audience"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/audience/{BallotId:guid}"] = [nameof(EditionRole.Organiser)],
        ["/workspace/{Edition}/audience/{BallotId:guid}/sheets/{Sheet:int}"] = [nameof(EditionRole.Organiser)],

        // Prizes
        ["/workspace/{Edition}/prizes"] = [nameof(EditionRole.Organiser)],

        // Programmes
        ["/workspace/{Edition}/venues"] = Curators,
        ["/workspace/{Edition}/programmes"] = Curators,
        ["/workspace/{Edition}/programmes/{ProgrammeId:guid}"] = Curators,
        ["/workspace/{Edition}/programmes/{ProgrammeId:guid}/projection"] = Curators,
        ["/workspace/{Edition}/schedule"] = Curators,
        ["/workspace/{Edition}/walls"] = Curators,
        ["/player/{Token}"] = Everybody,

        // Grants
        ["/workspace/grants"] = SignedIn,
        ["/workspace/grants/apply/{FundId:guid}"] = SignedIn,
        ["/workspace/grants/{ApplicationId:guid}"] = SignedIn,
        ["/workspace/{Edition}/funds"] = [nameof(EditionRole.GrantsOfficer)],
        ["/workspace/{Edition}/funds/{FundId:guid}"] = [nameof(EditionRole.GrantsOfficer)],
        ["/workspace/{Edition}/funds/{FundId:guid}/applications/{ApplicationId:guid}"] = [nameof(EditionRole.GrantsOfficer)],
    };

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static Dictionary<string, HttpClient>? browsers;

    public static TheoryData<string, string> Visits()
    {
        var data = new TheoryData<string, string>();
        foreach (var page in Rows.Keys)
        {
            foreach (var who in Everybody) data.Add(page, who);
        }

        return data;
    }

    [Fact]
    public void Every_page_has_a_row()
    {
        var pages = typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

        Assert.Equal(pages.Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Visits))]
    public async Task A_page_lets_in_whom_its_row_names_and_nobody_else(string page, string who)
    {
        var browser = (await BrowsersAsync())[who];
        var address = page.Replace("{Edition}", "doors", StringComparison.Ordinal);
        address = System.Text.RegularExpressions.Regex.Replace(address, @"\{\w+:guid\}", Guid.CreateVersion7().ToString());
        address = System.Text.RegularExpressions.Regex.Replace(address, @"\{\w+:int\}", "1");
        address = System.Text.RegularExpressions.Regex.Replace(address, @"\{\w+(:\w+)?\}", "sample");

        using var answer = await browser.GetAsync(address);

        var turnedAway = answer.StatusCode == HttpStatusCode.Found
            && answer.Headers.Location!.ToString() is var to
            && (to.Contains("/account/signin", StringComparison.Ordinal) || to.Contains("/account/forbidden", StringComparison.Ordinal));
        Assert.Equal(Rows[page].Contains(who), !turnedAway);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private async Task<Dictionary<string, HttpClient>> BrowsersAsync()
    {
        await Once.WaitAsync();
        try
        {
            return browsers ??= await OpenBrowsersAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    private async Task<Dictionary<string, HttpClient>> OpenBrowsersAsync()
    {
        var edition = Edition.Create(new EditionDetails("Doors", EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), "doors").Value;
        edition.Publish();
        await web.SaveAsync(edition);
        var open = new Dictionary<string, HttpClient> { [Visitor] = web.Browser() };
        foreach (var who in SignedIn)
        {
            var email = $"{who}@doors.test";
            var person = await web.PersonAsync(email, administrator: who == Administrator);
            if (Enum.TryParse<EditionRole>(who, out var role)) await web.SaveAsync(new EditionMember(edition.Id, person.UserId, role));
            open[who] = await web.SignedInAsync(email);
        }

        return open;
    }
}
