using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Caching.Memory;
using Showcase.Web.Features.Media.Descriptions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Storage;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// The one place that decides what the holder of a screener's grant is sent. It names what is allowed, and everything else is not there:
/// no version of the picture but the one that is marked, and of that no segment without the mark that is due to have it.
/// Stills, the storyboard's small pictures and sound are as they are: none of them is the film.
/// A version's address carries the proof that this grant was told of it. So a viewing that has begun goes on with the version it began with
/// when a better one has been made meanwhile, and nobody who comes later reaches two versions, whose marks might stand in different places.
/// </summary>
public sealed partial class ScreenerFiles(IMediaStorage storage, MarkBurner burner, MarkedCopies copies, DescribedSounds described, MediaSigner signer) : IDisposable
{
    private const string Versions = "version";

    // Asked for with each segment; a version that has come since is noticed soon enough.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    // A player asks about as often whether more has come.
    private static readonly TimeSpan RememberedGrowing = TimeSpan.FromSeconds(4);

    private readonly MemoryCache films = new(new MemoryCacheOptions { SizeLimit = 2000 });

    public void Dispose() => films.Dispose();

    internal async Task<ScreenerFile> FindAsync(OpenedGrant grant, string file, CancellationToken token)
    {
        var made = MediaPaths.Made(grant.AssetId);
        if (Beside().IsMatch(file)) return ScreenerFile.At($"{made}/{file}");
        if (await FilmAsync(grant.AssetId, token) is not { } newest) return ScreenerFile.None;
        if (file == "hls/master.m3u8") return ScreenerFile.Of(await described.OfferAsync(grant.AssetId, newest.Master(FolderOf(grant, newest.Version.Index)), token));
        if (await described.FindAsync(grant.AssetId, file, token) is { } path) return ScreenerFile.At(path);
        if (Sound().Match(file) is { Success: true } sound) return newest.HasSound(Number(sound.Groups["folder"])) ? ScreenerFile.At($"{made}/{file}") : ScreenerFile.None;

        var asked = OfVersion().Match(file);
        if (!asked.Success || asked.Groups["folder"].Value != FolderOf(grant, Number(asked.Groups["index"]))) return ScreenerFile.None;
        if (await FilmAsync(grant.AssetId, Number(asked.Groups["index"]), token) is not { } film) return ScreenerFile.None;

        var wholeSince = await WholeSinceAsync(grant, film, token);
        return asked.Groups["name"].Value switch
        {
            "i.m3u8" => ScreenerFile.Of(film.Playlist(grant.Code, all: wholeSince is not null)),
            ScreenerFilm.Init => ScreenerFile.At($"{made}/hls/{film.Version.Index}/{ScreenerFilm.Init}"),
            var name when Marked().IsMatch(name) => await MarkedAsync(grant, film, name, isWhole: wholeSince is not null, token),
            var name => Clean(grant, film, name, wholeSince),
        };
    }

    /// <summary>The version's folder in this grant's addresses, below <c>hls</c>. No such folder is stored.</summary>
    private string FolderOf(OpenedGrant grant, int version)
    {
        Span<byte> content = stackalloc byte[16 + 16 + sizeof(long) + sizeof(int)];
        grant.AssetId.TryWriteBytes(content);
        grant.ViewerId.TryWriteBytes(content[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(content[32..], grant.Until.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(content[40..], version);
        return string.Create(CultureInfo.InvariantCulture, $"marked/{version}-{signer.Number(Versions, content):x8}");
    }

    /// <summary>
    /// Once all of the copy is marked, clean segments are for those only who may have begun with the playlist that named them; it is remembered for a
    /// while after it became an old one.
    /// </summary>
    private static ScreenerFile Clean(OpenedGrant grant, ScreenerFilm film, string name, DateTimeOffset? wholeSince)
    {
        var position = film.PositionOf(name);
        return position < 0 || film.IsDue(position, grant.Code) || grant.Until > wholeSince + PlaybackGrants.LongestScreening + Remembered ? ScreenerFile.None : ScreenerFile.At($"{MediaPaths.Made(grant.AssetId)}/hls/{film.Version.Index}/{name}");
    }

    private async Task<ScreenerFile> MarkedAsync(OpenedGrant grant, ScreenerFilm film, string name, bool isWhole, CancellationToken token)
    {
        var position = film.PositionOf(Path.ChangeExtension($"s{name[1..]}", ".m4s"));
        if (position < 0 || (!isWhole && !film.IsOffered(position, grant.Code))) return ScreenerFile.None;

        var segment = film.ToMark(grant.AssetId, grant.ViewerId, grant.Code, position);
        try
        {
            await burner.EnsureAsync(segment, token);
            return ScreenerFile.At(name.EndsWith(".mp4", StringComparison.Ordinal) ? MarkBurner.InitPathOf(segment) : MarkBurner.PathOf(segment));
        }
#pragma warning disable CA1031 // Whatever the burner failed with, and has logged: the clean segment is never sent in place of the marked one.
        catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return ScreenerFile.NotNow;
        }
    }

    private async Task<DateTimeOffset?> WholeSinceAsync(OpenedGrant grant, ScreenerFilm film, CancellationToken token)
    {
        var key = (grant.AssetId, grant.Code, film.Version.Index);
        if (films.TryGetValue(key, out DateTimeOffset? known)) return known;

        var since = await copies.WholeSinceAsync(grant.AssetId, grant.Code, film.Version.Index, token);
        return films.Set(key, since, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
    }

    /// <summary>What screeners get of that film; null where it does not play yet.</summary>
    internal Task<ScreenerFilm?> FilmAsync(Guid assetId, CancellationToken token) => FilmAsync(assetId, index: null, token);

    private async Task<ScreenerFilm?> FilmAsync(Guid assetId, int? index, CancellationToken token)
    {
        var key = (assetId, index);
        if (films.TryGetValue(key, out ScreenerFilm? known)) return known;

        var hls = $"{MediaPaths.Made(assetId)}/hls";
        if (await TextAsync($"{hls}/master.m3u8", token) is not { } text || HlsList.ReadMaster(text) is not { } master) return null;
        if ((index is null ? ScreenerFilm.Choose(master) : master.Variants.FirstOrDefault(variant => variant.Index == index)) is not { } version) return null;
        if (await TextAsync($"{hls}/{version.Index}/i.m3u8", token) is not { } playlist) return null;

        var film = new ScreenerFilm(master, version, HlsList.Read(playlist));
        return films.Set(key, film, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = film.IsGrowing ? RememberedGrowing : Remembered, Size = 1 });
    }

    private async Task<string?> TextAsync(string path, CancellationToken token)
    {
        await using var content = await storage.OpenAsync(path, 0, null, token);
        if (content is null) return null;

        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(token);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(poster\.jpg|storyboard/(index\.vtt|[a-z0-9]{1,20}\.jpg))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beside();

    [GeneratedRegex(@"^hls/(?<folder>[0-9]{1,2})/(i\.m3u8|init_[0-9]{1,2}\.mp4|s[0-9]{5}\.m4s)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sound();

    [GeneratedRegex(@"^hls/(?<folder>marked/(?<index>[0-9]{1,2})-[0-9a-f]{8})/(?<name>[^/]{1,20})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfVersion();

    [GeneratedRegex(@"^m[0-9]{5}\.(m4s|mp4)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}

/// <summary>An object of the storage, a text made for this viewer, or why there is neither.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScreenerFile(string? Path, string? Text, int Status)
{
    public static readonly ScreenerFile None = new(null, null, StatusCodes.Status404NotFound);

    /// <summary>It cannot be made now: ffmpeg is missing, or failed.</summary>
    public static readonly ScreenerFile NotNow = new(null, null, StatusCodes.Status503ServiceUnavailable);

    public static ScreenerFile At(string path) => new(path, null, StatusCodes.Status200OK);

    public static ScreenerFile Of(string text) => new(null, text, StatusCodes.Status200OK);
}
