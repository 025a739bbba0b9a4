using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Caching.Memory;
using Showcase.Web.Features.Films;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Media.Descriptions;

/// <summary>
/// Offers a film's descriptions to whoever may watch it: lines in the master playlist beside the film's own sound, which stays the
/// one that plays by itself, and the files that they name. They are reached through the film's grant and end with it.
/// </summary>
public sealed partial class DescribedSounds(DescriptionQueries queries, SiteTexts texts) : IDisposable
{
    /// <summary>What <see cref="HlsList.Master"/> calls the film's own sound.</summary>
    private const string OwnName = "NAME=\"sound\"";

    // Asked for with each segment; one that was removed has no segments any more.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 2000 });

    public void Dispose() => known.Dispose();

    /// <summary>
    /// The master playlist with a name for each sound that a viewer can choose. A film without sound has none to choose; nor has one that is still being made,
    /// because lists that have an end and such that have none do not go together.
    /// </summary>
    internal async Task<string> OfferAsync(Guid videoId, string master, CancellationToken token)
    {
        if (!master.Contains(OwnName, StringComparison.Ordinal)) return master;

        var isGrowing = HlsList.IsGrowing(master);
        var text = new StringBuilder(master.Length + 1024);
        foreach (var line in master.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(line.Replace(OwnName, $"NAME=\"{Quoted(texts["Descriptions.OwnSound"])}\"", StringComparison.Ordinal)).Append('\n');
            if (isGrowing || !line.Contains(OwnName, StringComparison.Ordinal)) continue;

            foreach (var sound in (await queries.OfferedAsync(videoId, token)).OrderBy(sound => Languages.Name(sound.Language), StringComparer.CurrentCulture))
            {
                text.Append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",LANGUAGE=\"").Append(sound.Language)
                    .Append("\",NAME=\"").Append(Quoted(texts["Descriptions.Label", Languages.Name(sound.Language)]))
                    .Append("\",DEFAULT=NO,AUTOSELECT=YES,CHARACTERISTICS=\"public.accessibility.describes-video\",CHANNELS=\"2\",URI=\"../described/").Append(sound.Id.ToString("N")).Append("/i.m3u8\"\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Where a file lies that such a line leads to; null for everything else, and for sounds of other films.</summary>
    internal async Task<string?> FindAsync(Guid videoId, string file, CancellationToken token)
    {
        if (Address().Match(file) is not { Success: true } address) return null;

        var soundId = Guid.ParseExact(address.Groups["sound"].ValueSpan, "N");
        if (!known.TryGetValue((soundId, videoId), out _))
        {
            if (!await queries.BelongsAsync(soundId, videoId, token)) return null;

            known.Set((soundId, videoId), value: true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        }

        return $"{MediaPaths.Made(soundId)}/hls/0/{address.Groups["name"].Value}";
    }

    /// <summary>RFC 8216 has no way to write a quotation mark inside a quoted string.</summary>
    private static string Quoted(string name) => name.Replace('"', '\'');

    [GeneratedRegex(@"^described/(?<sound>[0-9a-f]{32})/(?<name>i\.m3u8|init_0\.mp4|s[0-9]{5}\.m4s)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
