using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>From the first byte to the playing film, whose it is and what is asked of its blocks, on the real server with the real ffmpeg.</summary>
[Collection(WebCollection.Name)]
public sealed class UploadTests(WebFixture web)
{
    private readonly UploadedFiles files = new(web);

    [Fact]
    public async Task A_film_sent_in_blocks_becomes_one_that_plays()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = Clips.Film;
        var ticket = await artist.BeginAsync(bytes.Length);
        using var sent = await artist.PutAsync(ticket, 0, bytes);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);

        using var complete = await artist.TryCompleteAsync(ticket);
        Assert.Equal("{}", await complete.Content.ReadAsStringAsync());
        var asset = await files.UntilAsync(ticket.AssetId, MediaState.Ready);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), asset.Sha256);
        Assert.Equal((320, 180, "h264", "aac"), (asset.Facts!.Width, asset.Facts.Height, asset.Facts.VideoCodec, asset.Facts.AudioCodec));
        Assert.Equal(asset.Id, (await files.FilmAsync(artist.FilmId)).VideoId);
        var names = await files.NamesAsync(asset.Id);
        Assert.Contains(MediaPaths.Source(asset.Id), names);
        Assert.DoesNotContain(names, name => name.StartsWith(MediaPaths.Incoming, StringComparison.Ordinal));
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(artist.Id, asset.Id, PlaybackPurpose.Owner);
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
        var artist = await UploadArtist.EnterAsync(web);
        var size = Blocks.Smallest + 5;
        var first = await artist.BeginAsync(size);
        using var sent = await artist.PutAsync(first, 1, new byte[5]);

        var again = await artist.BeginAsync(size);

        Assert.Equal(first.AssetId, again.AssetId);
        Assert.Equal([1], again.Received);
    }

    [Fact]
    public async Task A_block_with_a_wrong_checksum_is_refused_and_not_kept()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = Clips.Film;
        var ticket = await artist.BeginAsync(bytes.Length);

        using var damaged = await artist.PutAsync(ticket, 0, bytes, checksum: Crc64.TextOf(7));

        Assert.Equal(HttpStatusCode.BadRequest, damaged.StatusCode);
        Assert.Contains("Media.HashMismatch", await damaged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await files.Storage.StagedBlocksAsync(MediaPaths.Arrival(ticket.AssetId), default));
    }

    [Fact]
    public async Task What_was_announced_and_not_sent_stays_incomplete()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var ticket = await artist.BeginAsync(3 * Blocks.Smallest);

        using var answer = await artist.TryCompleteAsync(ticket);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Media.Incomplete", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Media.Empty")]
    [InlineData(MediaAsset.MostBytes + 1, "Media.TooLarge")]
    public async Task A_file_of_an_impossible_size_is_refused_at_once(long size, string code)
    {
        var artist = await UploadArtist.EnterAsync(web);

        using var answer = await artist.PostAsync("/media/uploads/", new { filmId = artist.FilmId, fileName = "film.mp4", size, fingerprint = "f" });

        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(9999, 0)]
    public async Task A_block_that_is_too_long_too_short_or_nowhere_is_refused(int index, int more)
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = Clips.Film;
        var ticket = await artist.BeginAsync(bytes.Length);

        using var answer = await artist.PutAsync(ticket, index, new byte[bytes.Length + more]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_video_that_was_begun_before_the_film_was_sent_in_does_not_replace_what_the_jury_sees()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var ticket = await artist.BeginAsync(Clips.Film.Length);
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        await SendInAsync(artist, ReplacementRule.Never);

        using var complete = await artist.TryCompleteAsync(ticket);

        Assert.Equal(HttpStatusCode.Conflict, complete.StatusCode);
        Assert.Contains("Versions.Never", await complete.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await files.FilmAsync(artist.FilmId)).VideoId);
    }

    [Fact]
    public async Task Nobody_touches_the_upload_of_another_artist()
    {
        var owner = await UploadArtist.EnterAsync(web);
        var other = await UploadArtist.EnterAsync(web);
        var stranger = new UploadArtist(web, web.Browser(), Guid.Empty);
        var ticket = await owner.BeginAsync(1000);
        var path = $"/media/uploads/{ticket.AssetId}";

        using var begin = await other.PostAsync("/media/uploads/", new { filmId = owner.FilmId, fileName = "film.mp4", size = 5, fingerprint = "f" });
        using var complete = await other.PostAsync(path + "/complete");
        using var renew = await other.PostAsync(path + "/ticket");
        using var forged = await other.PutAsync($"{path}/blocks/0?ticket=AAAA", new ByteArrayContent(new byte[1000]));
        using var visitor = await stranger.PostAsync(path + "/complete");
        using var elsewhere = await owner.PostAsync(path + "/complete", origin: "https://elsewhere.test");

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Found, HttpStatusCode.Forbidden],
            new[] { begin, complete, renew, forged, visitor, elsewhere }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task An_upload_that_is_dropped_leaves_nothing_and_takes_nothing_more()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = Clips.Film;
        var ticket = await artist.BeginAsync(bytes.Length);
        using var sent = await artist.PutAsync(ticket, 0, bytes);

        using var dropped = await artist.DropAsync(ticket);
        using var late = await artist.PutAsync(ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.OK, dropped.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Empty(await files.NamesAsync(ticket.AssetId));
    }

    private async Task SendInAsync(UploadArtist artist, ReplacementRule replacing)
    {
        var now = TimeProvider.System.GetUtcNow();
        var details = new EditionDetails("Upload days", EditionKind.Festival, null, "Berlin", new DateOnly(2027, 6, 1), new DateOnly(2027, 6, 2), "Europe/Berlin", "en-GB");
        var edition = Edition.Create(details, $"upload-{Guid.CreateVersion7():N}"[..20]).Value;
        var call = Call.Create(edition.Id, "Call", "Send.").Value;
        Assert.True(call.AddCategory(new CategoryDetails("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), now.AddDays(30))).Succeeded);
        Assert.True(call.ChangeReplacement(replacing, null).Succeeded);
        Assert.True(call.Open(now).Succeeded);
        var entry = Submission.Draft(edition.Id, call.Categories[0].Id, artist.FilmId, artist.Id, now);
        Assert.True(entry.Submit(call, call.Categories[0], TimeSpan.FromMinutes(1), now).Succeeded);
        await web.SaveAsync(edition, call, entry);
    }
}
