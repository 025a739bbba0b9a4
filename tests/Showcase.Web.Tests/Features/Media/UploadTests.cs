using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>From the first byte to the playing film, and everything that is turned away, on the real server with the real ffmpeg.</summary>
[Collection(WebCollection.Name)]
public sealed class UploadTests(WebFixture web)
{
    private IMediaStorage Storage => web.Services.GetRequiredService<IMediaStorage>();

    [Fact]
    public async Task A_film_sent_in_blocks_becomes_one_that_plays()
    {
        var (browser, actor, film) = await ArtistAsync();
        var bytes = Clips.Film;
        var ticket = await BeginAsync(browser, film, bytes.Length);
        using var sent = await PutAsync(browser, ticket, 0, bytes);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);

        await CompleteAsync(browser, ticket);
        var asset = await UntilAsync(ticket.AssetId, MediaState.Ready);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), asset.Sha256);
        Assert.Equal((320, 180, "h264", "aac"), (asset.Facts!.Width, asset.Facts.Height, asset.Facts.VideoCodec, asset.Facts.AudioCodec));
        Assert.Equal(asset.Id, (await FilmAsync(film)).VideoId);
        var names = await NamesAsync(asset.Id);
        Assert.Contains(MediaPaths.Source(asset.Id), names);
        Assert.DoesNotContain(names, name => name.StartsWith(MediaPaths.Incoming, StringComparison.Ordinal));
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(actor.UserId, asset.Id, PlaybackPurpose.Owner);
        var visitor = web.Browser();
        var master = await visitor.GetStringAsync(grant.Source);
        Assert.StartsWith("#EXTM3U", master, StringComparison.Ordinal);
        var list = new Uri(new Uri(web.Address, grant.Source), master.Split('\n').First(line => line.EndsWith("0/i.m3u8", StringComparison.Ordinal) && !line.StartsWith('#')));
        var segment = new Uri(list, (await visitor.GetStringAsync(list)).Split('\n').First(line => line.EndsWith(".m4s", StringComparison.Ordinal)));
        using var request = new HttpRequestMessage(HttpMethod.Get, segment) { Headers = { Range = new(0, 99) } };
        using var piece = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
        Assert.Equal(100, (await piece.Content.ReadAsByteArrayAsync()).Length);
        using var poster = await visitor.GetAsync(grant.Poster);
        var still = web.Services.GetRequiredService<PlaybackGrants>().Issue(viewerId: null, asset.Id, PlaybackPurpose.Public);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((await visitor.GetAsync(still.Poster)).StatusCode, (await visitor.GetAsync(still.Source)).StatusCode));
        Assert.Equal(("image/jpeg", "nosniff"), (poster.Content.Headers.ContentType!.MediaType, poster.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    [Fact]
    public async Task The_same_file_chosen_again_goes_on_where_it_stopped()
    {
        var (browser, _, film) = await ArtistAsync();
        var size = Blocks.Smallest + 5;
        var first = await BeginAsync(browser, film, size);
        using var sent = await PutAsync(browser, first, 1, new byte[5]);

        var again = await BeginAsync(browser, film, size);

        Assert.Equal(first.AssetId, again.AssetId);
        Assert.Equal([1], again.Received);
    }

    [Fact]
    public async Task A_block_with_a_wrong_checksum_is_refused_and_not_kept()
    {
        var (browser, _, film) = await ArtistAsync();
        var bytes = Clips.Film;
        var ticket = await BeginAsync(browser, film, bytes.Length);

        using var damaged = await PutAsync(browser, ticket, 0, bytes, checksum: Crc64.TextOf(7));

        Assert.Equal(HttpStatusCode.BadRequest, damaged.StatusCode);
        Assert.Contains("Media.HashMismatch", await damaged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await Storage.StagedBlocksAsync(MediaPaths.Arrival(ticket.AssetId), default));
    }

    [Fact]
    public async Task What_was_announced_and_not_sent_stays_incomplete()
    {
        var (browser, _, film) = await ArtistAsync();
        var ticket = await BeginAsync(browser, film, 3 * Blocks.Smallest);

        using var answer = await PostAsync(browser, $"/media/uploads/{ticket.AssetId}/complete");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Media.Incomplete", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Media.Empty")]
    [InlineData(MediaAsset.MostBytes + 1, "Media.TooLarge")]
    public async Task A_file_of_an_impossible_size_is_refused_at_once(long size, string code)
    {
        var (browser, _, film) = await ArtistAsync();

        using var answer = await PostAsync(browser, "/media/uploads/", new { filmId = film, fileName = "film.mp4", size, fingerprint = "f" });

        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(9999, 0)]
    public async Task A_block_that_is_too_long_too_short_or_nowhere_is_refused(int index, int more)
    {
        var (browser, _, film) = await ArtistAsync();
        var bytes = Clips.Film;
        var ticket = await BeginAsync(browser, film, bytes.Length);

        using var answer = await PutAsync(browser, ticket, index, new byte[bytes.Length + more]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("<!DOCTYPE html><html><script>alert(1)</script></html><!--")]
    [InlineData("#EXTM3U\n#EXTINF:10.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    public async Task What_is_no_film_is_refused_with_its_first_block_and_nothing_stays(string start)
    {
        var (browser, _, film) = await ArtistAsync();
        byte[] bytes = [.. Encoding.ASCII.GetBytes(start), .. Clips.Film];
        var ticket = await BeginAsync(browser, film, bytes.Length);

        using var answer = await PutAsync(browser, ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("Media.NotVideo", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(ticket.AssetId));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><script>alert(1)</script></html><!--", "Media.NotVideo")]
    [InlineData("film", null)]
    [InlineData("", null)]
    public async Task A_head_that_is_no_films_is_refused_before_anything_is_sent_and_the_artist_is_told_which(string start, string? problem)
    {
        var (browser, _, film) = await ArtistAsync();
        byte[] bytes = start == "film" ? Clips.Film : [.. Encoding.ASCII.GetBytes(start), .. Clips.Film];
        var head = start.Length == 0 ? null : bytes[..Math.Min(4096, bytes.Length)];

        using var answer = await PostAsync(browser, "/media/uploads/", new { filmId = film, fileName = "film.mp4", size = bytes.Length, fingerprint = "a", head });

        Assert.Equal(problem is null ? HttpStatusCode.OK : HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        var told = await answer.Content.ReadFromJsonAsync<Dictionary<string, System.Text.Json.JsonElement>>();
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        var asset = await db.MediaAssets.AsNoTracking().SingleAsync(candidate => candidate.FilmId == film);
        Assert.Equal((problem is null ? MediaState.Uploading : MediaState.Rejected, problem), (asset.State, asset.Problem));
        Assert.Equal(asset.Id, told!["assetId"].GetGuid());
    }

    [Theory]
    [InlineData("sound", "Media.NoVideo")]
    [InlineData("cut", "Media.Truncated")]
    [InlineData("hollow", "Media.NotVideo")]
    [InlineData("without index", "Media.NoIndex")]
    public async Task What_only_looks_like_a_film_is_refused_on_arrival_and_nothing_stays(string kind, string problem)
    {
        var (browser, _, film) = await ArtistAsync();
        var start = Clips.Film[..Clips.Film[3]];
        byte[] bytes = kind switch
        {
            "sound" => Clips.SoundOnly,
            "cut" => Clips.Film[..^100],
            "hollow" => [.. start, 0, 0, 0, 16, .. "free12345678"u8],
            _ => [.. start, 0, 0, 0, 16, .. "mdat12345678"u8],
        };
        var ticket = await BeginAsync(browser, film, bytes.Length);

        using var sent = await PutAsync(browser, ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, sent.StatusCode);
        Assert.Contains(problem, await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(ticket.AssetId));
        Assert.Null((await FilmAsync(film)).VideoId);
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_rejected_with_the_reason_and_nothing_stays()
    {
        var (browser, _, film) = await ArtistAsync();
        var bytes = Clips.Film.ToArray();
        var pictures = bytes.AsSpan().IndexOf("mdat"u8);
        bytes.AsSpan(bytes.AsSpan().IndexOf("stsd"u8) + 12, 60).Clear();
        bytes.AsSpan(pictures + 4, 2000).Clear();
        var ticket = await BeginAsync(browser, film, bytes.Length);
        using var sent = await PutAsync(browser, ticket, 0, bytes);

        await CompleteAsync(browser, ticket);
        var asset = await UntilAsync(ticket.AssetId, MediaState.Rejected);

        Assert.StartsWith("Media.", asset.Problem, StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(ticket.AssetId));
        Assert.Null((await FilmAsync(film)).VideoId);
    }

    [Fact]
    public async Task A_video_that_was_begun_before_the_film_was_sent_in_does_not_replace_what_the_jury_sees()
    {
        var (browser, actor, film) = await ArtistAsync();
        var ticket = await BeginAsync(browser, film, Clips.Film.Length);
        using var sent = await PutAsync(browser, ticket, 0, Clips.Film);
        await SendInAsync(actor, film, ReplacementRule.Never);

        using var complete = await PostAsync(browser, $"/media/uploads/{ticket.AssetId}/complete");

        Assert.Equal(HttpStatusCode.Conflict, complete.StatusCode);
        Assert.Contains("Versions.Never", await complete.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await FilmAsync(film)).VideoId);
    }

    [Fact]
    public async Task Nobody_touches_the_upload_of_another_artist()
    {
        var (owner, _, film) = await ArtistAsync();
        var (other, _, _) = await ArtistAsync();
        var ticket = await BeginAsync(owner, film, 1000);
        var path = $"/media/uploads/{ticket.AssetId}";

        using var begin = await PostAsync(other, "/media/uploads/", new { filmId = film, fileName = "film.mp4", size = 5, fingerprint = "f" });
        using var complete = await PostAsync(other, path + "/complete");
        using var renew = await PostAsync(other, path + "/ticket");
        using var forged = await other.PutAsync($"{path}/blocks/0?ticket=AAAA", new ByteArrayContent(new byte[1000]));
        using var visitor = await PostAsync(web.Browser(), path + "/complete");
        using var elsewhere = await PostAsync(owner, path + "/complete", origin: "https://elsewhere.test");

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Found, HttpStatusCode.Forbidden],
            new[] { begin, complete, renew, forged, visitor, elsewhere }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task An_upload_that_is_dropped_leaves_nothing_and_takes_nothing_more()
    {
        var (browser, _, film) = await ArtistAsync();
        var bytes = Clips.Film;
        var ticket = await BeginAsync(browser, film, bytes.Length);
        using var sent = await PutAsync(browser, ticket, 0, bytes);

        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/media/uploads/{ticket.AssetId}") { Headers = { { "Origin", Origin } } };
        using var dropped = await browser.SendAsync(request);
        using var late = await PutAsync(browser, ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.OK, dropped.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Empty(await NamesAsync(ticket.AssetId));
    }

    [Theory]
    [InlineData("hls/../../../originals/x/source")]
    [InlineData("..%2f..%2fsource")]
    [InlineData("source")]
    [InlineData("hls/0/../master.m3u8%00")]
    public async Task A_grant_opens_the_film_and_nothing_beside_it(string file)
    {
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(null, Guid.CreateVersion7(), PlaybackPurpose.Public);

        using var answer = await web.Browser().GetAsync(grant.Poster.Replace("poster.jpg", file, StringComparison.Ordinal));

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(null, Guid.CreateVersion7(), PlaybackPurpose.Public);
        var changed = grant.Source.Replace("/media/play/", "/media/play/A", StringComparison.Ordinal);

        using var answer = await web.Browser().GetAsync(changed);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private string Origin => web.Address.GetLeftPart(UriPartial.Authority);

    private async Task<(HttpClient Browser, Actor Actor, Guid FilmId)> ArtistAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@upload.test";
        var actor = await web.PersonAsync(email);
        var film = Film.Create(actor.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(2), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        await web.SaveAsync(film);
        return (await web.SignedInAsync(email), actor, film.Id);
    }

    private async Task SendInAsync(Actor artist, Guid film, ReplacementRule replacing)
    {
        var now = TimeProvider.System.GetUtcNow();
        var details = new EditionDetails("Upload days", EditionKind.Festival, null, "Berlin", new DateOnly(2027, 6, 1), new DateOnly(2027, 6, 2), "Europe/Berlin", "en-GB");
        var edition = Edition.Create(details, $"upload-{Guid.CreateVersion7():N}"[..20]).Value;
        var call = Call.Create(edition.Id, "Call", "Send.").Value;
        Assert.True(call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(30))).Succeeded);
        Assert.True(call.ChangeReplacement(replacing, null).Succeeded);
        Assert.True(call.Open(now).Succeeded);
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, film, artist.UserId, now);
        Assert.True(entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(1), now).Succeeded);
        await web.SaveAsync(edition, call, entry);
    }

    private async Task<UploadTicket> BeginAsync(HttpClient browser, Guid film, long size)
    {
        using var answer = await PostAsync(browser, "/media/uploads/", new { filmId = film, fileName = "film.mp4", size, fingerprint = $"fingerprint {size}" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<UploadTicket>())!;
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient browser, UploadTicket ticket, int index, byte[] bytes, string? checksum = null)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("x-ms-content-crc64", checksum ?? crc.Text);
        return await browser.PutAsync(ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal), content);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, object? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }), Headers = { { "Origin", origin ?? Origin } } };
        return await browser.SendAsync(request);
    }

    private async Task CompleteAsync(HttpClient browser, UploadTicket ticket)
    {
        using var answer = await PostAsync(browser, $"/media/uploads/{ticket.AssetId}/complete");
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync());
    }

    private async Task<MediaAsset> UntilAsync(Guid assetId, MediaState state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
            var asset = await db.MediaAssets.AsNoTracking().SingleAsync(candidate => candidate.Id == assetId, patience.Token);
            if (asset.State == state) return asset;

            Assert.True(asset.State == MediaState.Processing, $"{asset.State}: {asset.Problem} {string.Join(';', asset.Stages.Select(stage => stage.Error))}");
            var change = new TaskCompletionSource();
            using var listening = web.Services.GetRequiredService<ChangeFeed>().Listen(asset.FilmId, () => change.TrySetResult());
            await Task.WhenAny(change.Task, Task.Delay(500, patience.Token));
        }
    }

    private async Task<Film> FilmAsync(Guid id)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.Films.AsNoTracking().SingleAsync(film => film.Id == id);
    }

    private async Task<List<string>> NamesAsync(Guid assetId)
    {
        var names = new List<string>();
        await foreach (var name in Storage.ListAsync(MediaPaths.Arrivals(assetId), default)) names.Add(name);
        await foreach (var name in Storage.ListAsync(MediaPaths.Original(assetId), default)) names.Add(name);
        await foreach (var name in Storage.ListAsync(MediaPaths.Made(assetId), default)) names.Add(name);
        return names;
    }
}
