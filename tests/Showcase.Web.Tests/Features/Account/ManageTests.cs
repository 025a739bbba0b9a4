using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Domain.Calls;
using Showcase.Web.Data;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Account;

[Collection(WebCollection.Name)]
public sealed class ManageTests(WebFixture web)
{
    private const string DataPage = "/account/manage/data";

    [Fact]
    public async Task A_person_takes_their_data_along()
    {
        var person = await web.PersonAsync("export@account.test");
        await web.SaveAsync(FilmOf(person, "Salt Index"));
        using var browser = await web.SignedInAsync("export@account.test");

        using var answer = await DownloadAsync(browser);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("export@account.test", json.RootElement.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal("Salt Index", json.RootElement.GetProperty("films")[0].GetProperty("title").GetString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.DoesNotContain("password", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_a_person_says_of_their_gender_is_kept_taken_along_and_taken_back()
    {
        await web.PersonAsync("says@account.test");
        using var browser = await web.SignedInAsync("says@account.test");

        using var said = await browser.SendAsync("/account/manage", "profile", ("Input.Name", "Says"), ("Input.Gender", "Other"));
        using var answer = await DownloadAsync(browser);
        var page = await browser.GetStringAsync("/account/manage");
        using var nonsense = await browser.SendAsync("/account/manage", "profile", ("Input.Name", "Says"), ("Input.Gender", "7"));

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("Other", json.RootElement.GetProperty("account").GetProperty("gender").GetString());
        Assert.Matches("<option value=\"Other\" selected", page);
        await using var db = await OpenAsync();
        Assert.Null((await db.Users.SingleAsync(user => user.Email == "says@account.test")).Gender);
    }

    [Fact]
    public async Task The_download_is_refused_to_visitors_and_to_other_sites_forms()
    {
        await web.PersonAsync("noexport@account.test");
        using var browser = await web.SignedInAsync("noexport@account.test");
        using var visitor = web.Browser();

        using var forged = await browser.PostAsync($"{DataPage}/download", content: null);
        using var stranger = await visitor.PostAsync($"{DataPage}/download", content: null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Found), (forged.StatusCode, stranger.StatusCode));
    }

    [Fact]
    public async Task An_account_without_traces_is_gone_after_its_deletion()
    {
        var person = await web.PersonAsync("leaver@account.test");
        using var browser = await web.SignedInAsync("leaver@account.test");

        using var wrong = await browser.SendAsync(DataPage, "delete", ("Input.Password", "not the password"));
        using var deleted = await browser.SendAsync(DataPage, "delete", ("Input.Password", WebFixture.Password));
        using var after = await browser.GetAsync("/account/manage");

        Assert.Contains("This is not your password", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (deleted.StatusCode, after.StatusCode));
        await using var db = await OpenAsync();
        Assert.False(await db.Users.AnyAsync(user => user.Id == person.UserId));
    }

    [Fact]
    public async Task Films_that_were_never_sent_in_must_go_first()
    {
        var person = await web.PersonAsync("unsent@account.test");
        await web.SaveAsync(FilmOf(person, "Unsent"));
        using var browser = await web.SignedInAsync("unsent@account.test");

        var page = await browser.GetStringAsync(DataPage);

        Assert.Contains("Films that were never sent in: 1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Input.Password\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_was_sent_in_stays_with_the_festival_without_a_name()
    {
        var person = await web.PersonAsync("sent@account.test");
        var film = FilmOf(person, "Stays");
        await SendInAsync(person, film);
        using var browser = await web.SignedInAsync("sent@account.test");

        using var deleted = await browser.SendAsync(DataPage, "delete", ("Input.Password", WebFixture.Password));

        Assert.Equal(HttpStatusCode.Found, deleted.StatusCode);
        await using var db = await OpenAsync();
        var nobody = await db.Users.SingleAsync(user => user.Id == person.UserId);
        Assert.Equal(("", null, null), (nobody.DisplayName, nobody.Email, nobody.PasswordHash));
        Assert.True(await db.Submissions.AnyAsync(entry => entry.FilmId == film.Id));
    }

    [Fact]
    public async Task The_last_organiser_of_an_edition_names_another_one_first()
    {
        var person = await web.PersonAsync("lastorganiser@account.test");
        var edition = EditionOf("last-organiser");
        await web.SaveAsync(edition);
        await web.SaveAsync(new EditionMember(edition.Id, person.UserId, EditionRole.Organiser));
        using var browser = await web.SignedInAsync("lastorganiser@account.test");

        using var answer = await browser.SendAsync(DataPage, "delete", ("Input.Password", WebFixture.Password));

        await using var db = await OpenAsync();
        Assert.NotEqual(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(await db.Users.AnyAsync(user => user.Email == "lastorganiser@account.test"));
    }

    [Fact]
    public async Task Of_two_last_administrators_who_leave_at_the_same_moment_one_stays()
    {
        await using var own = WebFixture.With(("Media:Process", "false"));
        string[] emails = ["one@last.test", "two@last.test"];
        foreach (var email in emails) await own.PersonAsync(email, administrator: true);
        var browsers = await Task.WhenAll(emails.Select(own.SignedInAsync));

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SendAsync(DataPage, "delete", ("Input.Password", WebFixture.Password))));

        await using var db = await own.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        Assert.Equal(1, await db.Users.CountAsync());
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
        foreach (var answer in answers) answer.Dispose();
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task A_new_address_counts_once_its_link_is_opened_and_the_old_one_hears_of_it()
    {
        await web.PersonAsync("old@account.test");
        using var browser = await web.SignedInAsync("old@account.test");

        using var asked = await browser.SendAsync("/account/manage/email", "email", ("Input.Email", "moved@account.test"), ("Input.Password", WebFixture.Password));
        var before = await EmailsAsync();
        using var opened = await browser.GetAsync(await web.LinkAsync("moved@account.test"));

        Assert.Contains("old@account.test", before);
        Assert.Contains("moved@account.test now", await opened.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("moved@account.test", await EmailsAsync());
        Assert.Equal("Your Showcase account has another address now", Assert.Single(await web.MailsAsync("old@account.test")).Subject);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sign_ins()
    {
        await web.PersonAsync("change@account.test");
        using var browser = await web.SignedInAsync("change@account.test");

        using var changed = await browser.SendAsync("/account/manage/password", "password", ("Input.Password", WebFixture.Password), ("Input.NewPassword", "quite another password"));
        using var here = await browser.GetAsync("/account/manage/password?done=Password");

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK), (changed.StatusCode, here.StatusCode));
        Assert.Contains("Other devices are signed out", await here.TextAsync(), StringComparison.Ordinal);
    }

    private static Edition EditionOf(string slug) =>
        Edition.Create(new EditionDetails(slug, EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "UTC", "en"), slug).Value;

    private static Film FilmOf(Actor owner, string title) =>
        Film.Create(owner.UserId, new FilmDetails(title, null, TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), TestClock.Start).Value;

    private static async Task<HttpResponseMessage> DownloadAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync(DataPage);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = FormBrowser.Token(page) });
        return await browser.PostAsync($"{DataPage}/download", form);
    }

    private async Task SendInAsync(Actor person, Film film)
    {
        var edition = EditionOf("sent-in");
        var call = Call.Create(edition.Id, "Call", "Text").Value;
        _ = call.AddCategory(new CategoryDetails("Shorts", "", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TestClock.Start.AddDays(30)));
        _ = call.Open(TestClock.Start);
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, person.UserId, TestClock.Start);
        _ = entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), TestClock.Start);
        await web.SaveAsync(edition);
        await web.SaveAsync(call, film);
        await web.SaveAsync(entry);
    }

    private async Task<ShowcaseDbContext> OpenAsync() => await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();

    private async Task<IReadOnlyList<string?>> EmailsAsync()
    {
        await using var db = await OpenAsync();
        return await db.Users.Select(user => user.Email).ToListAsync();
    }
}
