using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Web;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Showcase.Domain.Media;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobStorageTests(AzuriteFixture azurite) : MediaStorageContract
{
    private static readonly byte[] Block = "a block of a film"u8.ToArray();

    protected override IMediaStorage Storage => azurite.Storage;

    private static string Checksum
    {
        get
        {
            var crc = new Crc64();
            crc.Append(Block);
            return crc.Text;
        }
    }

    [Fact]
    public async Task A_browser_may_put_checked_blocks_of_one_blob_and_read_nothing()
    {
        var path = MediaPaths.Source(Guid.CreateVersion7());
        var address = await Storage.BlockAddressAsync(path, DateTimeOffset.MaxValue.AddYears(-7000), default);
        using var browser = new HttpClient();

        using var wrong = await PutAsync(browser, address!, Block, Crc64.TextOf(0));
        using var right = await PutAsync(browser, address!, Block, Checksum);
        using var read = await browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        await Storage.CommitBlocksAsync(path, 1, default);
        Assert.Equal(Block, await ReadAsync(path, 0, null));
    }

    [Fact]
    public async Task A_ticket_opens_this_one_blob_for_writing_and_nothing_else()
    {
        var asset = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "salt.mov", 1000, "fingerprint", TimeProvider.System.GetUtcNow()).Value;
        var other = MediaPaths.Arrival(Guid.CreateVersion7());
        using var browser = new HttpClient();
        var address = await TicketAsync(asset);
        var container = new UriBuilder(address);
        container.Path = container.Path[..container.Path.IndexOf($"/{asset.Id:N}", StringComparison.Ordinal)];
        using (var right = await PutAsync(browser, address, Block, Checksum)) Assert.Equal(HttpStatusCode.Created, right.StatusCode);
        await Storage.CommitBlocksAsync(MediaPaths.Arrival(asset.Id), 1, default);

        using var read = await browser.GetAsync(address);
        using var facts = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        using var blocks = await browser.GetAsync(new Uri($"{address}&comp=blocklist&blocklisttype=all"));
        using var deleted = await browser.DeleteAsync(address);
        using var listed = await browser.GetAsync(new Uri($"{container.Uri}&restype=container&comp=list"));
        using var beside = await PutAsync(browser, new Uri(address.ToString().Replace($"{asset.Id:N}/source", $"{asset.Id:N}/other", StringComparison.Ordinal)), Block, Checksum);
        using var another = await PutAsync(browser, new Uri(address.ToString().Replace(MediaPaths.Arrival(asset.Id), other, StringComparison.Ordinal)), Block, Checksum);
        using var vault = await PutAsync(browser, new Uri(address.ToString().Replace(MediaPaths.Arrival(asset.Id), MediaPaths.Source(asset.Id), StringComparison.Ordinal)), Block, Checksum);

        Assert.All([read, facts, blocks, deleted, listed, beside, another, vault], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Empty(await Storage.StagedBlocksAsync(other, default));
        Assert.Equal(Block, await ReadAsync(MediaPaths.Arrival(asset.Id), 0, null));
    }

    [Fact]
    public async Task A_ticket_holds_for_an_hour_at_most_and_nobody_can_make_it_longer()
    {
        var asset = MediaAsset.Announce(Guid.CreateVersion7(), Guid.CreateVersion7(), "salt.mov", 1000, "fingerprint", TimeProvider.System.GetUtcNow()).Value;
        using var browser = new HttpClient();
        var late = (await Storage.BlockAddressAsync(MediaPaths.Arrival(asset.Id), TimeProvider.System.GetUtcNow().AddSeconds(-1), default))!;
        var address = await TicketAsync(asset);
        var until = EndOf(address);

        using var expired = await PutAsync(browser, late, Block, Checksum);
        using var prolonged = await PutAsync(browser, new Uri(late.ToString().Replace(Written(EndOf(late)), Written(until), StringComparison.Ordinal)), Block, Checksum);

        Assert.True(until <= TimeProvider.System.GetUtcNow().AddHours(1), $"It holds until {until:O}.");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (expired.StatusCode, prolonged.StatusCode));
    }

    private async Task<Uri> TicketAsync(MediaAsset asset)
    {
        var temporary = Path.GetTempPath();
        var data = new DataFolder(Options.Create(new DataFolderOptions { Folder = temporary }), new HostingEnvironment { ContentRootPath = temporary });
        var signer = new MediaSigner(Options.Create(new MediaOptions { SigningKey = Convert.ToBase64String(new byte[32]) }), data);
        var ticket = await new UploadTickets(Storage, signer, TimeProvider.System).IssueAsync(asset, default);
        return new Uri(ticket.BlockUrl.Replace("&comp=block&blockid={id}", "", StringComparison.Ordinal));
    }

    private static DateTimeOffset EndOf(Uri address) => DateTimeOffset.Parse(HttpUtility.ParseQueryString(address.Query)["se"]!, CultureInfo.InvariantCulture);

    private static string Written(DateTimeOffset time) => $"se={Uri.EscapeDataString(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))}";

    private static async Task<HttpResponseMessage> PutAsync(HttpClient browser, Uri address, byte[] bytes, string crc)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("x-ms-content-crc64", crc);
        return await browser.PutAsync(new Uri($"{address}&comp=block&blockid={Uri.EscapeDataString(MediaBlock.IdOf(0))}"), content);
    }
}
