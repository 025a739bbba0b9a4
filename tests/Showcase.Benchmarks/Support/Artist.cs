using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Support;

/// <summary>Somebody with films, signed in to the server under test as a browser is.</summary>
internal sealed partial class Artist : IDisposable
{
    public const string Email = "bea@example.test";
    public const string Password = "a long benchmark password";

    private readonly ServerProcess server;
    private readonly HttpClient browser;
    private readonly Guid id;

    private Artist(ServerProcess server, HttpClient browser, Guid id) => (this.server, this.browser, this.id) = (server, browser, id);

    public static async Task<Artist> SignInAsync(ServerProcess server)
    {
        var user = new ApplicationUser
        {
            DisplayName = "Bea Benchmark", UserName = Email, Email = Email, NormalizedEmail = "BEA@EXAMPLE.TEST", NormalizedUserName = "BEA@EXAMPLE.TEST",
            EmailConfirmed = true, SecurityStamp = "stamp", CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        user.PasswordHash = new PasswordHasher<ApplicationUser>().HashPassword(user, Password);
        await using (var db = server.OpenDatabase())
        {
            db.Add(user);
            await db.SaveChangesAsync();
        }

        var http = new HttpClient { BaseAddress = new Uri(server.Address), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Add("Origin", server.Address);
        var page = await http.GetStringAsync("/account/signin");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_handler"] = HandlerName().Match(page).Groups[1].Value,
            ["__RequestVerificationToken"] = FormToken().Match(page).Groups[1].Value,
            ["Input.Email"] = Email,
            ["Input.Password"] = Password,
        });
        using var answer = await http.PostAsync("/account/signin", form);
        answer.EnsureSuccessStatusCode();
        return new Artist(server, http, user.Id);
    }

    public async Task<Guid> CreateFilmAsync()
    {
        var film = NewFilm("A film to measure");
        await using var db = server.OpenDatabase();
        db.Add(film);
        await db.SaveChangesAsync();
        return film.Id;
    }

    public async Task<UploadTicket> AnnounceAsync(Guid filmId, long size)
    {
        using var answer = await TryAnnounceAsync(filmId, size, "film.mp4");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<UploadTicket>())!;
    }

    /// <summary>Sends a file as a new film's, as a browser does, block after block; answers why it was refused, or null where it arrived whole.</summary>
    public async Task<string?> SendAsync(string file)
    {
        using var announced = await TryAnnounceAsync(await CreateFilmAsync(), new FileInfo(file).Length, Path.GetFileName(file));
        if (!announced.IsSuccessStatusCode) return await announced.Content.ReadAsStringAsync();

        var ticket = (await announced.Content.ReadFromJsonAsync<UploadTicket>())!;
        using var source = File.OpenHandle(file);
        for (var index = 0; index < ticket.BlockCount; index++)
        {
            var block = new byte[ticket.BlockSize];
            var length = await RandomAccess.ReadAsync(source, block, (long)index * ticket.BlockSize);
            using var request = new HttpRequestMessage(HttpMethod.Put, ticket.BlockUrl.Replace("{index}", $"{index}", StringComparison.Ordinal)) { Content = new ByteArrayContent(block, 0, length) };
            var crc = new Crc64();
            crc.Append(block.AsSpan(0, length));
            request.Headers.Add("x-ms-content-crc64", crc.Text);
            using var answer = await browser.SendAsync(request);
            if (!answer.IsSuccessStatusCode) return await answer.Content.ReadAsStringAsync();
        }

        await CompleteAsync(ticket);
        return null;
    }

    public async Task CompleteAsync(UploadTicket ticket)
    {
        using var answer = await browser.PostAsJsonAsync($"/media/uploads/{ticket.AssetId}/complete", new { });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An asset that is ready, with a file of that name among what was made of it.</summary>
    public async Task<Guid> ReadyAsync(string file, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var film = NewFilm("A film to watch");
        var asset = MediaAsset.Announce(film.Id, id, "film.mp4", 1_000_000, "benchmark", now).Value;
        _ = asset.Complete([]);
        asset.MarkReady(now);
        film.ShowVideo(asset.Id);
        await using var db = server.OpenDatabase();
        db.AddRange(film, asset);
        await db.SaveChangesAsync();
        var place = Path.Combine(server.Folder, "media", "renditions", $"{asset.Id:N}", name);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(file, place);
        return asset.Id;
    }

    public void Dispose() => browser.Dispose();

    private Task<HttpResponseMessage> TryAnnounceAsync(Guid filmId, long size, string fileName) =>
        browser.PostAsJsonAsync("/media/uploads/", new { filmId, fileName, size, fingerprint = "benchmark" });

    private Film NewFilm(string title)
    {
        var details = new FilmDetails(title, "", TimeSpan.FromMinutes(5), 2026, "CZ", "cs", [new Credit("Director", "Bea Benchmark")], []);
        return Film.Create(id, details, TimeProvider.System.GetUtcNow()).Value;
    }

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex HandlerName();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
