using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    private string CodeFor(Guid person) => web.Services.GetRequiredService<MailStop>().CodeFor(person, editionId: null);

    private async Task<bool> WantsAsync(Guid person)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.Users.Where(user => user.Id == person).Select(user => user.WantsReminders).SingleAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
