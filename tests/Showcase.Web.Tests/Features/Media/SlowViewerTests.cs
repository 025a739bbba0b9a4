using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Showcase.Web.Features.Media;
using Showcase.Web.Tests.Connections;
using Showcase.Web.Tests.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>Bad Wi-Fi is no reason to end a film.</summary>
public sealed class SlowViewerTests
{
    private const string Film = "vault/slow/film.mp4";
    private const int MoreThanTheSystemTakes = 24 * 1024 * 1024;
    private static readonly MinDataRate Impatient = new(bytesPerSecond: 100_000_000, gracePeriod: TimeSpan.FromSeconds(1.1));

    [Fact]
    public async Task A_film_waits_for_a_viewer_who_receives_nothing_where_other_answers_give_up()
    {
        using var work = new WorkFolder();
        var bytes = RandomNumberGenerator.GetBytes(MoreThanTheSystemTakes);
        await work.Storage.WriteAsync(Film, new MemoryStream(bytes), default);
        var hasGivenUp = false;
        await using var app = await OwnServer.StartAsync(
            certificate: null,
            async context =>
            {
                if (context.Request.Path == "/film")
                {
                    await PlaybackEndpoints.SendAsync(context, work.Storage, Film, "video/mp4");
                    return;
                }

                context.RequestAborted.Register(() => hasGivenUp = true);
                await context.Response.BodyWriter.WriteAsync(bytes);
            },
            slowest: Impatient);
        using var viewer = await OwnServer.VisitAsync(app);
        using var other = await OwnServer.VisitAsync(app);

        await AskAsync(viewer, "/film");
        await AskAsync(other, "/other");
        await OwnServer.UntilAsync(() => hasGivenUp);

        var arrived = await OwnServer.ReceiveAsync(viewer, bytes.Length);
        Assert.True(bytes.AsSpan().SequenceEqual(arrived));
    }

    private static async Task AskAsync(Socket visitor, string path)
    {
        await visitor.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await OwnServer.UntilAsync(() => visitor.Available > 0);
    }
}
