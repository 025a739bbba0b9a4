using System.Net;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Forms;

[Collection(WebCollection.Name)]
public sealed class AnswersCsvTests(WebFixture web)
{
    [Fact]
    public async Task The_file_holds_the_answers_and_runs_no_formula()
    {
        var (edition, call) = await EditionAsync("answers-one");
        var browser = await SignedInAsync(edition, "organiser@answers-one.test", EditionRole.Organiser);

        var lines = (await browser.GetStringAsync($"/workspace/answers-one/calls/{call.Id}/answers.csv")).TrimStart('\uFEFF').TrimEnd().Split("\r\n");

        Assert.Equal("Film,Artist,Mail address,Category,State,\"Why, in short?\",Formats", lines[0]);
        Assert.Equal("Quiet Film,artist,artist@answers-one.test,Shorts,Submitted,\"'=cmd\",\"DCP; MP4\"", Assert.Single(lines.Skip(1)));
    }

    [Fact]
    public async Task The_file_is_for_organisers_of_that_edition()
    {
        var (edition, call) = await EditionAsync("answers-two");
        var (other, _) = await EditionAsync("answers-three");
        var juror = await SignedInAsync(edition, "juror@answers-two.test", EditionRole.Juror);
        var stranger = await SignedInAsync(other, "organiser@answers-three.test", EditionRole.Organiser);

        using var toJuror = await juror.GetAsync($"/workspace/answers-two/calls/{call.Id}/answers.csv");
        using var toStranger = await stranger.GetAsync($"/workspace/answers-two/calls/{call.Id}/answers.csv");
        using var throughTheirs = await stranger.GetAsync($"/workspace/answers-three/calls/{call.Id}/answers.csv");

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found, HttpStatusCode.NotFound), (toJuror.StatusCode, toStranger.StatusCode, throughTheirs.StatusCode));
    }

    private async Task<(Edition Edition, Call Call)> EditionAsync(string slug)
    {
        var now = TimeProvider.System.GetUtcNow();
        var edition = Edition.Create(new EditionDetails(slug, EditionKind.Festival, null, null, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2), "Europe/Berlin", "en"), slug).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromHours(1), now.AddDays(1))).Value;
        _ = call.Open(now);
        var form = new EntryForm(call.Id);
        _ = form.AddSection(new SectionDetails("About", null));
        var why = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.ShortText, "Why, in short?", "", [], false), QuestionRules.None)).Value;
        var formats = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.Many, "Formats", "", ["DCP", "MP4"], false), QuestionRules.None)).Value;
        var artist = await web.PersonAsync($"artist@{slug}.test");
        var film = Film.Create(artist.UserId, new FilmDetails("Quiet Film", null, TimeSpan.FromMinutes(4), 2026, "DE", "de", [], []), now).Value;
        var entry = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        _ = entry.Submit(call, category, TimeSpan.FromMinutes(4), now);
        await web.SaveAsync(edition, call, form, film, entry, new Answer(entry.Id, why, 1, "=cmd", now), new Answer(entry.Id, formats, 1, "DCP\nMP4", now));
        return (edition, call);
    }

    private async Task<HttpClient> SignedInAsync(Edition edition, string email, EditionRole role)
    {
        var person = await web.PersonAsync(email);
        await web.SaveAsync(new EditionMember(edition.Id, person.UserId, role));
        return await web.SignedInAsync(email);
    }
}
