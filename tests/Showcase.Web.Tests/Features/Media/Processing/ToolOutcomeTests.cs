using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What is made of a tool's exit code and its complaints.</summary>
public sealed class ToolOutcomeTests
{
    [Theory]
    [InlineData(0, "[h264] error while decoding MB 4 7", "Done")]
    [InlineData(1, "Cannot allocate memory", "OverLimit")]
    [InlineData(137, "", "OverLimit")]
    [InlineData(1, "No space left on device", "Hindered")]
    [InlineData(143, "", "Hindered")]
    [InlineData(1, "Invalid data found when processing input", "Failed")]
    public void An_end_is_the_films_the_limits_or_the_machines(int exitCode, string complaint, string end) =>
        Assert.Equal(end, ToolOutcome.Of(exitCode, "", complaint).End.ToString());

    [Fact]
    public void Pictures_that_were_left_out_are_seen_though_the_run_succeeds()
    {
        Assert.True(ToolOutcome.Of(0, "", "[h264] get_buffer() failed\n[h264] no frame!").LeftOut);
        Assert.False(ToolOutcome.Of(0, "", "[h264] error while decoding MB 4 7").LeftOut);
    }
}
