using System.Net;
using System.Reflection;
using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Forms;
using Showcase.Domain.Judging;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Captions;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Judging;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Security;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Features.Media.Processing;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Judging.Blind;

/// <summary>
/// An artist whose names stand in every field there is sends a film into a blind round. Nothing that its juror can reach says one of them: pages,
/// addresses, playlists and all that they lead to, headers, captions, mails, downloads.
/// </summary>
[Collection(WebCollection.Name)]
public sealed partial class BlindLeakTests(WebFixture web) : BunitContext
{
    private const string Slug = "blind-leaks";
    private const string Artist = "Zanzibara Quillfeather";
    private const string CoAuthor = "Theodric Vellumsson";
    private const string Credited = "Marguerite Ashcombe";
    private const string Company = "Obsidian Lark Films GmbH";
    private const string Everybody = $"{Artist}, {CoAuthor} and {Credited} ({Company}), zquaintly@quillfeather.example, https://quillfeather.example/salt, @quillfeather. Quillfeather thanks Ashcombe.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Names = ["Zanzibara", "Quillfeather", "Theodric", "Vellumsson", "Marguerite", "Ashcombe", "Obsidian", "zquaintly"];

    private readonly List<string> reached = [];
    private Actor artist = default!;
    private Actor juror = default!;
    private Film film = default!;
    private Guid video;
    private Guid round;
    private Guid submission;
    private Guid assignment;

    [Fact]
    public async Task Nothing_that_a_juror_of_a_blind_round_reaches_names_who_made_the_film()
    {
        await SendInAsync();
        var browser = await web.SignedInAsync($"juror@{Slug}.test");

        await LookAtPagesAsync();
        foreach (var address in Addresses()) await FetchAsync(browser, address);
        await FollowAsync(browser, web.Services.GetRequiredService<PlaybackGrants>().Issue(juror.UserId, video, PlaybackPurpose.Screener));
        await DownloadAsync(browser);
        foreach (var mail in await web.MailsAsync($"juror@{Slug}.test")) Check($"mail “{mail.Subject}”", $"{mail.Subject}\n{mail.Body}");

        Assert.Contains(reached, what => what.EndsWith(".vtt", StringComparison.Ordinal) && what.Contains("/captions/", StringComparison.Ordinal));
        Assert.Contains(reached, what => what.EndsWith(".m4s", StringComparison.Ordinal));
        Assert.Contains(reached, what => what.EndsWith("init_0.mp4", StringComparison.Ordinal));
        Assert.Contains(reached, what => what.EndsWith($"/workspace/{Slug}/desk", StringComparison.Ordinal));
    }

    [Fact]
    public void The_check_finds_names_in_whatever_letters_and_encoding_they_are_written()
    {
        Assert.Equal("Quillfeather", Found("film by QUILLFEATHER"));
        Assert.Equal("Quillfeather", Found("Quillfe&#x61;ther"));
        Assert.Equal("Quillfeather", Found("/files/Quillfe%61ther.mp4"));
        Assert.Equal("Quillfeather", Found("{\"file\":\"Quillfe\\u0061ther\"}"));
        Assert.Null(Found("film by somebody"));
    }

    private static string? Found(string text)
    {
        string[] readings = [text, WebUtility.HtmlDecode(text), WebUtility.UrlDecode(text), Escapes().Replace(text, sign => ((char)Convert.ToInt32(sign.Groups[1].Value, 16)).ToString())];
        return Array.Find(Names, name => readings.Any(reading => reading.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    private void Check(string what, string text)
    {
        reached.Add(what);
        if (Found(text) is { } name) Assert.Fail($"{what} says “{name}”: {Around(text, name)}");
    }

    private static string Around(string text, string name)
    {
        var at = Math.Max(0, text.IndexOf(name, StringComparison.OrdinalIgnoreCase) - 60);
        return text.Substring(at, Math.Min(160, text.Length - at));
    }

    /// <summary>The desk and the ballot as they stand on the juror's screen.</summary>
    private async Task LookAtPagesAsync()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.AddFallbackServiceProvider(web.Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var me = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, juror.UserId.ToString()), new Claim(ClaimTypes.Name, juror.Name)], "test"))));

        var desk = Render<Desk>(parameters => parameters.Add(page => page.Edition, Slug).AddCascadingValue(me));
        desk.WaitForElement(".next h2", Patience);
        Check("the desk", desk.Markup);
        var ballot = Render<BallotPage>(parameters => parameters.Add(page => page.Edition, Slug).Add(page => page.AssignmentId, assignment).AddCascadingValue(me));
        ballot.WaitForElement("film-player", Patience);
        Assert.Contains("█████", ballot.Find(".watch").TextContent, StringComparison.Ordinal);
        Assert.Contains("What should jurors know?", ballot.Find(".watch").TextContent, StringComparison.Ordinal);
        Check("the ballot", ballot.Markup);
        await using var db = await OpenAsync();
        Check("the ballot's title", (await web.Services.GetRequiredService<DeskQueries>().BallotAsync(juror, await db.Editions.Where(e => e.Slug == Slug).Select(e => e.Id).SingleAsync(), assignment, default))!.Title);
    }

    /// <summary>Every page, with the entry's own ids in its address, and the files that organisers get.</summary>
    private IEnumerable<string> Addresses() => typeof(Program).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template)
        .Append($"/workspace/{Slug}/judging/{round}/ranking.csv")
        .Append($"/workspace/{Slug}/submissions.csv")
        .Append($"/workspace/{Slug}/submissions/export.csv")
        .Append($"/editions/{Slug}")
        .Append("/calls.json")
        .Append(web.Services.GetRequiredService<PlaybackGrants>().IssueOriginal(juror.UserId, video))
        .Select(template => Placeholder().Replace(template, placeholder => placeholder.Groups[1].Value switch
        {
            "Edition" => Slug,
            "SubmissionId" => submission.ToString(),
            "FilmId" => film.Id.ToString(),
            "RoundId" => round.ToString(),
            "AssignmentId" => assignment.ToString(),
            _ => Guid.CreateVersion7().ToString(),
        }));

    private async Task<string> FetchAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return await ReadAsync(address, answer);
    }

    private async Task<string> ReadAsync(string address, HttpResponseMessage answer)
    {
        var headers = string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        Check($"the headers of {address}", headers);

        // Bytes are read as they are: names stand in containers in one encoding or another.
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Check(address, Encoding.Latin1.GetString(bytes));
        Check($"{address} in UTF-16", Encoding.Unicode.GetString(bytes));
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>All that a player loads: what it asks first, each playlist and each file that one names, captions, stills.</summary>
    private async Task FollowAsync(HttpClient browser, PlaybackGrant grant)
    {
        Check("the grant", $"{grant.Source} {grant.Poster} {grant.Code}");
        var folder = grant.Source.Replace("hls/master.m3u8", "", StringComparison.Ordinal);
        var info = await FetchAsync(browser, folder + "info");
        foreach (var track in CaptionAddress().Matches(info).Cast<Match>()) Assert.Contains("-->", await FetchAsync(browser, folder + track.Value), StringComparison.Ordinal);
        foreach (var name in new[] { "poster.jpg", "storyboard/index.vtt", "storyboard/001.jpg" }) await FetchAsync(browser, folder + name);

        var (waiting, seen) = (new Queue<Uri>([new Uri(web.Address, grant.Source)]), new HashSet<Uri>());
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next)) continue;

            var text = await FetchAsync(browser, next.PathAndQuery);
            if (!next.AbsolutePath.EndsWith(".m3u8", StringComparison.Ordinal)) continue;
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!line.StartsWith('#')) waiting.Enqueue(new Uri(next, line));
                else if (Attribute().Match(line) is { Success: true } named) waiting.Enqueue(new Uri(next, named.Groups[1].Value));
            }
        }
    }

    private async Task DownloadAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync("/account/manage/data");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = FormBrowser.Token(page) });
        using var answer = await browser.PostAsync("/account/manage/data/download", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Salt Index", await ReadAsync("the juror's own data", answer), StringComparison.Ordinal);
    }

    private async Task SendInAsync()
    {
        var now = web.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        (artist, juror) = (await NamedAsync("zquaintly@quillfeather.example", Artist), await NamedAsync($"juror@{Slug}.test", "Jonas Lind"));
        var coAuthor = await NamedAsync("theodric@vellumsson.example", CoAuthor);
        var organiser = await web.PersonAsync($"organiser@{Slug}.test");
        var edition = Edition.Create(new EditionDetails("Blind", EditionKind.Festival, null, null, new DateOnly(2027, 6, 1), new DateOnly(2027, 6, 2), "UTC", "en"), Slug).Value;
        var call = Call.Create(edition.Id, "Call", "").Value;
        var category = call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(9))).Value;
        var form = new EntryForm(call.Id);
        _ = form.AddSection(new SectionDetails("About", null));
        var shown = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.LongText, "What should jurors know?", "", [], ShownToJurors: true), QuestionRules.None)).Value;
        var hidden = form.AddQuestion(form.Sections[0].Id, new QuestionDetails(new Wording(QuestionKind.ShortText, "Who are you?", "", [], ShownToJurors: false), QuestionRules.None)).Value;
        film = Film.Create(
            artist.UserId,
            new FilmDetails($"Salt Index by {Artist}", Everybody, TimeSpan.FromSeconds(6), 2026, "CZ", "cs", [new Credit("Director", Artist), new Credit("Editor", Credited), new Credit("Production", Company)], [new GenerationTool("Sora", $"for {Artist}")])
            {
                Profile = new FilmProfile { OriginalTitle = $"Sůl, {Artist}", Logline = $"{Artist} counts salt.", LongSynopsis = Everybody, Statement = Everybody, Biography = Everybody, HumanRoles = Everybody, SourceLicences = Everybody },
                Screenings = [new PreviousScreening($"{Artist} retrospective", "CZ", null, "")],
                Links = [new FilmLink(Artist, "https://quillfeather.example")],
                Rights = [new FilmRight(RightKind.Music, "Song", Artist, RightBasis.Own, "", "", null)],
            },
            now).Value;
        var asset = MediaAsset.Announce(film.Id, artist.UserId, "Zanzibara Quillfeather - Salt.mp4", 1_000, "fingerprint", now).Value;
        asset.RecordFacts(new MediaFacts(TimeSpan.FromSeconds(6), 320, 180, 24, "mov,mp4", "h264", "aac", 2, 500_000));
        asset.RecordHash(new string('a', 64));
        asset.MarkReady(now);
        film.ShowVideo(asset.Id);
        video = asset.Id;
        var author = Domain.Films.CoAuthor.Invite(film.Id, "theodric@vellumsson.example", CoAuthorRole.Edit, artist.UserId, $"{film.Id:N}", now).Value;
        Assert.True(author.Accept(coAuthor.UserId, "theodric@vellumsson.example", now).Succeeded);
        await web.SaveAsync(edition, call, form, film, asset, author, new EditionMember(edition.Id, organiser.UserId, EditionRole.Organiser), new EditionMember(edition.Id, juror.UserId, EditionRole.Juror));

        var entry = Submission.Draft(edition.Id, category.Id, film.Id, artist.UserId, now);
        Assert.True(entry.WriteCoverLetter(Everybody).Succeeded);
        Assert.True(entry.Move(SubmissionState.Submitted, now, artist.UserId).Succeeded);
        submission = entry.Id;
        var judging = JudgingRound.Create(edition.Id, new RoundDetails("First viewing", now.AddDays(-1), now.AddDays(5))).Value;
        _ = judging.AddCriterion(new CriterionDetails("Vision", null, 1));
        _ = judging.AddJuror(juror.UserId);
        round = judging.Id;
        await web.SaveAsync(entry, judging, new Answer(entry.Id, shown, 1, Everybody, now), new Answer(entry.Id, hidden, 1, Everybody, now));
        var assigned = await web.Services.GetRequiredService<AssignmentService>().AssignAsync(organiser, round, [submission], [juror.UserId], default);
        Assert.True(assigned.Succeeded, assigned.Refusal?.ToString());
        await using (var db = await OpenAsync()) assignment = await db.Assignments.Where(row => row.RoundId == round).Select(row => row.Id).SingleAsync();

        var captions = new CaptionUpload("Quillfeather.de.vtt", Encoding.UTF8.GetBytes($"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {Artist}>Written by <i>Zanzibara</i>\nQuillfeather\n\n00:03.000 --> 00:04.000\n{Credited}, quillfeather.example\n"));
        Assert.True((await web.Services.GetRequiredService<CaptionService>().AddAsync(artist, film.Id, "de", CaptionKind.Subtitles, captions, default)).Succeeded);
        await MakeFilmAsync();
        var watched = await web.Services.GetRequiredService<ViewingService>().ReportAsync(new OpenedGrant(video, juror.UserId, PlaybackPurpose.Screener, now.AddHours(1), "ABCDEF"), new ViewingReport(null, []), default);
        Assert.True(watched.Succeeded, watched.Refusal?.ToString());
    }

    /// <summary>A real film whose container names its makers wherever one can, processed as every film is.</summary>
    private async Task MakeFilmAsync()
    {
        var storage = web.Services.GetRequiredService<IMediaStorage>();
        var source = Clips.FilmWith(
            "-t 6 -g 48 -metadata title=Quillfeather -metadata artist=Zanzibara_Quillfeather -metadata comment=Ashcombe -metadata copyright=Obsidian -metadata:s:v:0 handler_name=Quillfeather -metadata:s:a:0 handler_name=Vellumsson -metadata:s:v:0 title=Quillfeather",
            "named.mp4");
        Assert.NotNull(Found(Encoding.Latin1.GetString(source)));
        using var content = new MemoryStream(source);
        await storage.WriteAsync(MediaPaths.Source(video), content, default);

        // In a folder of its own: the server's sweep takes away what no stage is waiting for.
        using var bench = new WorkFolder();
        var work = ActivatorUtilities.CreateInstance<StageWork>(web.Services, bench.Data);
        foreach (var stage in new[] { ProcessingStages.Poster, ProcessingStages.First, ProcessingStages.Storyboard })
        {
            var made = await work.RunAsync(new StageOrder(video, stage, source.Length, Digest: null), default);
            Assert.True(made.Succeeded, $"{stage}: {made.Refusal?.ToString()}");
        }
    }

    private async Task<Actor> NamedAsync(string email, string name)
    {
        var person = await web.PersonAsync(email);
        await using var db = await OpenAsync();
        await db.Users.Where(user => user.Id == person.UserId).ExecuteUpdateAsync(user => user.SetProperty(u => u.DisplayName, name));
        return person with { Name = name };
    }

    private Task<ShowcaseDbContext> OpenAsync() => web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("captions/[0-9a-f]{32}\\.vtt")]
    private static partial Regex CaptionAddress();

    [GeneratedRegex("URI=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    /// <summary>As JSON and scripts write signs.</summary>
    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escapes();
}
