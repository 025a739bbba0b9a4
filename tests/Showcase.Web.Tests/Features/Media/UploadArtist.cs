using System.Net;
using System.Net.Http.Json;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>Somebody with a film, signed in.</summary>
internal sealed class UploadArtist(WebFixture web, HttpClient browser, Guid id)
{
    public Guid Id => id;

    public static async Task<UploadArtist> EnterAsync(WebFixture web)
    {
        var email = $"{Guid.CreateVersion7():N}@upload.test";
        var person = await web.PersonAsync(email);
        var artist = new UploadArtist(web, await web.SignedInAsync(email), person.UserId);
        artist.FilmId = await artist.AnotherFilmAsync();
        return artist;
    }

    public Guid FilmId { get; private set; }

    public async Task<Guid> AnotherFilmAsync()
    {
        var film = Film.Create(id, new FilmDetails("Salt Index", null, TimeSpan.FromSeconds(2), 2026, "CZ", "cs", [], []), TestClock.Start).Value;
        await web.SaveAsync(film);
        return film.Id;
    }

    public Task<HttpResponseMessage> TryBeginAsync(long size, Guid? film = null) =>
        PostAsync("/media/uploads/", new { filmId = film ?? FilmId, fileName = "film.mp4", size, fingerprint = $"fingerprint {size}" });

    public async Task<UploadTicket> BeginAsync(long? size = null, Guid? film = null)
    {
        using var answer = await TryBeginAsync(size ?? Clips.Film.Length, film);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<UploadTicket>())!;
    }

    public async Task<HttpResponseMessage> PutAsync(UploadTicket ticket, int index, byte[] bytes, string? checksum = null)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("x-ms-content-crc64", checksum ?? crc.Text);
        return await browser.PutAsync(ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal), content);
    }

    public async Task<HttpStatusCode> CompleteAsync(UploadTicket ticket)
    {
        using var answer = await TryCompleteAsync(ticket);
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> TryCompleteAsync(UploadTicket ticket) => PostAsync($"/media/uploads/{ticket.AssetId}/complete");

    /// <summary>Sends to an address as it is, such as a block's with a forged ticket.</summary>
    public Task<HttpResponseMessage> PutAsync(string address, HttpContent content) => browser.PutAsync(address, content);

    public Task<HttpResponseMessage> DropAsync(UploadTicket ticket) => SendAsync(HttpMethod.Delete, $"/media/uploads/{ticket.AssetId}", body: null, origin: null);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, string? origin = null) => SendAsync(HttpMethod.Post, path, body ?? new { }, origin);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? origin)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", origin ?? web.Address.GetLeftPart(UriPartial.Authority) } } };
        if (body is not null) request.Content = JsonContent.Create(body);
        return await browser.SendAsync(request);
    }
}
