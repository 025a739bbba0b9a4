using System.Text;
using Showcase.Web.Features.Media.Processing;

namespace Showcase.Web.Features.Media.Marks;

/// <summary>
/// What a screener gets to see of a film: one version of the picture, of whose segments one in eight carries the viewer's mark, or
/// all do. Which ones depends on the viewer's code, so that two jurors' copies are marked in different places.
/// </summary>
internal sealed class ScreenerFilm
{
    public const string Init = "init_0.mp4";
    public const int OneIn = 8;

    private const int PreferredSide = 720;

    private readonly HlsMaster master;
    private readonly HashSet<int> soundFolders;

    public ScreenerFilm(HlsMaster master, HlsVariant version, IReadOnlyList<HlsSegment> segments)
    {
        (this.master, Version, Segments) = (master, version, segments);
        soundFolders = [.. master.Media.Where(line => line.Contains("TYPE=AUDIO", StringComparison.Ordinal)).Select(HlsList.FolderOf).OfType<int>()];
    }

    /// <summary>More segments will follow.</summary>
    public bool IsGrowing => master.IsGrowing;

    /// <summary>The version whose picture is marked.</summary>
    public HlsVariant Version { get; }

    public IReadOnlyList<HlsSegment> Segments { get; }

    /// <summary>The version for screeners: the finest of at most 720 lines, else the smallest. Encoding it for one viewer must be cheap.</summary>
    public static HlsVariant? Choose(HlsMaster master) =>
        master.Variants.Where(variant => SideOf(variant) <= PreferredSide).MaxBy(SideOf) ?? master.Variants.MinBy(SideOf);

    /// <summary>Which one of each eight carries the mark: codes are evenly spread, so the last sign serves as a number.</summary>
    public static int OffsetOf(string code) => PlaybackGrants.Signs.IndexOf(code[^1], StringComparison.Ordinal) % OneIn;

    /// <summary>The segment's name where the viewer's mark is in it.</summary>
    public static string MarkedName(string name) => $"m{name[1..]}";

    /// <summary>The name of the init segment that a marked one needs: its encoder's settings are not the version's.</summary>
    public static string MarkedInit(string name) => Path.ChangeExtension(MarkedName(name), ".mp4");

    /// <summary>Whether sound lies in that folder. It is the same for everybody.</summary>
    public bool HasSound(int folder) => soundFolders.Contains(folder);

    /// <summary>
    /// Whether the viewer never gets this segment without the mark. One of a short film is. Which one is not known while it grows: then it is all of its
    /// beginning, so that nobody who watched early has that one without.
    /// </summary>
    public bool IsDue(int position, string code) => IsGrowing && Segments.Count < OneIn || position % OneIn == OffsetOf(code) % Math.Min(OneIn, Segments.Count);

    /// <summary>Whether the viewer may have the segment with the mark. The beginning of a film that grew was offered so.</summary>
    public bool IsOffered(int position, string code) => position < OneIn || IsDue(position, code);

    /// <summary>What is to be done for the mark to be in the segment at that place.</summary>
    public SegmentToMark ToMark(Guid assetId, Guid viewerId, string code, int position) =>
        new(assetId, viewerId, code, Version, Segments[position].Name, Segments[position].Seconds, position);

    /// <summary>The place of the segment of that name; -1 where there is none.</summary>
    public int PositionOf(string name) => Segments.Select((segment, position) => (segment.Name, Position: position)).FirstOrDefault(each => each.Name == name, (Name: name, Position: -1)).Position;

    /// <summary>The sound, and the one version of the picture, which the viewer finds in that folder.</summary>
    public string Master(string folder)
    {
        var text = new StringBuilder(HlsList.MasterHead(IsGrowing));
        foreach (var line in master.Media) text.Append(line).Append('\n');
        return text.Append(Version.Line).Append('\n').Append(folder).Append("/i.m3u8\n").ToString();
    }

    /// <summary>The version's segments, marked where they are due, or everywhere where that has been made.</summary>
    public string Playlist(string code, bool all) => HlsList.Write(
        Init,
        [.. Segments.Select((segment, position) => all || IsDue(position, code) ? new HlsSegment(MarkedName(segment.Name), segment.Seconds) { Init = MarkedInit(segment.Name) } : segment)],
        IsGrowing);

    private static int SideOf(HlsVariant variant) => Math.Min(variant.Width, variant.Height);
}
