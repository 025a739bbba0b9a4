using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Descriptions;
using Showcase.Web.Data;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media.Descriptions;

/// <summary>Who may send a sound file to a film, and what is answered.</summary>
[Collection(WebCollection.Name)]
public sealed class DescriptionEndpointTests(WebFixture web)
{
    [Fact]
    public async Task The_owner_sends_a_file_and_processing_has_it()
    {
        var (browser, film) = await OwnerAsync();

        Assert.Equal((HttpStatusCode.Created, ""), await PostAsync(browser, film, DescribedClips.Wave(9)));

        var row = Assert.Single(await RowsAsync(film));
        Assert.Equal(("en", "the café.wav", DescribedClips.Wave(9).LongLength), (row.DescribedIn, row.FileName, row.Size));
        Assert.Contains(row.State, new[] { MediaState.Processing, MediaState.Ready });
    }

    [Fact]
    public async Task What_is_no_sound_is_refused_in_words()
    {
        var (browser, film) = await OwnerAsync();

        var (status, text) = await PostAsync(browser, film, "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray());

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "This is not a sound file that can be read. Export WAV, FLAC, MP3, M4A or Ogg and send the new file."), (status, text));
        Assert.Empty(await RowsAsync(film));
    }

    [Fact]
    public async Task Another_person_finds_no_film_and_a_visitor_no_door()
    {
        var (_, film) = await OwnerAsync();
        var (bo, _) = await OwnerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(bo, film, DescribedClips.Wave(9))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(bo, Guid.CreateVersion7(), DescribedClips.Wave(9))).Status);
        Assert.Equal(HttpStatusCode.Found, (await PostAsync(web.Browser(), film, DescribedClips.Wave(9))).Status);
        Assert.Empty(await RowsAsync(film));
    }

    [Fact]
    public async Task A_page_of_somebody_elses_site_cannot_send_for_the_owner()
    {
        var (browser, film) = await OwnerAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(browser, film, DescribedClips.Wave(9), "https://evil.test")).Status);
        Assert.Empty(await RowsAsync(film));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_comes()
    {
        var (browser, film) = await OwnerAsync();
        using var request = Request(film, new StreamContent(new EndlessStream(AudioDescription.MostBytes + 1)), null);
        request.Headers.ExpectContinue = true;

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(await RowsAsync(film));
    }

    private async Task<(HttpClient Browser, Guid Film)> OwnerAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@described.test";
        var artist = await web.PersonAsync(email);
        var film = Film.Create(artist.UserId, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(9), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        var video = MediaAsset.Announce(film.Id, film.OwnerId, "film.mp4", 1_000, "fingerprint", TestClock.Start).Value;
        video.RecordFacts(new MediaFacts(TimeSpan.FromSeconds(9), 640, 360, 24, "mov,mp4", "h264", "aac", 2, 500_000));
        video.MarkReady(TestClock.Start);
        film.ShowVideo(video.Id);
        await web.SaveAsync(film, video);
        return (await web.SignedInAsync(email), film.Id);
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient browser, Guid film, byte[] sound, string? origin = null)
    {
        using var request = Request(film, new ByteArrayContent(sound), origin);
        using var answer = await browser.SendAsync(request);
        var text = answer.Content.Headers.ContentType?.MediaType == "application/json" ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString() : "";
        return (answer.StatusCode, text!);
    }

    private HttpRequestMessage Request(Guid film, HttpContent content, string? origin) => new(HttpMethod.Post, $"/media/films/{film}/descriptions/en?name={Uri.EscapeDataString("the café.wav")}")
    {
        Content = content,
        Headers = { { "Origin", origin ?? web.Address.GetLeftPart(UriPartial.Authority) } },
    };

    private async Task<List<MediaAsset>> RowsAsync(Guid film)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        var rows = await db.MediaAssets.AsNoTracking().Where(asset => asset.FilmId == film && asset.DescribedIn != null).ToListAsync();
        if (rows.Count == 0)
        {
            var known = await db.MediaAssets.Select(asset => asset.Id).ToListAsync();
            await foreach (var name in web.Services.GetRequiredService<IMediaStorage>().ListAsync(MediaPaths.Incoming, default)) Assert.Contains(MediaPaths.AssetOf(name)!.Value, known);
        }

        return rows;
    }

    /// <summary>As many zeros as it says, made while they are read.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
