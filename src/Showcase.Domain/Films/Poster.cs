namespace Showcase.Domain.Films;

/// <summary>What of a picture is the poster: its left and upper edge and its width, as shares of the picture's. Its shape is always 16 to 9.</summary>
public sealed record PosterCrop(double X, double Y, double Width)
{
    /// <summary>Width by height: the shape that films have on public pages.</summary>
    public const double Shape = 16.0 / 9;

    /// <summary>Nobody sees what a smaller piece of a picture is of.</summary>
    public const double LeastWidth = 0.1;

    // A pixel of the largest picture: what a slider cannot say more exactly.
    private const double Slack = 1.0 / 12_000;

    /// <summary>As much of the middle of the picture as there is.</summary>
    public static PosterCrop Middle(int width, int height)
    {
        var most = Math.Min(1, MostWidth(width, height));
        return new PosterCrop((1 - most) / 2, (1 - HeightOf(most, width, height)) / 2, most);
    }

    /// <summary>The same, moved to where it lies in the picture wholly; refused where it is nowhere near.</summary>
    public Result<PosterCrop> Within(int width, int height)
    {
        if (!double.IsFinite(X) || !double.IsFinite(Y) || !double.IsFinite(Width)) return StillRefusals.CropOutside;

        var most = Math.Min(1, MostWidth(width, height));
        if (X < -Slack || Y < -Slack || Width < Math.Min(LeastWidth, most) - Slack || Width > most + Slack) return StillRefusals.CropOutside;

        var (wide, high) = (Math.Min(Width, most), HeightOf(Math.Min(Width, most), width, height));
        if (X + wide > 1 + (2 * Slack) || Y + high > 1 + (2 * Slack)) return StillRefusals.CropOutside;

        return new PosterCrop(Math.Clamp(X, 0, 1 - wide), Math.Clamp(Y, 0, Math.Max(0, 1 - high)), wide);
    }

    /// <summary>The share of the picture's height that a width takes.</summary>
    public static double HeightOf(double width, int pictureWidth, int pictureHeight) => Math.Min(1, width * pictureWidth / pictureHeight / Shape);

    /// <summary>The widest that fits the picture's height; may be more than all of it.</summary>
    public static double MostWidth(int pictureWidth, int pictureHeight) => Shape * pictureHeight / pictureWidth;
}

/// <summary>The picture that stands for the film, cut from one of its pictures.</summary>
/// <param name="FilesId">Names what was cut; another cut has another.</param>
/// <param name="PictureId">What it was cut from.</param>
/// <param name="X">Left edge, as a share of the picture's width.</param>
/// <param name="Y">Upper edge, as a share of its height.</param>
/// <param name="Share">Width, as a share of its width.</param>
/// <param name="Pixels">Width in pixels.</param>
/// <param name="Bytes">Of all sizes together.</param>
public sealed record Poster(Guid FilesId, Guid PictureId, double X, double Y, double Share, int Pixels, long Bytes)
{
    public PosterCrop Crop => new(X, Y, Share);

    public IReadOnlyList<PictureSize> Sizes => PictureSize.Of(PictureSize.Posters, Pixels);
}
