using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Forms;
using Showcase.Web.Features.Forms.Files;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Judging;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Made = Showcase.Web.Tests.Support.Stills;

namespace Showcase.Web.Tests.Features.Forms;

/// <summary>Files that answer questions, from the first byte to who may have them.</summary>
public sealed class AnswerFileServiceTests : IDisposable
{
    private static readonly byte[] Pdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n");
    private static readonly QuestionRules Required = new() { IsRequired = true };

    private readonly MediaOptions options = new() { ReserveGigabytes = 0 };
    private readonly WorkFolder folder;

    public AnswerFileServiceTests() => folder = new WorkFolder(options);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_answers_its_question_and_the_entry_can_be_sent_in()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Student card", QuestionKind.File, Required);
        var version = (await world.EntryAsync()).Version;

        Assert.Equal(new Refusal("Forms.AnswerNeeded", "Student card"), (await world.SendInAsync()).Refusal);
        Assert.Null((await AddAsync(world, card, Pdf, "card.pdf")).Refusal);

        var given = Assert.Single(await world.GivenAsync()).Value;
        Assert.Equal(("card.pdf", 1, AnswerFileFormat.Pdf, (long)Pdf.Length), (given.Value, given.Version, given.File!.Format, given.File.Size));
        Assert.Equal(Pdf, await File.ReadAllBytesAsync(folder.Storage.LocalFile(MediaPaths.AnswerFile(given.File.FileId))!));
        Assert.Equal(version, (await world.EntryAsync()).Version);
        Assert.Null((await world.SendInAsync()).Refusal);
    }

    [Fact]
    public async Task Another_file_takes_its_place_and_nothing_of_the_first_is_left()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Student card", QuestionKind.File);
        Assert.Null((await AddAsync(world, card, Pdf, "card.pdf")).Refusal);

        Assert.Null((await AddAsync(world, card, Made.Jpeg(640, 360), "card.png")).Refusal);

        var given = Assert.Single(await world.GivenAsync()).Value;
        Assert.Equal("card.png.jpg", given.Value);
        Assert.Equal([MediaPaths.AnswerFile(given.File!.FileId)], await FilesAsync());
        Assert.Null((await Service(world).RemoveAsync(world.Artist, world.EntryId, card, default)).Refusal);
        Assert.Empty(await world.GivenAsync());
        Assert.Empty(await FilesAsync());
    }

    [Theory]
    [InlineData("page behind a picture", "AnswerFiles.Polyglot")]
    [InlineData("archive behind a picture", "AnswerFiles.Polyglot")]
    [InlineData("svg", "AnswerFiles.Polyglot")]
    [InlineData("program", "AnswerFiles.NotTaken")]
    [InlineData("cut picture", "Stills.Truncated")]
    [InlineData("empty", "AnswerFiles.Empty")]
    [InlineData("text", "AnswerFiles.OtherType")]
    [InlineData("too large", "AnswerFiles.TooLarge")]
    [InlineData("shorter than it said", "AnswerFiles.Incomplete")]
    [InlineData("longer than it said", "AnswerFiles.Incomplete")]
    public async Task What_is_not_taken_is_refused_in_words_and_leaves_nothing(string what, string reason)
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Card", QuestionKind.File, new QuestionRules { FileTypes = [AnswerFileType.Pdf, AnswerFileType.Picture], MostMegabytes = 1 });
        var file = what switch
        {
            "page behind a picture" => Made.Polyglot("<html><script>alert(1)</script></html>"),
            "archive behind a picture" => Made.Archive(),
            "svg" => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
            "program" => [(byte)'M', (byte)'Z', 0, 1, 2],
            "cut picture" => Made.Jpeg(640, 360)[..2000],
            "empty" => [],
            "text" => "Hello"u8.ToArray(),
            "too large" => [.. Pdf[..^6], .. new byte[1_000_000], .. Pdf[^6..]],
            _ => Pdf,
        };
        long size = file.Length + (what switch { "shorter than it said" => 1, "longer than it said" => -1, _ => 0 });

        using var content = new MemoryStream(file);
        var added = await Service(world).AddAsync(world.Artist, world.EntryId, card, new AnswerUpload("card.pdf", size, content), default);

        Assert.Equal(reason, added.Refusal?.Code);
        Assert.True(TestTexts.Make().Has(added.Refusal!.Code));
        Assert.Empty(await world.GivenAsync());
        Assert.Empty(await FilesAsync());
        Assert.True(!Directory.Exists(folder.Data.Path("answers")) || Directory.GetFiles(folder.Data.Path("answers")).Length == 0);
    }

    [Fact]
    public async Task A_scanner_that_finds_something_or_does_not_answer_keeps_the_file_out()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Card", QuestionKind.File);

        Assert.Equal("Media.Infected", (await AddAsync(world, card, Pdf, "card.pdf", new Scanner(ClamdScanner.Infected))).Refusal?.Code);
        Assert.Equal(AnswerFileRefusals.ScannerAway, (await AddAsync(world, card, Pdf, "card.pdf", new Scanner(found: null))).Refusal);
        Assert.Empty(await FilesAsync());
    }

    [Fact]
    public async Task Somebody_elses_entry_another_kind_of_question_and_one_that_is_not_asked_take_no_file()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Card", QuestionKind.File);
        var why = await world.AskAsync("Why?");
        var elsewhere = await world.AskAsync("Elsewhere", QuestionKind.File, new QuestionRules { Categories = [Guid.CreateVersion7()] });
        var eve = await world.World.PersonAsync("Eve");

        Assert.Equal(Refusals.NotFound, (await AddAsync(world, card, Pdf, "card.pdf", by: eve)).Refusal);
        Assert.Equal(Refusals.NotFound, (await AddAsync(world, card, Pdf, "card.pdf", by: world.Organiser)).Refusal);
        Assert.Equal(Refusals.NotFound, (await Service(world).RemoveAsync(eve, world.EntryId, card, default)).Refusal);
        Assert.Equal(AnswerFileRefusals.NotAsked, (await AddAsync(world, why, Pdf, "card.pdf")).Refusal);
        Assert.Equal(Refusals.NotFound, (await AddAsync(world, elsewhere, Pdf, "card.pdf")).Refusal);
        Assert.True((await world.AnswerAsync((card, "card.pdf"))).Succeeded);
        Assert.Empty(await world.GivenAsync());
    }

    [Fact]
    public async Task What_was_sent_in_keeps_its_file_but_for_a_question_with_a_date_of_its_own()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Card", QuestionKind.File, Required);
        var press = await world.AskAsync("Press kit", QuestionKind.File, Required with { RequiredFrom = world.World.Now.AddDays(10), FrozenFrom = world.World.Now.AddDays(20) });
        Assert.Null((await AddAsync(world, card, Pdf, "card.pdf")).Refusal);
        Assert.Null((await world.SendInAsync()).Refusal);

        Assert.Equal("Forms.SentIn", (await AddAsync(world, card, Pdf, "other.pdf")).Refusal?.Code);
        Assert.Equal("Forms.SentIn", (await Service(world).RemoveAsync(world.Artist, world.EntryId, card, default)).Refusal?.Code);
        Assert.Null((await AddAsync(world, press, Pdf, "press.pdf")).Refusal);
        world.World.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal(AnswerFileRefusals.Missing, (await Service(world).RemoveAsync(world.Artist, world.EntryId, press, default)).Refusal);
        world.World.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal("Forms.Frozen", (await AddAsync(world, press, Pdf, "late.pdf")).Refusal?.Code);
        Assert.Equal("press.pdf", (await world.GivenAsync())[press].Value);
    }

    [Fact]
    public async Task The_entrys_people_have_it_organisers_once_it_is_sent_in_and_others_never()
    {
        using var world = await FormsWorld.BeginAsync();
        var card = await world.AskAsync("Card", QuestionKind.File);
        Assert.Null((await AddAsync(world, card, Pdf, "card.pdf")).Refusal);
        var (eve, curator) = (await world.World.PersonAsync("Eve"), await world.World.MemberAsync(world.Edition, EditionRole.Curator));
        var stranger = await world.World.MemberAsync(await world.World.EditionAsync("other"), EditionRole.Organiser);

        Assert.Equal("card.pdf", (await FindAsync(world, world.Artist, card))?.Name);
        Assert.Null(await FindAsync(world, world.Organiser, card));
        Assert.Null((await world.SendInAsync()).Refusal);

        Assert.Equal("card.pdf", (await FindAsync(world, world.Organiser, card))?.Name);
        foreach (var other in new[] { eve, curator, stranger }) Assert.Null(await FindAsync(world, other, card));
        var answer = Assert.Single((await world.Answered.FindAsync(world.Organiser, world.Edition.Id, world.EntryId, default))!.Sections[0].Answers);
        Assert.Equal(("card.pdf", AnswerFileEndpoints.AddressOf(world.EntryId, card)), (answer.Value, answer.Href));
        var line = Assert.Single(await world.Answered.NextAsync(world.Organiser, world.Edition.Id, world.Call.Id, Guid.Empty, default));
        Assert.Equal("card.pdf", line.Answers[card]);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    public async Task Jurors_have_it_where_the_artist_was_told_so_and_no_round_hides_names(bool isShown, bool isBlind, bool isRead)
    {
        using var jury = await Jury.SitAsync(isBlind: isBlind);
        var (mine, _, submission) = await jury.GivenAsync();
        var form = new EntryForm(jury.Call.Id);
        _ = form.AddSection(new SectionDetails("About", null));
        var card = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.File, "Storyboard", "", [], isShown), QuestionRules.None)).Value;
        var answer = new Answer(submission.Id, card, 1, "board.pdf", jury.World.Now);
        answer.Change(new GivenAnswer("board.pdf", 1, new AnswerFile(Guid.CreateVersion7(), AnswerFileFormat.Pdf, 9, "")), jury.World.Now);
        await jury.World.SaveAsync(form, answer);
        var queries = new AnswerFileQueries(jury.World.Store, jury.Desk);

        Assert.Equal(isRead, await queries.FindAsync(jury.Juror, submission.Id, card, default) is not null);
        var ballot = (await jury.Desk.BallotAsync(jury.Juror, jury.Edition.Id, mine, default))!;
        Assert.Equal(isRead ? [("board.pdf", AnswerFileEndpoints.AddressOf(submission.Id, card))] : [], ballot.Answers.Select(read => (read.Value, read.Href ?? "")));
        jury.World.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Null(await queries.FindAsync(jury.Juror, submission.Id, card, default));
    }

    [Fact]
    public async Task Files_without_an_answer_are_swept_and_others_stay()
    {
        using var world = await FormsWorld.BeginAsync();
        var (card, press) = (await world.AskAsync("Card", QuestionKind.File), await world.AskAsync("Press kit", QuestionKind.File));
        Assert.Null((await AddAsync(world, card, Pdf, "card.pdf")).Refusal);
        Assert.Null((await AddAsync(world, press, Pdf, "press.pdf")).Refusal);
        await using (var db = world.World.Store.CreateDbContext()) await db.Answers.Where(answer => answer.QuestionId == press).ExecuteDeleteAsync();
        var kept = (await world.GivenAsync())[card].File!;
        var left = Path.Combine(folder.Data.Path("answers"), Guid.CreateVersion7().ToString("N"));
        await File.WriteAllBytesAsync(left, Pdf);
        var sweep = new AnswerFileSweep(world.World.Store, folder.Storage, folder.Data, world.World.Clock, NullLogger<AnswerFileSweep>.Instance);

        // Ids carry the time of the machine.
        world.World.Clock.Advance(DateTimeOffset.UtcNow.AddMinutes(30) - world.World.Now);
        await sweep.SweepAsync(default);
        Assert.Equal(2, (await FilesAsync()).Count);
        world.World.Clock.Advance(TimeSpan.FromHours(1));
        await sweep.SweepAsync(default);

        Assert.Equal([MediaPaths.AnswerFile(kept.FileId)], await FilesAsync());
        Assert.False(File.Exists(left));
    }

    private AnswerFileService Service(FormsWorld world, params IFileInspector[] inspectors) => new(
        world.World.Store, folder.Storage, new UploadRoom(folder.Storage, Options.Create(options), NullLogger<UploadRoom>.Instance), inspectors, folder.Data, new ChangeFeed(), world.World.Clock,
        NullLogger<AnswerFileService>.Instance);

    private async Task<Result> AddAsync(FormsWorld world, Guid question, byte[] file, string name, IFileInspector? scanner = null, Actor? by = null)
    {
        using var content = new MemoryStream(file);
        return await Service(world, scanner is null ? [] : [scanner]).AddAsync(by ?? world.Artist, world.EntryId, question, new AnswerUpload(name, file.Length, content), default);
    }

    private static Task<StoredAnswer?> FindAsync(FormsWorld world, Actor actor, Guid question) =>
        new AnswerFileQueries(world.World.Store, new DeskQueries(world.World.Store, world.World.Clock)).FindAsync(actor, world.EntryId, question, default);

    private async Task<List<string>> FilesAsync()
    {
        var names = new List<string>();
        await foreach (var name in folder.Storage.ListAsync(MediaPaths.Answers, default)) names.Add(name);
        return names;
    }

    private sealed class Scanner(Refusal? found) : IFileInspector
    {
        public Task<IFileInspection?> BeginAsync(long size, string? digest, CancellationToken token) =>
            found is null ? throw new IOException("It does not answer.") : Task.FromResult<IFileInspection?>(new Scan(found));

        private sealed class Scan(Refusal found) : IFileInspection
        {
            public ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken token) => ValueTask.CompletedTask;

            public Task<Result<Action<MediaAsset>>> EndAsync(CancellationToken token) => Task.FromResult<Result<Action<MediaAsset>>>(found);

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
