using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Showcase.Web.Data;
using Showcase.Web.Features.Media;

namespace Showcase.Benchmarks.Support;

/// <summary>A server that processes nothing by itself, and whose key is known here: grants of it can be issued without asking it.</summary>
internal static class SignedServer
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    public static ServerProcess Create() => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Media__Process"] = "false", ["Media__SigningKey"] = Key, ["Logging__LogLevel__Default"] = "Warning",
    });

    public static PlaybackGrants GrantsOf(ServerProcess server) =>
        new(new MediaSigner(Options.Create(new MediaOptions { SigningKey = Key }), DataOf(server)), new PlaybackRevocations(null!, TimeProvider.System), TimeProvider.System);

    public static DataFolder DataOf(ServerProcess server) =>
        new(Options.Create(new DataFolderOptions { Folder = server.Folder }), new HostingEnvironment { ContentRootPath = server.Folder });
}
