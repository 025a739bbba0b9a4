namespace Showcase.Domain.Films;

/// <summary>
/// A film's stills in the artist's order, and its poster. They are one whole beside the film, so that two uploads at once cannot pass the
/// limit, and none of it conflicts with what is typed into the film's record.
/// </summary>
public sealed class FilmPictures : AggregateRoot
{
    public const int MostStills = 12;

    private readonly List<Picture> pictures = [];

    private FilmPictures()
    {
    }

    public Guid FilmId { get; private set; }

    /// <summary>In no order: the stills, and what is there for the poster alone.</summary>
    public IReadOnlyList<Picture> Pictures => pictures;

    public Poster? Poster { get; private set; }

    public IEnumerable<Picture> Stills => pictures.Where(picture => picture.Position is not null).OrderBy(picture => picture.Position);

    /// <summary>What is kept for it: each names the files of a picture or of the poster.</summary>
    public IEnumerable<Guid> FileIds => Poster is { } poster ? pictures.Select(picture => picture.Id).Append(poster.FilesId) : pictures.Select(picture => picture.Id);

    public static FilmPictures Of(Guid filmId) => new() { FilmId = filmId };

    /// <summary>The picture that was made of that file; null where it was never sent.</summary>
    public Picture? Find(string sha256) => pictures.Find(picture => picture.Sha256 == sha256);

    /// <summary>Adds a still behind the others. One that is there already, or only for the poster, is the still from now on.</summary>
    public Result<Picture> AddStill(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var known = Find(picture.Sha256);
        if (known is { Position: not null }) return known;
        if (pictures.Count(other => other.Position is not null) >= MostStills) return StillRefusals.TooMany;

        if (known is null) pictures.Add(picture);
        (known ?? picture).Position = Stills.Count();
        Touch();
        return known ?? picture;
    }

    /// <summary>Adds a picture for the poster alone; one that was there for it before goes. A still of the same file serves as well.</summary>
    public Picture AddForPoster(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Find(picture.Sha256) is { } known) return known;

        DropUnlisted();
        pictures.Add(picture);
        Touch();
        return picture;
    }

    public Result Describe(Guid pictureId, string? alt, string? credit)
    {
        if (pictures.Find(picture => picture.Id == pictureId) is not { } found) return Refusals.NotFound;
        if (found.Describe(alt, credit) is { } refusal) return refusal;

        Touch();
        return Result.Ok;
    }

    /// <summary>Puts the stills into that order, which names each of them once; refused where there are others by now.</summary>
    public Result Arrange(IReadOnlyList<Guid> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var stills = Stills.ToList();
        if (order.Count != stills.Count || !stills.Select(still => still.Id).ToHashSet().SetEquals(order)) return Refusals.Conflict;

        foreach (var still in stills) still.Position = order.ToList().IndexOf(still.Id);
        Touch();
        return Result.Ok;
    }

    /// <summary>Takes a picture away, and the poster that was cut from it.</summary>
    public Result Remove(Guid pictureId)
    {
        if (pictures.RemoveAll(picture => picture.Id == pictureId) == 0) return Refusals.NotFound;

        if (Poster?.PictureId == pictureId) Poster = null;
        foreach (var (still, place) in Stills.ToList().Select((still, place) => (still, place))) still.Position = place;
        Touch();
        return Result.Ok;
    }

    /// <summary>Makes that cut the poster. A picture that was there for the one before alone goes with it.</summary>
    public Result ShowPoster(Poster poster)
    {
        ArgumentNullException.ThrowIfNull(poster);
        if (!pictures.Exists(picture => picture.Id == poster.PictureId)) return Refusals.NotFound;

        Poster = poster;
        pictures.RemoveAll(picture => picture.Position is null && picture.Id != poster.PictureId);
        Touch();
        return Result.Ok;
    }

    /// <summary>The film is shown by a frame of its video again.</summary>
    public Result RemovePoster()
    {
        if (Poster is null) return Refusals.NotFound;

        Poster = null;
        DropUnlisted();
        Touch();
        return Result.Ok;
    }

    private void DropUnlisted()
    {
        if (Poster is { } poster && pictures.Exists(picture => picture.Id == poster.PictureId && picture.Position is null)) Poster = null;
        pictures.RemoveAll(picture => picture.Position is null);
    }
}

public static class StillRefusals
{
    public static readonly Refusal TooMany = new("Stills.TooMany", FilmPictures.MostStills);
    public static readonly Refusal TooLarge = new("Stills.TooLarge", Picture.MostBytes / 1_000_000);
    public static readonly Refusal Incomplete = new("Stills.Incomplete");
    public static readonly Refusal CropOutside = new("Stills.CropOutside");

    /// <summary>Its signs were right, and no picture came of it.</summary>
    public static readonly Refusal Undecodable = new("Stills.Undecodable");

    /// <summary>This server has no ffmpeg.</summary>
    public static readonly Refusal NoDecoder = new("Stills.NoDecoder");
}
