using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>The application with a storage that can fail and shares of 40 GB, and artists who send films to it.</summary>
public sealed class UploadServer : IDisposable
{
    public WebFixture Web { get; } = WebFixture.With(
        services =>
        {
            services.AddSingleton<LocalDiskStorage>();
            services.AddSingleton<FaultyStorage>();
            services.AddSingleton<IMediaStorage>(provider => provider.GetRequiredService<FaultyStorage>());
        },
        ("Media:Process", "false"), ("Media:PersonGigabytes", "40"));

    internal FaultyStorage Storage => Web.Services.GetRequiredService<FaultyStorage>();

    public ShowcaseDbContext Db() => Web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContext();

    public void Dispose() => Web.Dispose();

    internal async Task<UploadArtist> ArtistAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@faults.test";
        var person = await Web.PersonAsync(email);
        var artist = new UploadArtist(Web, await Web.SignedInAsync(email), person.UserId);
        artist.FilmId = await artist.AnotherFilmAsync();
        return artist;
    }
}

/// <summary>Somebody with a film, signed in.</summary>
internal sealed class UploadArtist(WebFixture web, HttpClient browser, Guid id)
{
    public Guid Id => id;

    public Guid FilmId { get; set; }

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

    public async Task<HttpResponseMessage> PutAsync(UploadTicket ticket, int index, byte[] bytes)
    {
        var crc = new Crc64();
        crc.Append(bytes);
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("x-ms-content-crc64", crc.Text);
        return await browser.PutAsync(ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal), content);
    }

    public async Task<HttpStatusCode> CompleteAsync(UploadTicket ticket)
    {
        using var answer = await PostAsync($"/media/uploads/{ticket.AssetId}/complete");
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> DropAsync(UploadTicket ticket) => SendAsync(HttpMethod.Delete, $"/media/uploads/{ticket.AssetId}", null);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body ?? new { });

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", web.Address.GetLeftPart(UriPartial.Authority) } } };
        if (body is not null) request.Content = JsonContent.Create(body);
        return await browser.SendAsync(request);
    }
}
