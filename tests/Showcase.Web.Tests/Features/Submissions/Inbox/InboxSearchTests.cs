using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

public sealed class InboxSearchTests : IAsyncLifetime, IDisposable
{
    private readonly World world = new();
    private readonly InboxQueries inbox;
    private Edition edition = default!;
    private Call call = default!;
    private Actor organiser = default!;
    private Actor zoe = default!;
    private Film film = default!;

    public InboxSearchTests() => inbox = new InboxQueries(world.Store);

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        call = await world.OpenCallAsync(edition);
        zoe = await world.PersonAsync("Zoë Grün", "zoe@mail.test");
        film = await world.FilmAsync(zoe, "Über den Dächern");
        await world.SubmissionAsync(call, film);
        await world.SubmissionAsync(call, await world.FilmAsync(await world.PersonAsync("Bo Filmer"), "50% Regen"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("über", "Über den Dächern")]
    [InlineData("uber DACH", "Über den Dächern")]
    [InlineData("grun uber", "Über den Dächern")]
    [InlineData("zoe@mail", "Über den Dächern")]
    [InlineData("salts", "50% Regen,Über den Dächern")]
    [InlineData("czechia runway", "50% Regen,Über den Dächern")]
    [InlineData("50%", "50% Regen")]
    [InlineData("_", "")]
    [InlineData("uber regen", "")]
    public async Task Everything_that_is_told_of_a_film_finds_it_by_each_of_the_words(string search, string found) =>
        Assert.Equal(found.Split(',', StringSplitOptions.RemoveEmptyEntries), await FindAsync(search));

    [Theory]
    [InlineData("salts")]
    [InlineData("grun uber")]
    [InlineData("nobody")]
    public async Task Reading_texts_row_by_row_finds_the_same_as_reading_them_at_once(string search)
    {
        await using var db = world.Store.CreateDbContext();
        var filter = new InboxFilter(search);

        var atOnce = await db.Found(organiser, edition.Id, filter).Select(submission => submission.Id).ToListAsync();
        var byRow = await db.Found(organiser, edition.Id, filter, byRow: true).Select(submission => submission.Id).ToListAsync();

        Assert.Equal(atOnce.Order(), byRow.Order());
    }

    [Fact]
    public async Task What_changes_is_found_under_its_new_words_and_no_longer_under_the_old()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            var changed = await db.Films.SingleAsync(f => f.Id == film.Id);
            _ = changed.Change(changed.ToDetails() with { Title = "Kopfstand" }, world.Now);
            (await db.Users.SingleAsync(user => user.Id == zoe.UserId)).DisplayName = "Zoë Neumann";
            await db.SaveChangesAsync();
        }

        Assert.Equal(["Kopfstand"], await FindAsync("kopfstand neumann"));
        Assert.Empty(await FindAsync("dächern"));
    }

    [Fact]
    public async Task A_number_from_elsewhere_finds_its_entry()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            var entry = await db.Submissions.SingleAsync(submission => submission.FilmId == film.Id);
            db.ImportedSubmissions.Add(new ImportedSubmission(call.Id, "FilmFreeway", "SD-4711", entry.Id, film.Id, film.DetailsVersion));
            await db.SaveChangesAsync();
        }

        var page = await inbox.ListAsync(organiser, edition.Id, new InboxFilter("sd-4711"), default);

        Assert.Equal(("Über den Dächern", "SD-4711"), (Assert.Single(page.Lines).Film, page.Lines[0].Number));
    }

    [Fact]
    public async Task A_cover_letter_and_an_answer_are_found_as_soon_as_they_are_saved()
    {
        var form = new EntryForm(call.Id);
        Assert.True(form.AddSection(new SectionDetails("About the film", null)).Succeeded);
        var question = form.AddQuestion(form.Questionnaire.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.ShortText, "Where?", "", [], false), QuestionRules.None)).Value;
        await world.SaveAsync(form);
        await using (var db = world.Store.CreateDbContext())
        {
            var entry = await db.Submissions.SingleAsync(submission => submission.FilmId == film.Id);
            db.Entry(entry).Property(submission => submission.CoverLetter).CurrentValue = "Bitte nachts ansehen.";
            db.Answers.Add(new Answer(entry.Id, question, 1, "Shot on a lighthouse", world.Now));
            await db.SaveChangesAsync();
        }

        Assert.Equal(["Über den Dächern"], await FindAsync("nachts lighthouse"));
        await using (var db = world.Store.CreateDbContext())
        {
            db.Answers.Remove(await db.Answers.SingleAsync());
            await db.SaveChangesAsync();
        }

        Assert.Empty(await FindAsync("lighthouse"));
        Assert.Equal(["Über den Dächern"], await FindAsync("nachts"));
    }

    [Fact]
    public async Task All_that_a_film_tells_finds_it()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            var told = await db.Films.SingleAsync(candidate => candidate.Id == film.Id);
            Assert.True(told.Change(told.ToDetails() with
            {
                Profile = new FilmProfile { OriginalTitle = "Nad střechami", Logline = "A roofer hears voices.", LongSynopsis = "He climbs.", Statement = "Made in winter.", Biography = "Born in Brno." },
                Screenings = [new PreviousScreening("Jihlava", "CZ", null, "")],
            }, world.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        foreach (var word in new[] { "strechami", "roofer", "climbs", "winter", "brno", "jihlava" }) Assert.Equal(["Über den Dächern"], await FindAsync(word));
    }

    [Fact]
    public async Task An_account_that_is_deleted_leaves_no_name_to_be_found()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            (await db.Users.SingleAsync(user => user.Id == zoe.UserId)).Anonymise();
            await db.SaveChangesAsync();
        }

        Assert.DoesNotContain("zoe@mail.test", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_narrows_and_is_offered_to_organisers_only()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            db.SubmissionTags.Add(SubmissionTag.Create(await db.Submissions.SingleAsync(submission => submission.FilmId == film.Id), "late night").Value);
            await db.SaveChangesAsync();
        }

        var page = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Tag: "late night"), default);

        Assert.Equal(["late night"], Assert.Single(page.Lines).Tags);
        Assert.Equal(["late night"], await inbox.TagsAsync(organiser, edition.Id, default));
        Assert.Empty(await inbox.TagsAsync(await world.MemberAsync(edition, EditionRole.Juror), edition.Id, default));
    }

    private async Task<IEnumerable<string>> FindAsync(string search) =>
        (await inbox.ListAsync(organiser, edition.Id, new InboxFilter(search, Sort: InboxSort.Title), default)).Lines.Select(line => line.Film);

    private async Task<string> TextAsync()
    {
        await using var db = world.Store.CreateDbContext();
        return string.Concat(await db.SubmissionTexts.Select(text => text.Text).ToListAsync());
    }
}
