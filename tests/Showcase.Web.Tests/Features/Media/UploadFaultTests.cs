using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What goes wrong on a film's way: the storage, the disk, and the share of each. On the real server, without processing.</summary>
public sealed class UploadFaultTests(UploadServer server) : IClassFixture<UploadServer>, IDisposable
{
    private const double Gigabyte = 1e9;

    private FaultyStorage Storage => server.Storage;

    public void Dispose() => Storage.Mend();

    [Fact]
    public async Task A_storage_that_is_away_for_a_while_costs_nothing_but_time()
    {
        var artist = await server.ArtistAsync();
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
        var artist = await server.ArtistAsync();
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
        var (slow, quick) = (await server.ArtistAsync(), await server.ArtistAsync());
        var (late, ticket) = (await slow.BeginAsync(), await quick.BeginAsync());
        var (waiting, gate) = await HoldAsync(() => slow.PutAsync(late, 0, Clips.Film));

        using var sent = await quick.PutAsync(ticket, 0, Clips.Film);
        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        using var arrived = await waiting;

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (sent.StatusCode, arrived.StatusCode));
    }

    [Fact]
    public async Task A_film_is_announced_while_the_storage_still_looks_up_what_has_arrived_of_another()
    {
        var (slow, quick) = (await server.ArtistAsync(), await server.ArtistAsync());
        var (waiting, gate) = await HoldAsync(() => slow.TryBeginAsync(Clips.Film.Length));

        using var begun = await quick.TryBeginAsync(Clips.Film.Length).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        using var late = await waiting;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (begun.StatusCode, late.StatusCode));
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such_and_the_block_is_taken_once_there_is_room()
    {
        var artist = await server.ArtistAsync();
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
        var (first, second) = (await server.ArtistAsync(), await server.ArtistAsync());
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
        var (first, second) = (await server.ArtistAsync(), await server.ArtistAsync());
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
        var artist = await server.ArtistAsync();
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
    public async Task A_ticket_of_an_hour_ago_takes_no_block_and_a_renewed_one_does()
    {
        var artist = await server.ArtistAsync();
        var ticket = await artist.BeginAsync();
        var old = ticket with { BlockUrl = ticket.BlockUrl.Split('=')[0] + "=" + TicketUntil(ticket.AssetId, server.Web.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddSeconds(-1)) };

        using var late = await artist.PutAsync(old, 0, Clips.Film);
        using var renewed = await artist.PostAsync($"/media/uploads/{ticket.AssetId}/ticket");
        using var sent = await artist.PutAsync((await renewed.Content.ReadFromJsonAsync<UploadTicket>())!, 0, Clips.Film);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Created), (late.StatusCode, sent.StatusCode));
        Assert.Equal(HttpStatusCode.OK, await artist.CompleteAsync(ticket));
    }

    [Fact]
    public async Task A_file_chosen_after_the_clock_was_put_back_is_the_newer_one()
    {
        var artist = await server.ArtistAsync();
        var before = MediaAsset.Announce(artist.FilmId, artist.Id, "film.mp4", 1000, "before", server.Web.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1)).Value;
        Assert.True(before.Complete(["Verify"]).Succeeded);
        await server.Web.SaveAsync(before);

        var ticket = await artist.BeginAsync();

        await using var db = server.Db();
        Assert.True((await db.MediaAssets.FindAsync(ticket.AssetId))!.CreatedAt > before.CreatedAt);
    }

    [Fact]
    public async Task A_file_chosen_anew_for_the_same_film_takes_the_place_of_the_first()
    {
        var artist = await server.ArtistAsync();
        Storage.Free = long.MaxValue / 2;
        await artist.BeginAsync(20_000_000_000, await artist.AnotherFilmAsync());
        await artist.BeginAsync(20_000_000_000);

        using var answer = await artist.TryBeginAsync(19_000_000_000);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ExpireAllAsync(artist.Id);
    }

    /// <summary>Asks, and answers once the storage was called for it: that call waits until the gate is set, later ones do not.</summary>
    private async Task<(Task<HttpResponseMessage> Waiting, TaskCompletionSource Gate)> HoldAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var (gate, reached) = (new TaskCompletionSource(), new TaskCompletionSource());
        Storage.Before = () =>
        {
            reached.TrySetResult();
            return gate.Task;
        };
        var waiting = ask();
        await reached.Task;
        Storage.Mend();
        return (waiting, gate);
    }

    /// <summary>Bytes that unfinished uploads of other tests have announced, less what has arrived of them.</summary>
    private async Task<long> AnnouncedAsync()
    {
        await using var db = server.Db();
        var missing = 0L;
        foreach (var asset in await db.MediaAssets.AsNoTracking().Where(asset => asset.State == MediaState.Uploading).ToListAsync())
        {
            missing += asset.Size - (await Storage.StagedBlocksAsync(MediaPaths.Arrival(asset.Id), default)).Values.Sum();
        }

        return missing;
    }

    private string TicketUntil(Guid asset, DateTimeOffset until)
    {
        var content = new byte[24];
        asset.TryWriteBytes(content);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(16), until.ToUnixTimeSeconds());
        return server.Web.Services.GetRequiredService<MediaSigner>().Sign("upload", content);
    }

    private async Task ExpireAllAsync(Guid owner)
    {
        await using var db = server.Db();
        await db.MediaAssets.Where(asset => asset.OwnerId == owner).ExecuteDeleteAsync();
    }

    private sealed record Said(string Code, string Text);
}
