using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Media;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>Addresses of films that somebody has bent.</summary>
[Collection(WebCollection.Name)]
public sealed class GrantAddressTests(WebFixture web)
{
    [Theory]
    [InlineData("hls/../../../originals/x/source")]
    [InlineData("..%2f..%2fsource")]
    [InlineData("source")]
    [InlineData("hls/0/../master.m3u8%00")]
    public async Task A_grant_opens_the_film_and_nothing_beside_it(string file)
    {
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(null, Guid.CreateVersion7(), PlaybackPurpose.Public);

        using var answer = await web.Browser().GetAsync(grant.Poster.Replace("poster.jpg", file, StringComparison.Ordinal));

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var grant = web.Services.GetRequiredService<PlaybackGrants>().Issue(null, Guid.CreateVersion7(), PlaybackPurpose.Public);
        var changed = grant.Source.Replace("/media/play/", "/media/play/A", StringComparison.Ordinal);

        using var answer = await web.Browser().GetAsync(changed);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
