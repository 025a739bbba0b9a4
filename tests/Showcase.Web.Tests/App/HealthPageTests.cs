using System.Net;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.App;

public sealed class HealthPageTests
{
    [Fact]
    public async Task Without_ffmpeg_it_says_what_is_missing_and_how_to_install_it()
    {
        await using var web = WebFixture.With(("Media:FfmpegFolder", "/nowhere"));

        using var answer = await web.Browser().GetAsync("/health");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("Unhealthy\nffmpeg: Unhealthy. ffmpeg or ffprobe is not installed", text, StringComparison.Ordinal);
        Assert.Contains("apt-get install ffmpeg", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_leaves_the_processing_to_others_needs_no_ffmpeg()
    {
        await using var web = WebFixture.With(("Media:FfmpegFolder", "/nowhere"), ("Media:Process", "false"));

        Assert.StartsWith("Healthy\n", await web.Browser().GetStringAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_films_are_not_shut_off_from_files_and_network_it_says_so_and_how_to_mend_it()
    {
        await using var web = WebFixture.With(("Media:Bubblewrap", "/nowhere/bwrap"));

        var text = await web.Browser().GetStringAsync("/health");

        Assert.StartsWith("Degraded\n", text, StringComparison.Ordinal);
        Assert.Contains("apt-get install bubblewrap", text, StringComparison.Ordinal);
    }
}
