using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>What is made of a tool's exit code and its complaints.</summary>
public sealed class ToolOutcomeTests
{
    [Theory]
    [InlineData(0, "[h264] error while decoding MB 4 7", "Done")]
    [InlineData(0, "[h264] get_buffer() failed\n[h264] no frame!", "OverLimit")]
    [InlineData(0, "[h264] Picture size 60000x60000 is invalid\n[h264] get_buffer() failed", "Done")]
    [InlineData(1, "Cannot allocate memory", "OverLimit")]
    [InlineData(137, "", "OverLimit")]
    [InlineData(1, "No space left on device", "Hindered")]
    [InlineData(143, "", "Hindered")]
    [InlineData(1, "Invalid data found when processing input", "Failed")]
    public void Pictures_that_were_left_out_for_want_of_memory_are_no_success(int exitCode, string complaint, string end) =>
        Assert.Equal(end, ToolOutcome.Of(exitCode, "", complaint).End.ToString());
}
