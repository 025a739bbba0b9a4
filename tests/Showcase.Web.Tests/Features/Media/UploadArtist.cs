using System.Net;
using System.Net.Http.Json;
using System.Text;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
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

    /// <summary>Shows the pieces of a file that are asked for, as a browser does before it sends it; answers what was said last, and how often it was asked.</summary>
    public async Task<(HttpResponseMessage Answer, int Questions)> ShowAsync(UploadTicket ticket, byte[] file)
    {
        var pieces = new List<object>();
        while (true)
        {
            var answer = await TryShowAsync(ticket, pieces);
            if (!answer.IsSuccessStatusCode || (await answer.Content.ReadFromJsonAsync<Look>())!.Want is not { } want) return (answer, pieces.Count + 1);

            answer.Dispose();
            pieces.Add(new { offset = want.Offset, bytes = file.AsMemory((int)want.Offset, want.Length) });
        }
    }

    public Task<HttpResponseMessage> TryShowAsync(UploadTicket ticket, object pieces) => PostAsync($"/media/uploads/{ticket.AssetId}/skeleton", new { pieces });

    public async Task<HttpResponseMessage> PutAsync(UploadTicket ticket, int index, byte[] bytes, string? checksum = null)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("x-ms-content-crc64", checksum ?? crc.Text);
        var address = ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal).Replace("{id}", Uri.EscapeDataString(MediaBlock.IdOf(index)), StringComparison.Ordinal);
        return await browser.PutAsync(address, content);
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

    /// <summary>Posts JSON as it is written there.</summary>
    public Task<HttpResponseMessage> PostTextAsync(string path, string json) => SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), origin: null);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? origin)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", origin ?? web.Address.GetLeftPart(UriPartial.Authority) } } };
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        return await browser.SendAsync(request);
    }

    internal sealed record Look(FileRange? Want);
}
