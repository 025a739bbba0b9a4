using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Messages.Unsubscribing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Messages.Unsubscribing;

[Collection(WebCollection.Name)]
public sealed partial class UnsubscribeEndpointTests(WebFixture web)
{
    [Fact]
    public async Task A_mail_programs_one_click_ends_reminders_without_signing_in()
    {
        var person = await web.PersonAsync("oneclick@reminders.test");
        using var visitor = web.Browser();

        using var answer = await visitor.PostAsync($"/account/unsubscribe/one-click?code={CodeFor(person.UserId)}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await WantsAsync(person.UserId));
    }

    [Fact]
    public async Task A_code_that_was_made_up_is_refused()
    {
        using var visitor = web.Browser();

        using var answer = await visitor.PostAsync("/account/unsubscribe/one-click?code=AAAA", content: null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This link is broken", await visitor.GetStringAsync("/account/unsubscribe?code=AAAA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_link_changes_nothing_and_its_button_does()
    {
        var person = await web.PersonAsync("button@reminders.test");
        var path = $"/account/unsubscribe?code={CodeFor(person.UserId)}";
        using var visitor = web.Browser();

        var page = await visitor.GetStringAsync(path);
        Assert.True(await WantsAsync(person.UserId));
        using var answer = await visitor.PostAsync(path, new FormUrlEncodedContent([new("_handler", "unsubscribe"), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]));

        Assert.Contains("No more reminders", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await WantsAsync(person.UserId));
    }

    [Fact]
    public async Task One_click_ends_the_announcements_of_one_edition_and_the_person_takes_them_up_again()
    {
        var person = await web.PersonAsync("news@mails.test");
        var (one, other) = (EditionOf("One", "unsubscribe-one"), EditionOf("Other", "unsubscribe-other"));
        await web.SaveAsync(one, other);
        var code = web.Services.GetRequiredService<MailStop>().CodeFor(person.UserId, one.Id);
        using var visitor = web.Browser();

        Assert.Contains("Stop announcements of One?", await visitor.GetStringAsync($"/account/unsubscribe?code={code}"), StringComparison.Ordinal);
        using var answer = await visitor.PostAsync($"/account/unsubscribe/one-click?code={code}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        using var again = await visitor.PostAsync($"/account/unsubscribe/one-click?code={code}", content: null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        Assert.Equal([one.Id], await EndedAsync(person.UserId));
        Assert.True(await WantsAsync(person.UserId));

        using var browser = await web.SignedInAsync("news@mails.test");
        var page = await browser.GetStringAsync("/account/manage/mails");
        Assert.DoesNotContain("Other", page, StringComparison.Ordinal);
        using var saved = await browser.PostAsync("/account/manage/mails", new FormUrlEncodedContent(
            [new("_handler", "mails"), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value), new("Input.Editions", one.Id.ToString())]));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Empty(await EndedAsync(person.UserId));
        Assert.False(await WantsAsync(person.UserId));
    }

    private static Edition EditionOf(string name, string slug) =>
        Edition.Create(new EditionDetails(name, EditionKind.Festival, null, null, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"), slug).Value;

    private async Task<List<Guid>> EndedAsync(Guid person)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.MailOptOuts.Where(optOut => optOut.UserId == person).Select(optOut => optOut.EditionId).ToListAsync();
    }

    private string CodeFor(Guid person) => web.Services.GetRequiredService<MailStop>().CodeFor(person, editionId: null);

    private async Task<bool> WantsAsync(Guid person)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.Users.Where(user => user.Id == person).Select(user => user.WantsReminders).SingleAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
