using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Media;
using Showcase.Web.Features.Media;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Tests.Support;
using Showcase.Web.Texts;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>What an administrator sees of one upload's runs, and can do.</summary>
public sealed class JobDetailsTests : BunitContext
{
    private readonly List<string> asked = [];

    public JobDetailsTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<SiteTexts>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Runs_say_how_they_ended_and_what_the_tool_complained_about()
    {
        var began = TestClock.Start;
        var page = Open(
            MediaState.Failed,
            new JobRun(Guid.CreateVersion7(), ProcessingStages.First, 2, began, began.AddSeconds(62), RunOutcome.Failed, 187, "moov atom not found"),
            new JobRun(Guid.CreateVersion7(), ProcessingStages.Probe, 1, began, began.AddSeconds(1), RunOutcome.Refused, null, "Media.TooManyFrames"));

        var rows = page.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Where((_, column) => column != 2).Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Equal(["Make a first version that plays|2|1:02|Failed|187|moov atom not found", "Read length, size and sound|1|0:01|File refused||The film has more than 120 frames a second. Export it with fewer."], rows);
    }

    [Fact]
    public void One_stage_or_all_can_be_run_again_and_what_is_under_way_can_be_cancelled()
    {
        var page = Open(MediaState.Ready);

        page.Find("button[aria-label='Run again: Take a still']").Click();
        page.FindAll("button").Single(button => button.TextContent == "Run everything again").Click();
        page.FindAll("button").Single(button => button.TextContent == "Cancel the work").Click();

        Assert.Equal([ProcessingStages.Poster, "all", "cancel"], asked);
    }

    [Fact]
    public void What_is_being_processed_for_the_first_time_offers_no_second_run() =>
        Assert.Empty(Open(MediaState.Processing).FindAll("button[aria-label]"));

    [Fact]
    public void What_an_older_version_made_is_said_and_can_be_brought_up_to_date_and_nothing_else_can()
    {
        var (page, current) = (Open(MediaState.Ready, isOutdated: true), Open(MediaState.Ready));

        page.FindAll("button").Single(button => button.TextContent == "Bring up to date").Click();

        Assert.Equal(["up to date"], asked);
        Assert.Single(page.FindAll(".chip"), chip => chip.TextContent == "Made by an older version");
        Assert.DoesNotContain("older version", current.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(current.FindAll("button"), button => button.TextContent == "Bring up to date");
    }

    private IRenderedComponent<JobDetails> Open(MediaState state, params JobRun[] runs) => Open(state, isOutdated: false, runs);

    private IRenderedComponent<JobDetails> Open(MediaState state, bool isOutdated, params JobRun[] runs)
    {
        JobStage[] stages = [new(ProcessingStages.Poster, StageState.Done, 100, 1, null, null, isOutdated), new(ProcessingStages.Ladder, StageState.Running, 40, 1, null, TestClock.Start, IsOutdated: false)];
        return Render<JobDetails>(parameters => parameters
            .Add(page => page.Job, new MediaJob(Guid.CreateVersion7(), "Salt Index", DescribedIn: null, state, IsUnderWay: state != MediaState.Failed, IsUrgent: false, TestClock.Start, stages))
            .Add(page => page.Runs, runs)
            .Add(page => page.RunStage, stage => asked.Add(stage))
            .Add(page => page.RunAll, () => asked.Add("all"))
            .Add(page => page.BringUpToDate, () => asked.Add("up to date"))
            .Add(page => page.Cancel, () => asked.Add("cancel")));
    }
}
