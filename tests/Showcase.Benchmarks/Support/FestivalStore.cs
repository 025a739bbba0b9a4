using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Security;

namespace Showcase.Benchmarks.Support;

/// <summary>A SQLite database of its own with one edition, its organiser and a call, and as many entries as are asked for. It is gone when disposed.</summary>
internal sealed class FestivalStore : IDbContextFactory<ShowcaseDbContext>, IDisposable
{
    private const int Batch = 1_000;
    private const int Words = 4_000;
    private static readonly string[] Countries = ["DE", "FR", "CZ", "BR", "JP", "US", "IR", "NG"];
    private static readonly SubmissionState[] States =
        [SubmissionState.Submitted, SubmissionState.Submitted, SubmissionState.Submitted, SubmissionState.Eligible, SubmissionState.Ineligible, SubmissionState.InReview];

    private readonly string folder = Directory.CreateTempSubdirectory("showcase-inbox-").FullName;
    private readonly Random random = new(1);
    private readonly string[] words;

    private FestivalStore() => words = [.. Enumerable.Range(0, Words).Select(_ => Word())];

    public Edition Edition { get; } = Edition.Create(
        new EditionDetails("Benchmark", EditionKind.Festival, null, null, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "Europe/Berlin", "en"), "benchmark").Value;

    public Call Call { get; private set; } = default!;

    public Actor Organiser { get; private set; } = default!;

    /// <summary>A word of one film only.</summary>
    public string RareWord { get; private set; } = "";

    /// <summary>A word of a tenth of the films.</summary>
    public string UsualWord => words[0];

    public static async Task<FestivalStore> OpenAsync()
    {
        var store = new FestivalStore();
        await using var db = store.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;");
        await db.Database.EnsureCreatedAsync();
        var now = TimeProvider.System.GetUtcNow();
        var organiser = Person("Organiser", "organiser@benchmark.test", now);
        var call = store.Call = Call.Create(store.Edition.Id, "Call", "").Value;
        for (var category = 0; category < 5; category++)
        {
            _ = call.AddCategory(new CategoryDetails($"Category {category}", null, TimeSpan.Zero, TimeSpan.FromHours(1), [new Tier(TierName.Regular, now.AddDays(30), 25_00)]));
        }

        _ = call.Open(now);
        db.AddRange(organiser, store.Edition, call, new EditionMember(store.Edition.Id, organiser.Id, EditionRole.Organiser));
        await db.SaveChangesAsync();
        store.Organiser = new Actor(organiser.Id, organiser.DisplayName, IsAdministrator: false);
        return store;
    }

    public ShowcaseDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<SqliteShowcaseDbContext>();
        options.UseShowcaseSqlite(Path.Combine(folder, "showcase.db"));
        options.UseApplicationServiceProvider(ModelServices.Provider);
        return new SqliteShowcaseDbContext(options.Options);
    }

    /// <summary>Sends in so many films, a minute apart, each of an artist of its own; every tenth has a tag.</summary>
    public async Task FillAsync(int entries)
    {
        var first = TimeProvider.System.GetUtcNow().AddMinutes(-entries);
        for (var from = 0; from < entries; from += Batch)
        {
            await using var db = CreateDbContext();
            for (var number = from; number < Math.Min(from + Batch, entries); number++) Add(db, number, first.AddMinutes(number));
            await db.SaveChangesAsync();
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private void Add(ShowcaseDbContext db, int number, DateTimeOffset at)
    {
        var artist = Person($"{Name()} {Name()}", $"artist{number}@benchmark.test", at);
        var rare = Word() + Word();
        if (number == 100) RareWord = rare;
        var synopsis = Text(70) + ' ' + rare + (number % 10 == 0 ? ' ' + UsualWord : "");
        var profile = new FilmProfile { Logline = Text(15), Statement = Text(80), Biography = Text(50), LongSynopsis = number % 3 == 0 ? Text(300) : "" };
        var film = Film.Create(artist.Id, new FilmDetails(
            $"{Name()} {words[random.Next(1, Words)]} {words[random.Next(1, Words)]}", synopsis, TimeSpan.FromMinutes(12), 2026, Countries[number % Countries.Length], "en",
            [new Credit("Director", artist.DisplayName), new Credit("Editor", $"{Name()} {Name()}"), new Credit("Sound", $"{Name()} {Name()}")], [new GenerationTool("Sora Turbo", "Picture")]) { Profile = profile }, at).Value;
        var video = MediaAsset.Announce(film.Id, artist.Id, "film.mp4", 1_000_000, "fingerprint", at).Value;
        _ = video.Complete([]);
        video.RecordFacts(new MediaFacts(TimeSpan.FromMinutes(12), 1920, 1080, 24, "mov,mp4", "h264", "aac", 2, 5_000_000));
        video.RecordHash(new string('a', 64));
        video.MarkReady(at);
        film.ShowVideo(video.Id);
        var category = Call.Categories[number % Call.Categories.Count];
        var submission = Submission.Draft(Edition.Id, category.Id, film.Id, artist.Id, at);
        _ = submission.Submit(Call, category, TimeSpan.FromMinutes(12), at);
        if (States[number % States.Length] is var state and not SubmissionState.Submitted) _ = submission.Move(state, at, Organiser.UserId, "Checked.");
        db.AddRange(artist, film, video, submission, new ImportedSubmission(Call.Id, "FilmFreeway", $"SD-{number}", submission.Id, film.Id, film.DetailsVersion));
        if (number % 10 == 0) db.SubmissionTags.Add(SubmissionTag.Create(submission, "late night").Value);
    }

    private static ApplicationUser Person(string name, string email, DateTimeOffset now) => new()
    {
        DisplayName = name, UserName = email, Email = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(),
        EmailConfirmed = true, SecurityStamp = "stamp", CreatedAt = now, PasswordHash = new string('h', 84),
    };

    private string Text(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => words[random.Next(1, Words)]));

    private string Name() => words[random.Next(1, Words)] is var word ? char.ToUpperInvariant(word[0]) + word[1..] : "";

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(3, 10)).Select(_ => (char)('a' + random.Next(26))));
}
