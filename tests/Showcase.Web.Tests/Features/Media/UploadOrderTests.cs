using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>Requests that come twice, at once, out of order or too late, and from people who try. On the real server, without processing.</summary>
public sealed class UploadOrderTests(UploadServer server) : IClassFixture<UploadServer>
{
    private FaultyStorage Storage => server.Storage;

    [Fact]
    public async Task Announced_twice_at_once_it_is_one_upload()
    {
        var artist = await server.ArtistAsync();

        var tickets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => artist.BeginAsync()));

        Assert.Single(tickets.Select(ticket => ticket.AssetId).Distinct());
        await using var db = server.Db();
        Assert.Equal(1, await db.MediaAssets.CountAsync(asset => asset.FilmId == artist.FilmId));
    }

    [Fact]
    public async Task Completed_twice_at_once_it_is_processed_once()
    {
        var artist = await server.ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => artist.CompleteAsync(ticket)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await using var db = server.Db();
        var asset = await db.MediaAssets.SingleAsync(candidate => candidate.Id == ticket.AssetId);
        Assert.Equal((MediaState.Processing, ProcessingStages.Names.Count), (asset.State, asset.Stages.Count));
    }

    [Fact]
    public async Task Blocks_come_in_any_order_and_as_often_as_they_like()
    {
        var artist = await server.ArtistAsync();
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
        var (artist, victim) = (await server.ArtistAsync(), await server.ArtistAsync());
        var (own, target) = (await artist.BeginAsync(), await victim.BeginAsync());

        using var answer = await artist.PutAsync(own with { BlockUrl = own.BlockUrl.Replace($"{own.AssetId}", $"{target.AssetId}", StringComparison.Ordinal) }, 0, Clips.Film);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty((await victim.BeginAsync()).Received);
    }

    [Fact]
    public async Task A_ticket_that_still_holds_changes_nothing_after_the_commit_nor_in_the_vault()
    {
        var artist = await server.ArtistAsync();
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
        var artist = await server.ArtistAsync();
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
        var artist = await server.ArtistAsync();
        var ticket = await artist.BeginAsync();
        using var sent = await artist.PutAsync(ticket, 0, Clips.Film);
        await artist.CompleteAsync(ticket);
        var stray = MediaPaths.Arrival(Guid.CreateVersion7());
        await Storage.WriteAsync(stray, new MemoryStream(new byte[10]), default);

        await server.Web.Services.GetRequiredService<MediaSweep>().SweepAsync(default);

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

    private async Task<byte[]> ReadAsync(string path)
    {
        await using var content = await Storage.OpenAsync(path, 0, null, default);
        using var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
