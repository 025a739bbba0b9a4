using System.Net;
using System.Net.Http.Headers;
using Showcase.Domain.Media;
using Showcase.Web.Storage;

namespace Showcase.Web.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobStorageTests(AzuriteFixture azurite) : MediaStorageContract
{
    protected override IMediaStorage Storage => azurite.Storage;

    [Fact]
    public async Task A_browser_may_put_checked_blocks_of_one_blob_and_read_nothing()
    {
        var path = MediaPaths.Source(Guid.CreateVersion7());
        var address = await Storage.BlockAddressAsync(path, DateTimeOffset.MaxValue.AddYears(-7000), default);
        using var browser = new HttpClient();
        var bytes = "a block of a film"u8.ToArray();
        var crc = new Crc64();
        crc.Append(bytes);

        using var wrong = await PutAsync(browser, address!, bytes, Crc64.TextOf(crc.Value + 1));
        using var right = await PutAsync(browser, address!, bytes, crc.Text);
        using var read = await browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        await Storage.CommitBlocksAsync(path, 1, default);
        Assert.Equal(bytes, await ReadAsync(path, 0, null));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient browser, Uri address, byte[] bytes, string crc)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("x-ms-content-crc64", crc);
        return await browser.PutAsync(new Uri($"{address}&comp=block&blockid={Uri.EscapeDataString(MediaBlock.IdOf(0))}"), content);
    }
}
