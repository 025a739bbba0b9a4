using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What is no film, or only looks like one, is turned away as soon as that can be known, and nothing of it stays.</summary>
[Collection(WebCollection.Name)]
public sealed class UploadGateTests(WebFixture web)
{
    private readonly UploadedFiles files = new(web);

    [Theory]
    [InlineData("random")]
    [InlineData("<!DOCTYPE html><html><script>alert(1)</script></html><!--")]
    [InlineData("#EXTM3U\n#EXTINF:10.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    public async Task What_is_no_film_is_refused_with_its_first_block_and_nothing_stays(string start)
    {
        var artist = await UploadArtist.EnterAsync(web);
        byte[] bytes = [.. Encoding.ASCII.GetBytes(start), .. Clips.Film];
        var ticket = await artist.BeginAsync(bytes.Length);

        using var answer = await artist.PutAsync(ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("Media.NotVideo", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await files.NamesAsync(ticket.AssetId));
    }

    [Theory]
    [InlineData("webm named.mp4")]
    [InlineData("mp4 named.mov.txt")]
    [InlineData("mp4 named")]
    public async Task A_film_is_known_by_what_is_in_it_and_not_by_its_name(string name)
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = name.StartsWith("webm", StringComparison.Ordinal) ? Clips.Made("named.webm", "-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v libvpx-vp9 -deadline realtime -cpu-used 8") : Clips.Film;
        using var begun = await artist.PostAsync("/media/uploads/", new { filmId = artist.FilmId, fileName = name, size = bytes.Length, fingerprint = "a" });
        var ticket = (await begun.Content.ReadFromJsonAsync<UploadTicket>())!;

        using var shown = (await artist.ShowAsync(ticket, bytes)).Answer;
        using var sent = await artist.PutAsync(ticket, 0, bytes);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (shown.StatusCode, sent.StatusCode));
        Assert.Equal(HttpStatusCode.OK, await artist.CompleteAsync(ticket));
    }

    [Theory]
    [InlineData("sound", "Media.NoVideo")]
    [InlineData("cut", "Media.Truncated")]
    [InlineData("hollow", "Media.NotVideo")]
    [InlineData("without index", "Media.NoIndex")]
    public async Task What_only_looks_like_a_film_is_refused_on_arrival_and_nothing_stays(string kind, string problem)
    {
        var artist = await UploadArtist.EnterAsync(web);
        var start = Clips.Film[..Clips.Film[3]];
        byte[] bytes = kind switch
        {
            "sound" => Clips.SoundOnly,
            "cut" => Clips.Film[..^100],
            "hollow" => [.. start, 0, 0, 0, 16, .. "free12345678"u8],
            _ => [.. start, 0, 0, 0, 16, .. "mdat12345678"u8],
        };
        var ticket = await artist.BeginAsync(bytes.Length);

        using var sent = await artist.PutAsync(ticket, 0, bytes);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, sent.StatusCode);
        Assert.Contains(problem, await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await files.NamesAsync(ticket.AssetId));
        Assert.Null((await files.FilmAsync(artist.FilmId)).VideoId);
    }

    [Fact]
    public async Task A_film_whose_index_is_missing_at_its_end_is_refused_with_its_last_block_before_the_rest_is_sent()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var start = Clips.Film[..Clips.Film[3]];
        var bytes = new byte[(4 * 8 * 1024 * 1024) + 1000];
        byte[] end = [0, 0, 0, 16, .. "free12345678"u8];
        start.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start.Length), bytes.Length - start.Length - end.Length);
        "mdat"u8.CopyTo(bytes.AsSpan(start.Length + 4));
        end.CopyTo(bytes, bytes.Length - end.Length);
        var ticket = await artist.BeginAsync(bytes.Length);

        using var first = await artist.PutAsync(ticket, 0, bytes[..ticket.BlockSize]);
        using var last = await artist.PutAsync(ticket, ticket.BlockCount - 1, bytes[(4 * ticket.BlockSize)..]);

        Assert.Equal((5, HttpStatusCode.Created, HttpStatusCode.UnsupportedMediaType), (ticket.BlockCount, first.StatusCode, last.StatusCode));
        Assert.Contains("Media.NoIndex", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await files.NamesAsync(ticket.AssetId));
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_rejected_with_the_reason_and_nothing_stays()
    {
        var artist = await UploadArtist.EnterAsync(web);
        var bytes = Clips.Film.ToArray();
        var pictures = bytes.AsSpan().IndexOf("mdat"u8);
        bytes.AsSpan(bytes.AsSpan().IndexOf("stsd"u8) + 12, 60).Clear();
        bytes.AsSpan(pictures + 4, 2000).Clear();
        var ticket = await artist.BeginAsync(bytes.Length);
        using var sent = await artist.PutAsync(ticket, 0, bytes);

        using var complete = await artist.TryCompleteAsync(ticket);
        Assert.Equal("{}", await complete.Content.ReadAsStringAsync());
        var asset = await files.UntilAsync(ticket.AssetId, MediaState.Rejected);

        Assert.StartsWith("Media.", asset.Problem, StringComparison.Ordinal);
        Assert.Empty(await files.NamesAsync(ticket.AssetId));
        Assert.Null((await files.FilmAsync(artist.FilmId)).VideoId);
    }
}
