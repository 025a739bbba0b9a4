using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Submissions.Import;

public sealed class ImportUndoServiceTests : IAsyncLifetime, IDisposable
{
    private const string Header = "Tracking Number,Project Title,Email,Synopsis,Country of Origin\n";
    private const string Three = Header + "1,Salt,zoe@mail.test,Salts.,DE\n2,Sea,bo@mail.test,Seas.,FR\n3,Sky,cy@mail.test,Skies.,CZ\n";

    private readonly World world = new();
    private readonly ImportService service;
    private readonly ImportUndoService undo;
    private Edition edition = default!;
    private Call call = default!;
    private Actor organiser = default!;

    public ImportUndoServiceTests()
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
    public async Task What_an_import_made_goes_accounts_included_and_can_be_imported_anew()
    {
        var people = await CountAsync(db => db.Users.CountAsync());

        var report = await UndoAsync(await ApplyAsync(Three));

        Assert.Equal((3, 0, 0), (report.Removed, report.Restored, report.Left.Count));
        Assert.Equal(people, await CountAsync(db => db.Users.CountAsync()));
        Assert.Equal(0, await CountAsync(async db => await db.Films.CountAsync() + await db.Submissions.CountAsync() + await db.ImportedSubmissions.CountAsync()));
        await ApplyAsync(Three);
        Assert.Equal(3, await CountAsync(db => db.Submissions.CountAsync()));
    }

    [Fact]
    public async Task Whoever_undoes_is_told_how_far_it_is()
    {
        var imported = await ApplyAsync(Three);
        var told = new List<UndoProgress>();

        Assert.True((await undo.UndoAsync(organiser, imported, told.Add, default)).Succeeded);

        Assert.Equal([new UndoProgress(0, 3), new UndoProgress(3, 3)], told);
    }

    [Fact]
    public async Task What_an_import_changed_is_as_before_and_then_the_one_before_can_go_too()
    {
        var first = await ApplyAsync(Three);
        var second = await ApplyAsync(Three.Replace("Salts.", "Other.", StringComparison.Ordinal) + "4,New,new@mail.test,,DE\n");

        var undone = await UndoAsync(second);
        var synopses = await SynopsesAsync();
        var whole = await UndoAsync(first);

        Assert.Equal((1, 1, 0), (undone.Removed, undone.Restored, undone.Left.Count));
        Assert.Equal(["Salts.", "Seas.", "Skies."], synopses);
        Assert.Equal((3, 0), (whole.Removed, whole.Left.Count));
    }

    [Fact]
    public async Task The_first_of_two_imports_leaves_what_the_second_changed()
    {
        var first = await ApplyAsync(Three);
        await ApplyAsync(Three.Replace("Salts.", "Other.", StringComparison.Ordinal));

        var report = await UndoAsync(first);

        Assert.Equal(2, report.Removed);
        Assert.Equal(["Salt"], report.Left);
        Assert.Equal(["Other."], await SynopsesAsync());
    }

    [Fact]
    public async Task What_somebody_worked_with_since_stays_and_is_named()
    {
        var import = await ApplyAsync(Three);
        await using (var db = world.Store.CreateDbContext())
        {
            var films = await db.Films.ToDictionaryAsync(film => film.Title);
            _ = films["Salt"].Change(films["Salt"].ToDetails() with { Synopsis = "Mine." }, world.Now);
            var entry = await db.Submissions.SingleAsync(s => s.FilmId == films["Sea"].Id);
            _ = entry.Move(SubmissionState.Eligible, world.Now, organiser.UserId);
            db.MediaAssets.Add(MediaAsset.Announce(films["Sky"].Id, films["Sky"].OwnerId, "sky.mp4", 1_000, "fingerprint", world.Now).Value);
            await db.SaveChangesAsync();
        }

        var report = await UndoAsync(import);

        Assert.Equal(["Salt", "Sea", "Sky"], report.Left.Order());
        Assert.Equal((3, 3), (await CountAsync(db => db.Submissions.CountAsync()), await CountAsync(db => db.ImportedSubmissions.CountAsync())));
    }

    [Fact]
    public async Task An_entry_that_something_refers_to_stays_and_the_others_go()
    {
        var import = await ApplyAsync(Three);
        await using (var db = world.Store.CreateDbContext())
        {
            var entry = await db.Submissions.SingleAsync(s => db.Films.Any(film => film.Title == "Sea" && film.Id == s.FilmId));
            db.StagedDecisions.Add(StagedDecision.Stage(entry, DecisionOutcome.Shortlisted, organiser.UserId, world.Now).Value);
            await db.SaveChangesAsync();
        }

        var report = await UndoAsync(import);

        Assert.Equal(2, report.Removed);
        Assert.Equal(["Sea"], report.Left);
    }

    [Fact]
    public async Task An_account_that_its_owner_has_taken_over_stays()
    {
        var import = await ApplyAsync(Three);
        await using (var db = world.Store.CreateDbContext())
        {
            await db.Users.Where(user => user.NormalizedEmail == "ZOE@MAIL.TEST").ExecuteUpdateAsync(user => user.SetProperty(u => u.EmailConfirmed, true));
        }

        await UndoAsync(import);

        Assert.Equal(["zoe@mail.test"], await ListAsync(db => db.Users.Where(user => EF.Functions.Like(user.Email!, "%@mail.test")).Select(user => user.Email!)));
    }

    [Fact]
    public async Task An_import_is_undone_once_and_not_while_it_runs()
    {
        var import = await ApplyAsync(Three);
        var running = SubmissionImport.Begin(edition.Id, call.Id, "FilmFreeway", "slow.csv", organiser.UserId, world.Now).Value;
        await world.SaveAsync(running);

        var tooEarly = await undo.UndoAsync(organiser, running.Id, null, default);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => undo.UndoAsync(organiser, import, null, default))));
        world.Clock.Advance(SubmissionImport.Silence);
        var brokenOff = await undo.UndoAsync(organiser, running.Id, null, default);

        Assert.Equal(ImportRefusals.StillRunning, tooEarly.Refusal);
        Assert.Single(both, undone => undone.Succeeded);
        Assert.True(brokenOff.Succeeded);
    }

    private async Task<Guid> ApplyAsync(string text)
    {
        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(text)).Value;
        var request = new ImportRequest(edition.Id, call.Id, call.Categories[0].Id, "FilmFreeway", "entries.csv", file, ImportMapping.Guess(file.Headers));
        return (await service.ApplyAsync(organiser, request, null, default)).Value.ImportId!.Value;
    }

    private async Task<UndoReport> UndoAsync(Guid importId)
    {
        var undone = await undo.UndoAsync(organiser, importId, null, default);
        Assert.True(undone.Succeeded, undone.Refusal?.ToString());
        return undone.Value;
    }

    private Task<List<string>> SynopsesAsync() => ListAsync(db => db.Films.OrderBy(film => film.Title).Select(film => film.Synopsis));

    private async Task<List<string>> ListAsync(Func<Showcase.Web.Data.ShowcaseDbContext, IQueryable<string>> query)
    {
        await using var db = world.Store.CreateDbContext();
        return await query(db).ToListAsync();
    }

    private async Task<int> CountAsync(Func<Showcase.Web.Data.ShowcaseDbContext, Task<int>> count)
    {
        await using var db = world.Store.CreateDbContext();
        return await count(db);
    }
}
