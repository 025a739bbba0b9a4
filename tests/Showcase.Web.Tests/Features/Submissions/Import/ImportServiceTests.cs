using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Features.Submissions.Inbox;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Import;

public sealed class ImportServiceTests : IAsyncLifetime, IDisposable
{
    private const string Header = "Tracking Number,Project Title,First Name,Last Name,Email,Synopsis,Duration,Country of Origin,Completion Date,Directors\n";
    private const string Two = Header + "SD-1,Salt,Zoë,Artist,zoe@mail.test,Salts.,0:12:30,Germany,2025-03-01,Zoë\nSD-2,Sea,Bo,Filmer,bo@mail.test,Seas.,0:04:00,France,2024-01-01,Bo\n";

    private readonly World world = new();
    private readonly ImportService service;
    private readonly ImportUndoService undo;
    private Edition edition = default!;
    private Call call = default!;
    private Actor organiser = default!;

    public ImportServiceTests()
    {
        var access = new EditionAccess(world.Store);
        service = new ImportService(world.Store, access, world.Clock, new ChangeFeed(), NullLogger<ImportService>.Instance);
        undo = new ImportUndoService(world.Store, access, world.Clock, new ChangeFeed(), NullLogger<ImportUndoService>.Instance);
    }

    public async Task InitializeAsync()
    {
        edition = await world.EditionAsync();
        organiser = await world.MemberAsync(edition, EditionRole.Organiser);
        call = await world.OpenCallAsync(edition);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Entries_come_to_the_inbox_with_an_artist_who_cannot_sign_in_yet_and_no_mail_leaves()
    {
        var report = await ApplyAsync(Two);

        Assert.Equal(new ImportCounts(2, 0, 0, 0, 0), report.Counts);
        var inbox = await new InboxQueries(world.Store).ListAsync(organiser, edition.Id, new InboxFilter(Sort: InboxSort.Title), default);
        Assert.Equal(["Salt", "Sea"], inbox.Lines.Select(line => line.Film));
        Assert.Equal(("Zoë Artist", "zoe@mail.test", "DE", 2025, SubmissionState.Submitted), (inbox.Lines[0].Artist, inbox.Lines[0].Email, inbox.Lines[0].Country, inbox.Lines[0].Year, inbox.Lines[0].State));
        await using var db = world.Store.CreateDbContext();
        var artist = await db.Users.SingleAsync(user => user.NormalizedEmail == "ZOE@MAIL.TEST");
        Assert.Equal((null, false), (artist.PasswordHash, artist.EmailConfirmed));
        Assert.Empty(db.OutboxMessages);
    }

    [Fact]
    public async Task A_person_who_has_an_account_gets_the_film_there_and_one_with_two_films_gets_one_account()
    {
        var zoe = await world.PersonAsync("Zoë herself", "zoe@mail.test");

        await ApplyAsync(Header + "1,Salt,Zoë,Artist,ZOE@mail.test,,,Germany,,\n2,Sea,Bo,F,bo@mail.test,,,Germany,,\n3,Sky,Bo,F,Bo@Mail.test,,,Germany,,\n");

        await using var db = world.Store.CreateDbContext();
        Assert.Equal("Salt", (await db.Films.SingleAsync(film => film.OwnerId == zoe.UserId)).Title);
        Assert.Equal(2, await db.Films.CountAsync(film => db.Users.Any(user => user.NormalizedEmail == "BO@MAIL.TEST" && user.Id == film.OwnerId)));
        Assert.Equal("Zoë herself", (await db.Users.SingleAsync(user => user.Id == zoe.UserId)).DisplayName);
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        await ApplyAsync(Two);
        var before = await SnapshotAsync();

        var again = await ApplyAsync(Two);

        Assert.Equal(new ImportCounts(0, 0, 2, 0, 0), again.Counts);
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task A_dry_run_saves_nothing_and_comes_to_what_the_import_then_does()
    {
        await ApplyAsync(Two);
        const string next = Header + "SD-1,Salt II,Zoë,Artist,zoe@mail.test,,,,,\nSD-2,Sea,Bo,Filmer,bo@mail.test,Seas.,0:04:00,France,2024-01-01,Bo\nSD-3,New,A,B,a@mail.test,,,CZ,,\nSD-4,Nowhere,A,B,a@mail.test,,,,,\nSD-5,Torn\n";
        var before = await SnapshotAsync();

        var tried = (await service.TryAsync(organiser, Request(next), null, default)).Value;
        var between = await SnapshotAsync();
        var applied = await ApplyAsync(next);

        Assert.Equal(before, between);
        Assert.Equal(new ImportCounts(1, 1, 1, 0, 2), tried.Counts);
        Assert.Equal(tried.Counts, applied.Counts);
        Assert.Equal(tried.Problems, applied.Problems);
        Assert.Equal([(5, "Country of Origin", "Films.CountryInvalid"), (6, null, "Imports.Ragged")], applied.Problems.Select(problem => (problem.Row, problem.Column, problem.Why.Code)));
    }

    [Fact]
    public async Task A_changed_row_changes_what_it_says_and_leaves_the_rest()
    {
        await ApplyAsync(Two);

        await ApplyAsync(Header + "SD-1,Salt II,Zoë,Artist,zoe@mail.test,,,,,\n");

        await using var db = world.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Title == "Salt II");
        Assert.Equal(("Salts.", new TimeSpan(0, 12, 30), "DE", 2025, "Zoë"), (film.Synopsis, film.StatedRuntime, film.Country, film.Year, film.Credits[0].Name));
    }

    [Fact]
    public async Task What_the_artist_changed_here_or_a_festival_chose_stays_as_it_is()
    {
        await ApplyAsync(Two);
        await ChangeFilmAsync("Salt", "By the artist");
        await using (var db = world.Store.CreateDbContext())
        {
            var chosen = await db.Submissions.SingleAsync(s => db.Films.Any(film => film.Title == "Sea" && film.Id == s.FilmId));
            _ = chosen.Move(SubmissionState.Selected, world.Now, organiser.UserId);
            await db.SaveChangesAsync();
        }

        var report = await ApplyAsync(Two.Replace("Salts.", "Other.", StringComparison.Ordinal).Replace("Seas.", "Other.", StringComparison.Ordinal));

        Assert.Equal(new ImportCounts(0, 0, 0, 2, 0), report.Counts);
        Assert.Equal(["Imports.ChangedHere", "Films.Chosen"], report.Problems.Select(problem => problem.Why.Code));
        await using var after = world.Store.CreateDbContext();
        Assert.Equal(["By the artist", "Seas."], await after.Films.OrderBy(film => film.Title).Select(film => film.Synopsis).ToListAsync());
    }

    [Fact]
    public async Task Two_imports_at_once_make_each_entry_once()
    {
        var text = Many(450);
        var reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => service.ApplyAsync(organiser, Request(text), null, default))));

        await using var db = world.Store.CreateDbContext();
        Assert.Equal((450, 450), (await db.Submissions.CountAsync(), await db.ImportedSubmissions.CountAsync()));
        Assert.All(reports, report => Assert.Equal(450, report.Value.Counts.Total));
        Assert.Equal(450, reports.Sum(report => report.Value.Counts.New));
        Assert.Empty(reports.SelectMany(report => report.Value.Problems));
    }

    [Fact]
    public async Task The_same_number_in_another_source_is_another_entry()
    {
        await ApplyAsync(Two);

        var other = (await service.ApplyAsync(organiser, Request(Two) with { Source = "Festhome" }, null, default)).Value;

        Assert.Equal(2, other.Counts.New);
    }

    [Fact]
    public async Task Only_the_editions_organisers_may_and_only_into_its_own_calls()
    {
        var stranger = await world.MemberAsync(await world.EditionAsync("prague"), EditionRole.Organiser);
        var juror = await world.MemberAsync(edition, EditionRole.Juror);
        var imported = (await ApplyAsync(Two)).ImportId!.Value;

        foreach (var actor in new[] { stranger, juror })
        {
            Assert.Equal(Refusals.Forbidden, (await service.TryAsync(actor, Request(Two), null, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await service.ApplyAsync(actor, Request(Two), null, default)).Refusal);
            Assert.Equal(Refusals.Forbidden, (await undo.UndoAsync(actor, imported, null, default)).Refusal);
            Assert.Empty(await new ImportQueries(world.Store, world.Clock).ListAsync(actor, edition.Id, default));
            Assert.Empty(await new ImportQueries(world.Store, world.Clock).CallsAsync(actor, edition.Id, default));
        }

        Assert.Equal(Refusals.NotFound, (await service.ApplyAsync(organiser, Request(Two) with { CallId = Guid.CreateVersion7() }, null, default)).Refusal);
        Assert.Equal(ImportRefusals.CategoryMissing, (await service.ApplyAsync(organiser, Request(Two) with { CategoryId = Guid.CreateVersion7() }, null, default)).Refusal);
        Assert.Equal(Refusals.Required("Source"), (await service.ApplyAsync(organiser, Request(Two) with { Source = " " }, null, default)).Refusal);
    }

    [Fact]
    public async Task The_list_says_who_imported_and_undid_what_and_when()
    {
        var report = await ApplyAsync(Two);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await undo.UndoAsync(organiser, report.ImportId!.Value, null, default);

        var line = Assert.Single(await new ImportQueries(world.Store, world.Clock).ListAsync(organiser, edition.Id, default));

        Assert.Equal(("entries.csv", "FilmFreeway", "Call for entries", "Organiser"), (line.FileName, line.Source, line.Call, line.By));
        Assert.Equal((TestClock.Start, ImportState.Undone, new ImportCounts(2, 0, 0, 0, 0)), (line.StartedAt, line.State, line.Counts));
        Assert.Equal(("Organiser", TestClock.Start.AddHours(1)), (line.UndoneBy, line.UndoneAt));
    }

    [Fact]
    public async Task A_large_festivals_entries_come_in_without_one_missing()
    {
        var text = Many(6_200);
        var seen = new List<int>();

        var report = (await service.ApplyAsync(organiser, Request(text), counts => seen.Add(counts.Total), default)).Value;

        Assert.Equal(6_200, report.Counts.New);
        Assert.Equal(31, seen.Count);
        await using var db = world.Store.CreateDbContext();
        Assert.Equal((6_200, 6_200), (await db.Submissions.CountAsync(), await db.SubmissionTexts.CountAsync()));
    }

    private static string Many(int rows) => Header + string.Concat(Enumerable.Range(1, rows).Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"SD-{row},Film {row},Ann,Artist {row},ann{row}@mail.test,\"A film, the {row}th\",0:12:30,Germany,2025-03-01,\"Ann {row}, Bo\"\n")));

    private async Task<ImportReport> ApplyAsync(string text)
    {
        var applied = await service.ApplyAsync(organiser, Request(text), null, default);
        Assert.True(applied.Succeeded, applied.Refusal?.ToString());
        return applied.Value;
    }

    private ImportRequest Request(string text)
    {
        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(text)).Value;
        return new ImportRequest(edition.Id, call.Id, call.Categories[0].Id, "FilmFreeway", "entries.csv", file, ImportMapping.Guess(file.Headers));
    }

    private async Task ChangeFilmAsync(string title, string synopsis)
    {
        await using var db = world.Store.CreateDbContext();
        var film = await db.Films.SingleAsync(f => f.Title == title);
        _ = film.Change(film.ToDetails() with { Synopsis = synopsis }, world.Now);
        await db.SaveChangesAsync();
    }

    /// <summary>Everything that an import may touch, versions included.</summary>
    private async Task<string> SnapshotAsync()
    {
        await using var db = world.Store.CreateDbContext();
        var films = await db.Films.OrderBy(film => film.Id).Select(film => $"{film.Id} {film.Version} {film.DetailsVersion}").ToListAsync();
        var entries = await db.Submissions.OrderBy(entry => entry.Id).Select(entry => $"{entry.Id} {entry.Version}").ToListAsync();
        return string.Join('\n', [.. films, .. entries, $"{await db.Users.CountAsync()}", $"{await db.ImportedSubmissions.CountAsync()}"]);
    }
}
