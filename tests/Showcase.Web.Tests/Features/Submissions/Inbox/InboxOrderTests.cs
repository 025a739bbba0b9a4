using Microsoft.EntityFrameworkCore;
using Showcase.Domain;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Inbox;

/// <summary>Lists so long that pages near their ends are walked to: every page is what sorting all of it would give.</summary>
public sealed class InboxOrderTests : IAsyncLifetime, IDisposable
{
    private const int Entries = 1_120;

    private readonly World world = new();
    private readonly InboxQueries inbox;
    private readonly List<(string Title, string Artist)> all = [];
    private Edition edition = default!;
    private Actor organiser = default!;

    public InboxOrderTests() => inbox = new InboxQueries(world.Store);

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        var call = await world.OpenCallAsync(edition);
        var artists = new List<Actor>();
        foreach (var (name, email) in new[] { ("Zoë", "zoe@mail.test"), ("Ädam", "adam@mail.test"), ("Bo", "bo@mail.test") }) artists.Add(await world.PersonAsync(name, email));

        // Titles go round, so that neither ids nor times are in their order.
        var things = new List<object>();
        for (var made = 0; made < Entries; made++)
        {
            var (artist, title) = (artists[made % 3], $"{"ÄBCDEFG"[made % 7]} {made * 37 % Entries:D4}");
            var film = Film.Create(artist.UserId, new FilmDetails(title, made % 2 == 0 ? "Salt on glass." : "Sea.", TimeSpan.FromMinutes(4), 2026, "CZ", "cs", [], []), world.Now).Value;
            var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film.Id, artist.UserId, world.Now);
            Assert.True(entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(4), world.Now).Succeeded);
            things.AddRange([film, entry]);
            all.Add((title, artist.Name));
        }

        await world.SaveAsync([.. things]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(22)]
    [InlineData(int.MaxValue)]
    public async Task By_title_each_page_goes_on_where_the_one_before_ended_and_accents_do_not_matter(int number)
    {
        var page = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Sort: InboxSort.Title, Page: number), default);

        var sorted = all.Select(row => row.Title).OrderBy(SearchText.Fold, StringComparer.Ordinal).ToList();
        Assert.Equal((Entries, 23), (page.Total, page.Pages));
        Assert.Equal(sorted.Skip((page.Page - 1) * InboxQueries.PageSize).Take(InboxQueries.PageSize), page.Lines.Select(line => line.Film));
    }

    [Fact]
    public async Task By_artist_the_last_page_holds_the_last_ones_and_all_pages_together_hold_everything_once()
    {
        var seen = new List<(Guid Id, string Artist)>();
        for (var number = 1; number <= 23; number++)
        {
            var page = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Sort: InboxSort.Artist, Page: number), default);
            seen.AddRange(page.Lines.Select(line => (line.Id, line.Artist)));
        }

        Assert.Equal(Entries, seen.Select(row => row.Id).Distinct().Count());
        Assert.Equal(all.Select(row => row.Artist).OrderBy(SearchText.Fold, StringComparer.Ordinal), seen.Select(row => row.Artist));
    }

    [Theory]
    [InlineData("cz", 1_120)]
    [InlineData("salt", 560)]
    [InlineData("1003", 1)]
    [InlineData("salt sea", 0)]
    public async Task A_search_finds_as_many_and_in_that_order_whether_it_leaves_much_or_little(string search, int count)
    {
        var first = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(search, Sort: InboxSort.Title), default);
        var last = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(search, Sort: InboxSort.Title, Page: int.MaxValue), default);

        Assert.Equal((count, count), (first.Total, last.Total));
        Assert.Equal(Math.Min(count, InboxQueries.PageSize), first.Lines.Count);
        Assert.All(new[] { first, last }, page => Assert.Equal(page.Lines.Select(line => line.Film).OrderBy(SearchText.Fold, StringComparer.Ordinal), page.Lines.Select(line => line.Film)));
        Assert.Equal(count == 0 ? 0 : ((count - 1) % InboxQueries.PageSize) + 1, last.Lines.Count);
    }

    [Fact]
    public async Task What_is_renamed_moves_to_its_new_place()
    {
        await using (var db = world.Store.CreateDbContext())
        {
            var film = await db.Films.FirstAsync(candidate => EF.Functions.Like(candidate.Title, "G %"));
            Assert.True(film.Change(film.ToDetails() with { Title = "0 first" }, world.Now).Succeeded);
            await db.SaveChangesAsync();
        }

        var page = await inbox.ListAsync(organiser, edition.Id, new InboxFilter(Sort: InboxSort.Title), default);

        Assert.Equal("0 first", page.Lines[0].Film);
    }
}
