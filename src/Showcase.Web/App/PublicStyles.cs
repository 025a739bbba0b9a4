using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace Showcase.Web.App;

/// <summary>
/// The components' style sheet for pages without a circuit: the one that the build writes, without the parts of folders that have no such page. It is about
/// a third smaller, which is what public pages have left of their 100 KB.
/// </summary>
public sealed partial class PublicStyles(IWebHostEnvironment environment)
{
    private const string Bundle = "Showcase.Web.styles.css";

    private static readonly string[] WorkspaceOnly = ["/Features/Judging/", "/Features/Submissions/"];

    private readonly Lazy<Sheet> sheet = new(() => Read(environment.WebRootFileProvider));

    /// <summary>Changes with its content, so that browsers may keep it for a year.</summary>
    public string Address => sheet.Value.Address;

    internal IResult Send(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Results.Bytes(sheet.Value.Plain, "text/css; charset=utf-8");

        http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(sheet.Value.Brotli, "text/css; charset=utf-8");
    }

    /// <summary>The build writes the file's name before what comes from it.</summary>
    internal static string Without(string css, IReadOnlyCollection<string> folders)
    {
        var kept = new StringBuilder();
        var (start, isKept) = (0, true);
        foreach (Match name in FileName().Matches(css))
        {
            if (isKept) kept.Append(css, start, name.Index - start);
            (start, isKept) = (name.Index, !folders.Any(folder => name.Groups["name"].Value.StartsWith(folder, StringComparison.Ordinal)));
        }

        if (isKept) kept.Append(css, start, css.Length - start);
        return kept.ToString();
    }

    private static Sheet Read(IFileProvider files)
    {
        using var stream = files.GetFileInfo(Bundle).CreateReadStream();
        using var reader = new StreamReader(stream);
        var plain = Encoding.UTF8.GetBytes(Without(reader.ReadToEnd(), WorkspaceOnly));
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(plain);
        return new Sheet(plain, packed.ToArray(), $"css/public.css?v={Convert.ToHexStringLower(SHA256.HashData(plain))[..12]}");
    }

    [GeneratedRegex(@"/\* (?<name>/[^*]+)\.rz\.scp\.css \*/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    private sealed record Sheet(byte[] Plain, byte[] Brotli, string Address);
}

internal static class PublicStylesEndpoint
{
    public static void MapPublicStyles(this WebApplication app) =>
        app.MapGet("/css/public.css", (HttpContext http, PublicStyles styles) => styles.Send(http)).AllowAnonymous();
}
