using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Features.Media;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What those who watch notice of a storage that is away, slow, or gone.</summary>
public sealed class PlaybackFaultTests(UploadServer server) : IClassFixture<UploadServer>, IDisposable
{
    private readonly Guid asset = Guid.CreateVersion7();

    public void Dispose() => server.Storage.Mend();

    [Theory]
    [InlineData(PlaybackPurpose.Owner, 0)]
    [InlineData(PlaybackPurpose.Owner, 1)]
    [InlineData(PlaybackPurpose.Screener, 0)]
    public async Task A_storage_that_is_away_answers_that_it_is_to_be_asked_again_and_then_plays_on(PlaybackPurpose purpose, int callsBefore)
    {
        var poster = await StoreAsync(purpose);
        server.Storage.Before = () => callsBefore-- > 0 ? Task.CompletedTask : Task.FromException(new Azure.RequestFailedException(503, "Server Busy"));

        using var away = await server.Web.Browser().GetAsync(poster);
        server.Storage.Mend();
        using var back = await server.Web.Browser().GetAsync(poster);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (away.StatusCode, away.Headers.GetValues("Retry-After").Single()));
        Assert.Empty(await away.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-store", away.Headers.CacheControl!.ToString());
        Assert.Equal("still", await back.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_storage_that_is_slow_is_waited_for_and_holds_up_nobody_else()
    {
        var (one, other) = (await StoreAsync(PlaybackPurpose.Owner), await StoreAsync(PlaybackPurpose.Owner));
        var (reached, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Storage.Before = () =>
        {
            reached.TrySetResult();
            return gate.Task;
        };
        var waiting = server.Web.Browser().GetStringAsync(one);
        await reached.Task;
        server.Storage.Mend();

        Assert.Equal("still", await server.Web.Browser().GetStringAsync(other));
        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        Assert.Equal("still", await waiting);
    }

    [Fact]
    public async Task What_goes_between_two_questions_is_not_there_and_nobody_remembers_that()
    {
        var (poster, calls) = (await StoreAsync(PlaybackPurpose.Owner), 0);
        server.Storage.Before = () => ++calls == 2 ? server.Storage.DeleteAsync(MediaPaths.Made(asset), default) : Task.CompletedTask;

        using var gone = await server.Web.Browser().GetAsync(poster);

        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (gone.StatusCode, gone.Headers.CacheControl!.ToString()));
        Assert.Empty(await gone.Content.ReadAsByteArrayAsync());
    }

    private async Task<string> StoreAsync(PlaybackPurpose purpose)
    {
        using var content = new MemoryStream("still"u8.ToArray());
        await server.Storage.WriteAsync($"{MediaPaths.Made(asset)}/poster.jpg", content, default);
        return server.Web.Services.GetRequiredService<PlaybackGrants>().Issue(Guid.CreateVersion7(), asset, purpose).Poster;
    }
}
