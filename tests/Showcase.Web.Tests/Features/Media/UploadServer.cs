using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Web.Data;
using Showcase.Web.Storage;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Media;

/// <summary>The application with a storage that can fail and shares of 40 GB, and artists who send films to it.</summary>
public sealed class UploadServer : IDisposable
{
    public WebFixture Web { get; } = WebFixture.With(
        services =>
        {
            services.AddSingleton<LocalDiskStorage>();
            services.AddSingleton<FaultyStorage>();
            services.AddSingleton<IMediaStorage>(provider => provider.GetRequiredService<FaultyStorage>());
        },
        ("Media:Process", "false"), ("Media:PersonGigabytes", "40"));

    internal FaultyStorage Storage => Web.Services.GetRequiredService<FaultyStorage>();

    public ShowcaseDbContext Db() => Web.Services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContext();

    public void Dispose() => Web.Dispose();

    internal Task<UploadArtist> ArtistAsync() => UploadArtist.EnterAsync(Web);
}
