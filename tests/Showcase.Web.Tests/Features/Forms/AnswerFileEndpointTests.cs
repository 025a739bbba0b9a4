using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Account;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>Who may send a file that answers a question and who may have it, and what is answered.</summary>
[Collection(WebCollection.Name)]
public sealed class AnswerFileEndpointTests(WebFixture web)
{
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n");

    [Fact]
    public async Task A_file_is_sent_and_comes_back_as_a_file_to_save_that_no_browser_opens()
    {
        var (browser, address, _, _) = await ArtistAsync();

        Assert.Equal((HttpStatusCode.Created, ""), await PostAsync(browser, address, Pdf, "Größe <1>.pdf"));

        using var answer = await browser.GetAsync(address);
        Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/octet-stream", "attachment", "Größe 1.pdf"), (answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-store", answer.Headers.NonValidated["Cache-Control"].ToString());
    }

    [Fact]
    public async Task What_is_refused_is_told_in_words_with_a_status_of_its_own()
    {
        var (browser, address, _, _) = await ArtistAsync();

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "The file holds something else besides: an archive, a page or a program. Save it anew, as a PDF or a picture only, and send it again."), await PostAsync(browser, address, Made.Archive(), "card.jpg"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is neither a PDF nor a picture (JPEG, PNG, WebP) nor plain text in UTF-8. Save it as one of these and send it again."), await PostAsync(browser, address, [0x4D, 0x5A, 0, 1], "card.pdf"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(browser, address, new byte[2_000_000], "card.pdf")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(browser, $"{address[..^2]}ff", Pdf, "card.pdf")).Status);
    }

    [Fact]
    public async Task A_visitor_has_no_door_another_person_finds_nothing_and_another_site_is_shut_out()
    {
        var (browser, address, _, _) = await ArtistAsync();
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(browser, address, Pdf, "card.pdf")).Status);
        var (eve, _, _, _) = await ArtistAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(eve, address, Pdf, "mine.pdf")).Status);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(web.Browser(), address, Pdf, "mine.pdf")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(browser, address, Pdf, "mine.pdf", "https://evil.test")).Status);
        foreach (var (who, status) in new[] { (eve, HttpStatusCode.NotFound), (web.Browser(), HttpStatusCode.Found) })
        {
            using var answer = await who.GetAsync(address);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_persons_download_names_the_file_and_deleting_the_account_leaves_nothing_that_names_it()
    {
        var (browser, address, artist, entry) = await ArtistAsync();
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(browser, address, Pdf, "card.pdf")).Status);
        var source = web.Services.GetServices<IPersonalDataSource>().Single(known => known.Name == "submissions");

        var told = JsonSerializer.Serialize(await source.ReadAsync(artist, default));
        Assert.Contains("card.pdf", told, StringComparison.Ordinal);
        Assert.Contains(address, told, StringComparison.Ordinal);

        var contexts = web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            var kept = (await db.Answers.AsNoTracking().SingleAsync(answer => answer.SubmissionId == entry)).File!;
            Assert.NotNull(await web.Services.GetRequiredService<IMediaStorage>().LengthAsync(MediaPaths.AnswerFile(kept.FileId), default));
            await source.RemoveAsync(db, await db.Users.SingleAsync(user => user.Id == artist), default);
        }

        await using var after = await contexts.CreateDbContextAsync();
        Assert.Empty(await after.Answers.Where(answer => answer.SubmissionId == entry).ToListAsync());
    }

    private async Task<(HttpClient Browser, string Address, Guid Artist, Guid Entry)> ArtistAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@files.test";
        var artist = await web.PersonAsync(email);
        var edition = Edition.Create(
            new EditionDetails("Files", EditionKind.Festival, "", "Berlin", new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en-GB"), $"files-{Guid.CreateVersion7():N}"[..30]).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var now = TimeProvider.System.GetUtcNow();
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(30))).Value;
        _ = call.Open(now);
        var form = new EntryForm(call.Id);
        _ = form.AddSection(new SectionDetails("About you", null));
        var question = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.File, "Student card", "", [], ShownToJurors: false), new QuestionRules { MostMegabytes = 1 })).Value;
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(9), 2026, "CZ", "cs", [], []), now).Value;
        var entry = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        await web.SaveAsync(edition, call, form, film, entry);
        return (await web.SignedInAsync(email), AnswerFileEndpoints.AddressOf(entry.Id, question), artist.UserId, entry.Id);
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient browser, string address, byte[] file, string name, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}?name={Uri.EscapeDataString(name)}")
        {
            Content = new ByteArrayContent(file),
            Headers = { { "Origin", origin ?? web.Address.GetLeftPart(UriPartial.Authority) } },
        };
        using var answer = await browser.SendAsync(request);
        if (answer.Content.Headers.ContentType?.MediaType != "application/json" || answer.StatusCode == HttpStatusCode.Created) return (answer.StatusCode, "");

        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString()!);
    }
}
