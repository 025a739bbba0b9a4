using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quartz;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Tests.Features.Media.Processing;

/// <summary>How servers that share a database share the schedule.</summary>
public sealed class ProcessingJobsTests
{
    [Theory]
    [InlineData("SqlServer", true)]
    [InlineData("Sqlite", false)]
    public async Task On_a_shared_database_schedulers_form_a_cluster_and_each_has_an_id_of_its_own(string provider, bool isCluster)
    {
        var builder = WebApplication.CreateSlimBuilder(["--Database:Provider", provider, "--Database:ConnectionString", "Server=unused", "--Data:Folder", Path.GetTempPath()]);
        builder.AddProcessingJobs();
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(isCluster, services.GetService<IOptions<ClusteringOptions>>()?.Value.Enabled ?? false);
        Assert.Equal(isCluster, services.GetRequiredService<IOptions<QuartzSchedulerOptions>>().Value.GenerateInstanceId);
    }

    [Fact]
    public void Every_server_processes_films_and_one_of_them_sweeps_and_marks()
    {
        Assert.False(IsAlone<ProcessJob>());
        Assert.True(IsAlone<SweepJob>());
        Assert.True(IsAlone<MarkJob>());
    }

    private static bool IsAlone<T>() => Attribute.IsDefined(typeof(T), typeof(DisallowConcurrentExecutionAttribute));
}
