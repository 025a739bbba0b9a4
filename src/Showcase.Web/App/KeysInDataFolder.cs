using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;

namespace Showcase.Web.App;

/// <summary>Keys of cookies and tokens live with the installation's other files, so that a restart signs nobody out.</summary>
internal sealed class KeysInDataFolder(DataFolder folder, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) =>
        options.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(folder.Path("keys")), loggers);
}
