namespace Showcase.Web.Storage;

internal static class StorageSetup
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (options.Provider == StorageProvider.Azure) builder.Services.AddSingleton<BlobOrigins>().AddSingleton<IMediaStorage, AzureBlobStorage>();
        else builder.Services.AddSingleton<IMediaStorage, LocalDiskStorage>();
    }
}
