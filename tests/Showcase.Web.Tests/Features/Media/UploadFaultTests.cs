using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Films;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What goes wrong on a film's way: the storage, the disk, the order, and people who try. On the real server, without processing.</summary>
public sealed class UploadFaultTests(UploadFaultTests.Server server) : IClassFixture<UploadFaultTests.Server>, IDisposable
{
    private const double Gigabyte = 1e9;

    private FaultyStorage Storage => server.Web.Services.GetRequiredService<FaultyStorage>();

    public void Dispose() => Storage.Mend();

    [Fact]
    public async Task A_storage_that_is_away_for_a_while_costs_nothing_but_time()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        Storage.Fail(2, new IOException("503"));

        var answers = new List<HttpStatusCode>();
        for (var tries = 0; tries < 3; tries++)
        {
            using var answer = await artist.PutAsync(ticket, 0, Clips.Film);
            answers.Add(answer.StatusCode);
            if (tries == 0) Assert.Contains("Media.StorageAway", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.Created], answers);
        Assert.Equal(HttpStatusCode.OK, await artist.CompleteAsync(ticket));
    }

    [Fact]
    public async Task A_storage_that_is_gone_refuses_each_step_and_loses_none()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        Storage.Fail(int.MaxValue, new TimeoutException());

        using var renew = await artist.PostAsync($"/media/uploads/{ticket.AssetId}/ticket");
        var complete = await artist.CompleteAsync(ticket);
        Storage.Mend();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (renew.StatusCode, complete));
        Assert.Equal([0], (await artist.BeginAsync()).Received);
        Assert.Equal(HttpStatusCode.OK, await artist.CompleteAsync(ticket));
    }

    [Fact]
    public async Task A_slow_storage_is_waited_for_and_holds_up_nobody_else()
    {
        var (slow, quick) = (await ArtistAsync(), await ArtistAsync());
        var (late, ticket) = (await slow.BeginAsync(), await quick.BeginAsync());
        var gate = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        Storage.Before = () =>
        {
            reached.TrySetResult();
            return gate.Task;
        };
        var waiting = slow.PutAsync(late, 0, Clips.Film);
        await reached.Task;
        Storage.Mend();

        using var sent = await quick.PutAsync(ticket, 0, Clips.Film);
        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        using var arrived = await waiting;

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (sent.StatusCode, arrived.StatusCode));
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such_and_the_block_is_taken_once_there_is_room()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        Storage.Fail(1, new StorageFullException(new IOException("No space left on device")));

        using var full = await artist.PutAsync(ticket, 0, Clips.Film);
        Assert.Empty((await artist.BeginAsync()).Received);
        using var again = await artist.PutAsync(ticket, 0, Clips.Film);

        Assert.Equal((HttpStatusCode.InsufficientStorage, HttpStatusCode.Created), (full.StatusCode, again.StatusCode));
        Assert.Contains("Media.StorageFull", await full.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_would_fill_the_disk_is_refused_before_its_first_byte_and_those_under_way_go_on()
    {
        var (first, second) = (await ArtistAsync(), await ArtistAsync());
        var announced = await AnnouncedAsync();
        Storage.Free = announced + (long)(15 * Gigabyte);
        var ticket = await first.BeginAsync(8_000_000_000);

        using var refused = await second.TryBeginAsync(8_000_000_000);
        using var small = await second.TryBeginAsync(1_000_000_000);
        using var sent = await first.PutAsync(ticket, 1, new byte[ticket.BlockSize]);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Created), (refused.StatusCode, small.StatusCode, sent.StatusCode));
        var said = await refused.Content.ReadFromJsonAsync<Said>();
        Assert.Equal(
            ("Media.DiskFull", "This film has 8.0 GB, and the server has room for 2.0 GB just now. Nothing was sent. Try again later, or tell the people who run this site."),
            (said!.Code, said.Text));
        using var dropped = await first.DropAsync(ticket);
    }

    [Fact]
    public async Task What_has_arrived_of_other_films_is_not_counted_twice()
    {
        var (first, second) = (await ArtistAsync(), await ArtistAsync());
        var announced = await AnnouncedAsync();
        var ticket = await first.BeginAsync(2 * Blocks.Smallest);
        using var sent = await first.PutAsync(ticket, 1, new byte[Blocks.Smallest]);

        // The disk shows one block less than it had; the other is still to come.
        Storage.Free = announced + (long)(5 * Gigabyte) + Blocks.Smallest + 1000;
        using var fits = await second.TryBeginAsync(1000);
        using var dropped = await first.DropAsync(ticket);

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
    }

    [Fact]
    public async Task Nobody_takes_more_than_their_share_and_the_figures_say_so()
    {
        var artist = await ArtistAsync();
        Storage.Free = long.MaxValue / 2;
        foreach (var gigabytes in new[] { 20, 15 }) await artist.BeginAsync(gigabytes * 1_000_000_000L, await artist.AnotherFilmAsync());

        using var refused = await artist.TryBeginAsync(6_000_000_000);
        using var fits = await artist.TryBeginAsync(5_000_000_000);

        var said = await refused.Content.ReadFromJsonAsync<Said>();
        Assert.Equal(
            ("Media.ShareFull", "This film has 6.0 GB. Your films take 35.0 of the 40.0 GB that one person may keep here. Remove a film or an unfinished upload first."),
            (said!.Code, said.Text));
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        await ExpireAllAsync(artist.Id);
    }

    [Fact]
    public async Task A_file_chosen_anew_for_the_same_film_takes_the_place_of_the_first()
    {
        var artist = await ArtistAsync();
        Storage.Free = long.MaxValue / 2;
        await artist.BeginAsync(20_000_000_000, await artist.AnotherFilmAsync());
        await artist.BeginAsync(20_000_000_000);

        using var answer = await artist.TryBeginAsync(19_000_000_000);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ExpireAllAsync(artist.Id);
    }

    [Fact]
    public async Task Announced_twice_at_once_it_is_one_upload()
    {
        var artist = await ArtistAsync();

        var tickets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => artist.BeginAsync()));

        Assert.Single(tickets.Select(ticket => ticket.AssetId).Distinct());
        await using var db = Db();
        Assert.Equal(1, await db.MediaAssets.CountAsync(asset => asset.FilmId == artist.FilmId));
    }

    [Fact]
    public async Task Completed_twice_at_once_it_is_processed_once()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => artist.CompleteAsync(ticket)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await using var db = Db();
        var asset = await db.MediaAssets.SingleAsync(candidate => candidate.Id == ticket.AssetId);
        Assert.Equal((MediaState.Processing, ProcessingStages.Names.Count), (asset.State, asset.Stages.Count));
    }

    [Fact]
    public async Task Blocks_come_in_any_order_and_as_often_as_they_like()
    {
        var artist = await ArtistAsync();
        byte[] film = [.. Clips.Film, .. Free(Blocks.Smallest)];
        var ticket = await artist.BeginAsync(film.Length);
        var (head, tail) = (film[..ticket.BlockSize], film[ticket.BlockSize..]);

        foreach (var (index, bytes) in new[] { (1, tail), (0, head), (1, tail), (0, head) })
        {
            using var answer = await artist.PutAsync(ticket, index, bytes);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await artist.CompleteAsync(ticket));
        Assert.Equal(film, await ReadAsync(MediaPaths.Arrival(ticket.AssetId)));
    }

    [Fact]
    public async Task A_ticket_of_one_upload_puts_nothing_into_another()
    {
        var (artist, victim) = (await ArtistAsync(), await ArtistAsync());
        var (own, target) = (await artist.BeginAsync(), await victim.BeginAsync());

        using var answer = await artist.PutAsync(own with { BlockUrl = own.BlockUrl.Replace($"{own.AssetId}", $"{target.AssetId}", StringComparison.Ordinal) }, 0, Clips.Film);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty((await victim.BeginAsync()).Received);
    }

    [Fact]
    public async Task A_ticket_that_still_holds_changes_nothing_after_the_commit_nor_in_the_vault()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        await artist.CompleteAsync(ticket);
        var other = new byte[Clips.Film.Length];
        using var committed = await artist.PutAsync(ticket, 0, other);

        var vault = server.Web.Services.GetRequiredService<Vault>();
        await vault.KeepAsync(ticket.AssetId, await vault.FindAsync(ticket.AssetId, default), default);
        using var kept = await artist.PutAsync(ticket, 0, other);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (committed.StatusCode, kept.StatusCode));
        Assert.Equal(Clips.Film, await ReadAsync(MediaPaths.Source(ticket.AssetId)));
        Assert.Null(await Storage.LengthAsync(MediaPaths.Arrival(ticket.AssetId), default));
    }

    [Fact]
    public async Task What_changes_while_it_is_checked_is_not_kept_and_a_check_that_broke_off_goes_on_from_the_vault()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        await artist.CompleteAsync(ticket);
        var vault = server.Web.Services.GetRequiredService<Vault>();
        var seen = await vault.FindAsync(ticket.AssetId, default);

        await Storage.WriteAsync(seen.Path, new MemoryStream(new byte[10]), default);
        await Assert.ThrowsAsync<IOException>(() => vault.KeepAsync(ticket.AssetId, seen, default));
        await vault.KeepAsync(ticket.AssetId, await vault.FindAsync(ticket.AssetId, default), default);
        var again = await vault.FindAsync(ticket.AssetId, default);
        await vault.KeepAsync(ticket.AssetId, again, default);

        Assert.Equal(MediaPaths.Source(ticket.AssetId), again.Path);
        Assert.Equal(10, await Storage.LengthAsync(again.Path, default));
    }

    [Fact]
    public async Task The_sweep_clears_what_arrived_for_nobody_and_spares_what_waits_for_its_check()
    {
        var artist = await ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        await artist.CompleteAsync(ticket);
        var stray = MediaPaths.Arrival(Guid.CreateVersion7());
        await Storage.WriteAsync(stray, new MemoryStream(new byte[10]), default);

        await server.Web.Services.GetRequiredService<UploadService>().SweepAsync(default);

        Assert.Null(await Storage.LengthAsync(stray, default));
        Assert.Equal(Clips.Film.Length, await Storage.LengthAsync(MediaPaths.Arrival(ticket.AssetId), default));
    }

    /// <summary>A box that players skip.</summary>
    private static byte[] Free(int length)
    {
        var box = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, length);
        "free"u8.CopyTo(box.AsSpan(4));
        return box;
    }

    private ShowcaseDbContext Db() => server.Web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContext();

    /// <summary>Bytes that unfinished uploads of other tests have announced, less what has arrived of them.</summary>
    private async Task<long> AnnouncedAsync()
    {
        await using var db = Db();
        var missing = 0L;
        foreach (var asset in await db.MediaAssets.AsNoTracking().Where(asset => asset.State == MediaState.Uploading).ToListAsync())
        {
            missing += asset.Size - (await Storage.StagedBlocksAsync(MediaPaths.Arrival(asset.Id), default)).Values.Sum();
        }

        return missing;
    }

    private async Task ExpireAllAsync(Guid owner)
    {
        await using var db = Db();
        await db.MediaAssets.Where(asset => asset.OwnerId == owner).ExecuteDeleteAsync();
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        await using var content = await Storage.OpenAsync(path, 0, null, default);
        using var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<Artist> ArtistAsync()
    {
        var email = $"{Guid.CreateVersion7():N}@faults.test";
        var person = await server.Web.PersonAsync(email);
        var artist = new Artist(server.Web, await server.Web.SignedInAsync(email), person.UserId);
        artist.FilmId = await artist.AnotherFilmAsync();
        return artist;
    }

    private sealed record Said(string Code, string Text);

    private sealed class Artist(WebFixture web, HttpClient browser, Guid id)
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

    /// <summary>The application with a storage that can fail and shares of 40 GB.</summary>
    public sealed class Server : IDisposable
    {
        public WebFixture Web { get; } = WebFixture.With(
            services =>
            {
                services.AddSingleton<LocalDiskStorage>();
                services.AddSingleton<FaultyStorage>();
                services.AddSingleton<IMediaStorage>(provider => provider.GetRequiredService<FaultyStorage>());
            },
            ("Media:Process", "false"), ("Media:PersonGigabytes", "40"));

        public void Dispose() => Web.Dispose();
    }
}
