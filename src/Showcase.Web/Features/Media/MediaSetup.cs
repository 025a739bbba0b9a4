using Showcase.Web.Features.Account;
using Showcase.Web.Features.Media.Captions;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Marks;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Media.Versions;

namespace Showcase.Web.Features.Media;

internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MediaSigner>();
        builder.Services.AddSingleton<PlaybackGrants>();
        builder.Services.AddSingleton<IPersonalDataSource, PlaybackData>();
        builder.Services.AddSingleton<PlaybackRevocations>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PlaybackRevocations>());
        builder.Services.AddHostedService<PlaybackRevocationPoll>();
        builder.Services.AddSingleton<ViewingService>();
        builder.Services.AddSingleton<ViewingQueries>();
        builder.Services.AddSingleton<IPersonalDataSource, ViewingData>();
        builder.Services.AddSingleton<CaptionService>();
        builder.Services.AddSingleton<CaptionQueries>();
        builder.Services.AddSingleton<DescriptionService>();
        builder.Services.AddSingleton<DescriptionQueries>();
        builder.Services.AddSingleton<DescribedSounds>();
        builder.Services.AddSingleton<UploadTickets>();
        builder.Services.AddSingleton<ArrivingFiles>();
        builder.Services.AddSingleton<Vault>();
        builder.Services.AddSingleton<UploadRoom>();
        builder.Services.AddSingleton<UploadService>();
        builder.Services.AddSingleton<MediaSweep>();
        builder.Services.AddSingleton<UploadQueries>();
        builder.Services.AddSingleton<VersionQueries>();
        builder.Services.AddSingleton<JobQueries>();
        builder.Services.AddSingleton<JobService>();
        builder.Services.AddSingleton<FfmpegTool>();
        builder.Services.AddSingleton<VersionMails>();
        builder.Services.AddSingleton<IFileInspector, HashInspector>();
        builder.Services.AddSingleton<ClamdScanner>();
        builder.Services.AddSingleton<IFileInspector>(services => services.GetRequiredService<ClamdScanner>());
        builder.Services.AddSingleton<MarkedCopies>();
        builder.Services.AddSingleton<MarkBurner>();
        builder.Services.AddSingleton<MarkReports>();
        builder.Services.AddSingleton<MarkQueries>();
        builder.Services.AddSingleton<MarkService>();
        builder.Services.AddSingleton<MarkAhead>();
        builder.Services.AddSingleton<ScreenerFiles>();
        builder.Services.AddSingleton<StageWork>();
        builder.Services.AddSingleton<GalleryOrders>();
        builder.Services.AddSingleton<ProcessingWorker>();
        builder.Services.AddSingleton<ProcessingWake>();
        builder.Services.AddHealthChecks().AddCheck<FfmpegTool>("ffmpeg").AddCheck<ClamdScanner>("scanner");
        builder.AddProcessingJobs();
    }

    public static void MapMedia(this WebApplication app)
    {
        app.MapUploads();
        app.MapDescriptions();
        app.MapPlayback();
    }
}
