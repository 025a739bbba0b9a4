using Showcase.Domain.Films;
using Showcase.Web.Features.Media;

namespace Showcase.Web.Features.Films.Stills;

/// <summary>A picture as the store has it, in the words that its reader may read.</summary>
public sealed record StillRow(Guid Id, int Width, int Height, string Alt, string Credit)
{
    /// <summary>The same with addresses, for somebody who may see it.</summary>
    public ShownStill For(PlaybackGrants grants, Guid? viewerId, PlaybackPurpose purpose, Guid? editionId)
    {
        ArgumentNullException.ThrowIfNull(grants);
        return new ShownStill(Id, new ShownPicture(grants.IssuePicture(viewerId, Id, purpose, editionId), PictureSize.Of(PictureSize.Stills, Width), Width, Height), Alt, Credit);
    }
}

/// <summary>A still before somebody who may see it.</summary>
public sealed record ShownStill(Guid Id, ShownPicture Picture, string Alt, string Credit);

/// <summary>A picture and where its sizes are; <see cref="Width"/> and <see cref="Height"/> give its shape.</summary>
public sealed record ShownPicture(string Folder, IReadOnlyList<PictureSize> Sizes, int Width, int Height)
{
    /// <summary>For browsers to choose from.</summary>
    public string SourceSet => string.Join(", ", Sizes.Select(size => $"{Folder}{size.Name}.jpg {size.Width}w"));

    public string Largest => $"{Folder}{Sizes[^1].Name}.jpg";

    /// <summary>The smallest that is so many pixels wide, else the largest.</summary>
    public string At(int width) => $"{Folder}{(Sizes.FirstOrDefault(size => size.Width >= width) ?? Sizes[^1]).Name}.jpg";
}

/// <summary>The poster that an artist made, and what there is to see on it.</summary>
public sealed record ShownPoster(ShownPicture Picture, string Alt);

/// <summary>A film's pictures before those who work on it.</summary>
/// <param name="Stills">In the artist's order.</param>
/// <param name="ForPoster">A picture that is there for the poster alone.</param>
/// <param name="Poster">Null while a frame of the video stands for the film.</param>
/// <param name="PosterOf">The picture that the poster was cut from, and the piece of it.</param>
/// <param name="IsFrozen">Whether they stay as they are.</param>
public sealed record MyStills(IReadOnlyList<ShownStill> Stills, ShownStill? ForPoster, ShownPoster? Poster, PosterPlace? PosterOf, bool IsFrozen)
{
    public IEnumerable<ShownStill> All => ForPoster is null ? Stills : Stills.Append(ForPoster);
}

public sealed record PosterPlace(Guid PictureId, PosterCrop Crop);
