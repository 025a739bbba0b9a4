using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Audience;
using Showcase.Domain.Editions;
using Showcase.Web.Data;
using Showcase.Web.Features.Audience;
using Showcase.Web.Security;
using Showcase.Web.Tests.Features.Public;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Audience;

/// <summary>The page where an audience votes: plain forms on a phone, without script, sign-in or a trace of who it was.</summary>
[Collection(WebCollection.Name)]
public sealed class VotePageTests(WebFixture web)
{
    [Fact]
    public async Task A_slip_of_paper_becomes_a_vote_in_two_steps_and_can_be_changed()
    {
        var (festival, ballot, codes, _) = await OpenAsync(web);
        using var phone = web.Browser();
        Assert.DoesNotContain("<script", await phone.GetStringAsync("/vote"), StringComparison.Ordinal);

        using var opened = await phone.SendAsync("/vote", "vote", ("code", VoteCode.Write(codes[0]).ToLowerInvariant()));
        var page = await opened.TextAsync();
        Assert.Contains("Salt Index", page, StringComparison.Ordinal);
        using var voted = await SendAsync(phone, codes[0], festival, "4");
        Assert.Contains("Your vote counts.", await voted.TextAsync(), StringComparison.Ordinal);
        using var again = await SendAsync(phone, codes[0], festival, "2");

        Assert.Equal([new AudienceChoice(festival.Submission.Id, 2)], await ChoicesAsync(ballot, codes[0]));
        Assert.Contains("value=\"2\" checked", await phone.GetStringAsync($"/vote?code={codes[0]}"), StringComparison.Ordinal);
        Assert.Contains("no-store", opened.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6", "A film gets 1 to 5 stars.")]
    [InlineData("-1", "A film gets 1 to 5 stars.")]
    [InlineData("many", "A film gets 1 to 5 stars.")]
    [InlineData("", "Nothing was chosen yet.")]
    public async Task What_is_no_vote_is_said_beside_the_films_and_counts_for_nothing(string stars, string told)
    {
        var (festival, ballot, codes, _) = await OpenAsync(web);
        using var phone = web.Browser();

        using var answer = await SendAsync(phone, codes[0], festival, stars);
        var page = await answer.TextAsync();

        Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Contains("Salt Index", page, StringComparison.Ordinal);
        Assert.Empty(await ChoicesAsync(ballot, codes[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCD")]
    [InlineData("<script>alert(1)</script>")]
    public async Task What_is_no_code_is_said_so_and_stays_in_the_field(string typed)
    {
        using var phone = web.Browser();

        using var answer = await phone.SendAsync("/vote", "vote", ("code", typed));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("That is not a code from a slip.", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (_, ballot, codes, _) = await OpenAsync(web);
        using var phone = web.Browser();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "vote", ["code"] = codes[0], ["step"] = "vote" });

        using var answer = await phone.PostAsync("/vote", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await ChoicesAsync(ballot, codes[0]));
    }

    [Fact]
    public async Task A_thousand_tries_from_one_device_are_slowed_down_and_vote_for_nothing()
    {
        await using var strict = WebFixture.With(("Site:VoteRequestsPerMinute", "200"));
        var (festival, ballot, codes, _) = await OpenAsync(strict);
        using var phone = strict.Browser();
        var token = FormBrowser.Token(await phone.GetStringAsync("/vote"));
        var answers = new Dictionary<HttpStatusCode, int>();
        for (var guess = 0; guess < 1_000; guess++)
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "vote", ["__RequestVerificationToken"] = token, ["code"] = VoteCode.Make(), ["step"] = "vote", [$"film-{festival.Submission.Id:N}"] = "5",
            });
            using var answer = await phone.PostAsync("/vote", content);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
        }

        // Ten are looked for; the others are told to wait, by the page first and then before it.
        Assert.Equal((VoteGuesses.Most, 1_000 - VoteGuesses.Most), (answers[HttpStatusCode.OK], answers[HttpStatusCode.TooManyRequests]));
        foreach (var code in codes) Assert.Empty(await ChoicesAsync(ballot, code, strict));
    }

    [Fact]
    public async Task Codes_are_printed_and_taken_along_by_organisers_alone()
    {
        var (festival, ballot, codes, organiser) = await OpenAsync(web);
        using var browser = await web.SignedInAsync(organiser);
        using var stranger = await web.SignedInAsync((await StrangerAsync()).Email);
        var root = $"/workspace/{festival.Edition.Slug}/audience/{ballot}";

        var sheet = await browser.GetStringAsync($"{root}/sheets/1");
        var file = await browser.GetStringAsync($"{root}/sheets/1.csv");

        Assert.All(codes, code => Assert.Contains(VoteCode.Write(code), sheet, StringComparison.Ordinal));
        Assert.Equal(codes.Count, sheet.Split("<svg ").Length - 1);
        Assert.Contains($"{VoteCode.Write(codes[0])},{new Uri(web.Address, $"vote?code={codes[0]}")}", file, StringComparison.Ordinal);
        foreach (var address in new[] { $"{root}/sheets/1", $"{root}/sheets/1.csv", $"{root}/result.csv" })
        {
            using var refused = await stranger.GetAsync(address);
            Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        }

        using var missing = await browser.GetAsync($"{root}/sheets/9.csv");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.StartsWith("Film,Artist,Votes", await browser.GetStringAsync($"{root}/result.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_page_tells_a_result_only_once_it_is_let_out()
    {
        var (festival, ballot, codes, organiser) = await OpenAsync(web);
        using var phone = web.Browser();
        using (await SendAsync(phone, codes[0], festival, "5")) { }
        Assert.Contains("No result has been published yet.", await phone.GetStringAsync($"{festival.Root}/audience"), StringComparison.Ordinal);
        await using (var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync())
        {
            var found = await db.AudienceBallots.SingleAsync(known => known.Id == ballot);
            Assert.True(found.Change(new BallotDetails(found.Scale, found.OpensAt, DateTimeOffset.UtcNow.AddMinutes(-1)), hasVotes: true).Succeeded);
            Assert.True(found.Publish(Guid.CreateVersion7(), DateTimeOffset.UtcNow).Succeeded);
            await db.SaveChangesAsync();
        }

        var page = WebUtility.HtmlDecode(await phone.GetStringAsync($"{festival.Root}/audience"));

        Assert.Contains("Votes: 1", page, StringComparison.Ordinal);
        Assert.Contains("5.0 of 5 stars", page, StringComparison.Ordinal);
        Assert.Contains($"{festival.Root}/audience", await phone.GetStringAsync(festival.Root), StringComparison.Ordinal);
        Assert.DoesNotContain(organiser, page, StringComparison.Ordinal);
    }

    private static async Task<(Festival Festival, Guid Ballot, IReadOnlyList<string> Codes, string Organiser)> OpenAsync(WebFixture web)
    {
        var festival = await (await Festival.OpenAsync(web)).ReleaseAsync();
        var email = $"organiser-{Guid.CreateVersion7():N}@vote.test";
        var organiser = await web.PersonAsync(email);
        await web.SaveAsync(new EditionMember(festival.Edition.Id, organiser.UserId, EditionRole.Organiser));
        var (service, queries) = (web.Services.GetRequiredService<AudienceService>(), web.Services.GetRequiredService<AudienceQueries>());
        var screening = (await queries.ScreeningsAsync(organiser, festival.Edition.Id, default))[0];
        var now = DateTimeOffset.UtcNow;
        var ballot = (await service.CreateAsync(organiser, festival.Edition.Id, screening.ScreeningId, new BallotDetails(AudienceScale.Stars, now.AddHours(-1), now.AddHours(1)), default)).Value;
        Assert.Equal(1, (await service.PrintAsync(organiser, ballot, 5, default)).Value);
        return (festival, ballot, (await queries.SheetAsync(organiser, festival.Edition.Id, ballot, 1, default))!.Codes, email);
    }

    private async Task<(Actor Person, string Email)> StrangerAsync()
    {
        var email = $"stranger-{Guid.CreateVersion7():N}@vote.test";
        return (await web.PersonAsync(email), email);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient phone, string code, Festival festival, string stars) =>
        phone.SendAsync("/vote", "vote", ("code", code), ("step", "vote"), ($"film-{festival.Submission.Id:N}", stars));

    private Task<IReadOnlyList<AudienceChoice>> ChoicesAsync(Guid ballot, string code) => ChoicesAsync(ballot, code, web);

    private static async Task<IReadOnlyList<AudienceChoice>> ChoicesAsync(Guid ballot, string code, WebFixture from)
    {
        await using var db = await from.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.BallotCodes.Where(known => known.BallotId == ballot && known.Code == code).Select(known => known.Choices).SingleAsync();
    }
}
