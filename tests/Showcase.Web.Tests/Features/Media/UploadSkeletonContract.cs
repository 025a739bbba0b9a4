using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Domain.Media.Structure;
using Showcase.Web.Data;
using Showcase.Web.Tests.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What is no film is turned away before a block of it is sent, wherever the blocks go.</summary>
public abstract class UploadSkeletonContract(WebFixture web)
{
    // Longer than all pieces that are ever asked for.
    private const int Middle = 3_000_000;

    [Theory]
    [InlineData("letter", "Media.NotVideo")]
    [InlineData("sound", "Media.NoVideo")]
    [InlineData("without index", "Media.NoIndex")]
    [InlineData("cut", "Media.Truncated")]
    public async Task What_is_no_film_is_refused_before_a_block_is_sent_and_the_artist_is_told_why(string kind, string problem)
    {
        var artist = await UploadArtist.EnterAsync(web);
        var (film, sound) = (Clips.Film, Clips.SoundOnly);
        byte[] file = kind switch
        {
            "letter" => [.. "Dear festival, "u8, .. new byte[Middle]],
            "sound" => [.. sound[..sound[3]], .. Box("free", Middle), .. sound[sound[3]..]],
            "without index" => [.. film[..film[3]], .. Box("mdat", Middle)],
            _ => Raw[..^1_000_000],
        };
        var ticket = await artist.BeginAsync(file.Length);

        var (answer, questions) = await artist.ShowAsync(ticket, file);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.InRange(questions, 2, 4);
        var told = (await answer.Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>())!;
        var asset = await AssetAsync(ticket.AssetId);
        Assert.Equal((problem, MediaState.Rejected, problem), (told["code"].GetString(), asset.State, asset.Problem));
        Assert.NotEmpty(told["text"].GetString()!);
        Assert.Empty(await new UploadedFiles(web).NamesAsync(ticket.AssetId));
        using var again = await artist.TryShowAsync(ticket, Array.Empty<object>());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, again.StatusCode);
    }

    [Theory]
    [InlineData("index at the end")]
    [InlineData("index first")]
    [InlineData("matroska")]
    [InlineData("transport stream")]
    public async Task A_film_is_let_through_after_a_handful_of_questions_and_sent(string kind)
    {
        var artist = await UploadArtist.EnterAsync(web);
        var film = kind switch
        {
            "index at the end" => Raw,
            "index first" => Clips.FilmWith("-movflags +faststart", "index first.mp4"),
            "transport stream" => Clips.Made("shown.ts", "-f lavfi -i testsrc2=s=320x180:r=24 -t 2 -c:v mpeg2video -b:v 4M"),
            _ => Clips.Made("shown.mkv", "-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v rawvideo -pix_fmt yuv420p"),
        };
        var ticket = await artist.BeginAsync(film.Length);

        var (answer, questions) = await artist.ShowAsync(ticket, film);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(questions, 2, 4);
        using var sent = await artist.PutAsync(ticket, 0, film);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (sent.StatusCode, await artist.CompleteAsync(ticket)));
    }

    /// <summary>Pictures as they are, 4 MB, with the index behind them.</summary>
    private static byte[] Raw => Clips.Made("raw.mov", "-f lavfi -i testsrc2=s=320x180:r=24 -t 1 -c:v rawvideo -pix_fmt rgb24");

    private static byte[] Box(string type, int length)
    {
        var box = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, length);
        System.Text.Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        return box;
    }

    private async Task<MediaAsset> AssetAsync(Guid id)
    {
        await using var db = await web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync();
        return await db.MediaAssets.AsNoTracking().SingleAsync(asset => asset.Id == id);
    }
}

/// <summary>With Azurite, where our server never sees a block.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureUploadSkeletonTests(AzureServer server) : UploadSkeletonContract(server.Web), IClassFixture<AzureServer>;

/// <summary>The application with its storage in Azurite.</summary>
public sealed class AzureServer(AzuriteFixture azurite) : IDisposable
{
    public WebFixture Web { get; } = WebFixture.With(("Storage:Provider", "Azure"), ("Storage:ConnectionString", azurite.ConnectionString), ("Media:Process", "false"));

    public void Dispose() => Web.Dispose();
}

/// <summary>On this machine's disk; what is asked of those who show pieces is the same everywhere.</summary>
public sealed class UploadSkeletonTests(UploadServer server) : UploadSkeletonContract(server.Web), IClassFixture<UploadServer>
{
    private const long Size = 20_000_000_000;

    [Theory]
    [InlineData("""{ "pieces": [{ "offset": -16384, "bytes": "AAAA" }] }""")]
    [InlineData("""{ "pieces": [{ "offset": 0, "bytes": "AAAA" }] }""")]
    [InlineData("""{ "pieces": [{ "offset": 0, "bytes": "no base64!" }] }""")]
    [InlineData("""{ "pieces": [{ "offset": "0", "bytes": null }] }""")]
    [InlineData("""{ "pieces": [{ "offset": 1e30 }] }""")]
    [InlineData("""{ "pieces": [{}] }""")]
    [InlineData("""{ "pieces": [null] }""")]
    [InlineData("""{ "pieces": 5 }""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public async Task What_makes_no_sense_is_refused_and_harms_nothing(string body)
    {
        var artist = await server.ArtistAsync();
        var ticket = await artist.BeginAsync();

        using var answer = await artist.PostTextAsync($"/media/uploads/{ticket.AssetId}/skeleton", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await artist.ShowAsync(ticket, Clips.Film)).Answer.StatusCode);
    }

    [Fact]
    public async Task Pieces_that_overlap_lie_elsewhere_or_are_too_many_are_refused()
    {
        var artist = await server.ArtistAsync();
        server.Storage.Free = long.MaxValue / 2;
        var ticket = await artist.BeginAsync(Size);

        foreach (var offsets in new IEnumerable<long>[] { [0, 0], [0, 1], [Size + Skeleton.PieceLength], [-Skeleton.PieceLength], Enumerable.Range(0, Skeleton.MostPieces + 1).Select(index => (long)index * Skeleton.PieceLength) })
        {
            using var answer = await artist.TryShowAsync(ticket, offsets.Select(offset => new { offset, bytes = new byte[Skeleton.PieceLength] }));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Media.PieceOutOfPlace", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_than_all_pieces_together_is_not_read()
    {
        var artist = await server.ArtistAsync();
        var ticket = await artist.BeginAsync();

        using var answer = await artist.TryShowAsync(ticket, new[] { new { offset = 0, bytes = new byte[Skeleton.MostPieces * Skeleton.PieceLength * 2] } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Only_its_owner_shows_a_file_and_only_while_it_is_sent()
    {
        var (owner, other) = (await server.ArtistAsync(), await server.ArtistAsync());
        var stranger = new UploadArtist(server.Web, server.Web.Browser(), Guid.Empty);
        var ticket = await owner.BeginAsync();
        var path = $"/media/uploads/{ticket.AssetId}/skeleton";

        using var foreign = await other.PostAsync(path);
        using var visitor = await stranger.PostAsync(path);
        using var elsewhere = await owner.PostAsync(path, origin: "https://elsewhere.test");
        using var sent = await owner.PutAsync(ticket, 0, Clips.Film);
        using var own = await owner.PostAsync(path);
        await owner.CompleteAsync(ticket);
        using var late = await owner.PostAsync(path);

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Conflict],
            new[] { foreign, visitor, elsewhere, own, late }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task What_was_refused_takes_nothing_of_the_artists_share()
    {
        var artist = await server.ArtistAsync();
        server.Storage.Free = long.MaxValue / 2;
        foreach (var film in new[] { artist.FilmId, await artist.AnotherFilmAsync(), await artist.AnotherFilmAsync() })
        {
            var ticket = await artist.BeginAsync(Size, film);
            using var answer = await artist.TryShowAsync(ticket, new[] { new { offset = 0, bytes = new byte[Skeleton.PieceLength] } });
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }
    }
}
