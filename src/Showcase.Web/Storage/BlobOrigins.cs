using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;

namespace Showcase.Web.Storage;

/// <summary>
/// Sees to it that Azure takes blocks from the pages of this site: a browser asks the account first whether pages of their origin may put
/// them, and the answer is no until one of the account's rules (CORS) allows it. <c>Site:Address</c> is the origin; without it nothing is done.
/// </summary>
public sealed partial class BlobOrigins(IOptions<SiteOptions> site, ILogger<BlobOrigins> log)
{
    private const string Method = "PUT";

    // What js/upload.js sends with a block and browsers ask about.
    private const string Headers = "content-type,x-ms-content-crc64";

    // Azure's own limit.
    private const int MostRules = 5;

    // A browser asks for each address anew, and each block has its own: only a block that is sent again spares the question.
    private const int RememberedSeconds = 300;

    /// <summary>
    /// Adds a rule for this site where none does already, and keeps the others. Where that is not possible, the log says what is to be done by
    /// hand, and everything but uploads works. Servers that do this at once write the same.
    /// </summary>
    public async Task AllowAsync(BlobServiceClient service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (site.Value.Address is not { Length: > 0 } address) return;

        var origin = OriginOf(new Uri(address));
        try
        {
            var properties = (await service.GetPropertiesAsync()).Value;
            IList<BlobCorsRule> rules = properties.Cors ?? [];
            if (IsCovered(rules, origin)) return;

            if (rules.Count >= MostRules)
            {
                LogFull(origin, rules.Count, Method, Headers);
                return;
            }

            // In front: a wider rule that Azure came upon first would be the one that counts.
            var rule = new BlobCorsRule { AllowedOrigins = origin, AllowedMethods = Method, AllowedHeaders = Headers, ExposedHeaders = "", MaxAgeInSeconds = RememberedSeconds };
            properties.Cors = [rule, .. rules];
            await service.SetPropertiesAsync(properties);
            LogAdded(origin);
        }
        catch (Exception refused) when (refused is RequestFailedException or TaskCanceledException || StorageFailures.MayPass(refused))
        {
            LogRefused(refused, origin, Method, Headers);
        }
    }

    /// <summary>As browsers write it: small letters, names in ASCII, no port that goes without saying.</summary>
    private static string OriginOf(Uri address) => new UriBuilder(address.Scheme, address.IdnHost, address.Port).Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Azure goes by the first rule that names origin and method, even where its headers do not suffice and a later rule's would.</summary>
    private static bool IsCovered(IEnumerable<BlobCorsRule> rules, string origin)
    {
        var first = rules.FirstOrDefault(rule => Names(rule.AllowedOrigins, origin, StringComparison.Ordinal) && Names(rule.AllowedMethods, Method, StringComparison.Ordinal));
        return first is not null && Headers.Split(',').All(header => Names(first.AllowedHeaders, header, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Names(string? list, string name, StringComparison comparison) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(entry => Fits(entry, name, comparison));

    /// <summary>A star is everything, the rest of a header, or a subdomain.</summary>
    private static bool Fits(string entry, string name, StringComparison comparison)
    {
        var star = entry.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return string.Equals(entry, name, comparison);

        return name.Length >= entry.Length - 1 && name.StartsWith(entry[..star], comparison) && name.EndsWith(entry[(star + 1)..], comparison);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The storage account takes uploads from pages of {Origin} from now on: a CORS rule was added")]
    private partial void LogAdded(string origin);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Uploads from {Origin} fail: the storage account has {Count} CORS rules for blobs, which is as many as it may have, and none allows that origin {Method} with the headers {Headers}. "
        + "Remove one that is no longer needed and restart, or change one so that it does")]
    private partial void LogFull(string origin, int count, string method, string headers);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The CORS rules of the storage account could not be read or changed. Uploads from {Origin} need one for blobs that allows that origin {Method} with the headers {Headers}: "
        + "add it by hand where it is missing, or let this application change the properties of the account's blob service, and restart")]
    private partial void LogRefused(Exception refused, string origin, string method, string headers);
}
