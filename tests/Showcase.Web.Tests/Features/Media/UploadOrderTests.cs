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

    [Fact]
    public async Task The_sweep_drops_an_upload_that_nobody_goes_on_with_and_spares_one_that_takes_weeks()
    {
        var (slow, gone) = (await server.ArtistAsync(), await server.ArtistAsync());
        var (kept, dropped) = (await slow.BeginAsync(), await gone.BeginAsync());
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-10);
        await using var db = server.Db();
        await db.MediaAssets.Where(asset => asset.Id == kept.AssetId || asset.Id == dropped.AssetId)
            .ExecuteUpdateAsync(change => change.SetProperty(asset => asset.CreatedAt, longAgo).SetProperty(asset => asset.AskedForAt, longAgo));
        using var renewed = await slow.PostAsync($"/media/uploads/{kept.AssetId}/ticket");

        await server.Web.Services.GetRequiredService<MediaSweep>().SweepAsync(default);

        Assert.Equal((MediaState.Uploading, MediaState.Expired), (await StateAsync(kept.AssetId), await StateAsync(dropped.AssetId)));
    }

    [Fact]
    public async Task The_sweep_drops_what_we_failed_at_once_it_came_again_and_plays()
    {
        var (mended, alone) = (await server.ArtistAsync(), await server.ArtistAsync());
        var now = TimeProvider.System.GetUtcNow();
        var (failed, better, last) = (Failed(mended, now.AddDays(-9)), Announced(mended, now.AddDays(-8)), Failed(alone, now.AddDays(-9)));
        better.MarkReady(now.AddDays(-8));
        await server.Web.SaveAsync(failed, better, last);
        await using var db = server.Db();
        await db.Films.Where(film => film.Id == mended.FilmId).ExecuteUpdateAsync(change => change.SetProperty(film => film.VideoId, better.Id));

        await server.Web.Services.GetRequiredService<MediaSweep>().SweepAsync(default);

        Assert.Equal((MediaState.Expired, MediaState.Ready, MediaState.Failed), (await StateAsync(failed.Id), await StateAsync(better.Id), await StateAsync(last.Id)));
    }

    private static MediaAsset Announced(UploadArtist artist, DateTimeOffset at) => MediaAsset.Announce(artist.FilmId, artist.Id, "film.mp4", 1000, $"{at}", at).Value;

    private static MediaAsset Failed(UploadArtist artist, DateTimeOffset at)
    {
        var asset = Announced(artist, at);
        asset.Fail("Media.ProcessingFailed");
        return asset;
    }

    private async Task<MediaState> StateAsync(Guid assetId)
    {
        await using var db = server.Db();
        return (await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == assetId)).State;
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
