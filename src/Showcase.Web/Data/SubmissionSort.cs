using Showcase.Domain.Films;

namespace Showcase.Web.Data;

/// <summary>
/// How a submission is sorted by its film's title and by its artist: both folded, so that "Äpfel" stands with "Apfel" on each store. Not in the table of the
/// texts: a second index over editions there would lead searches through it, from text to text in an order in which they do not lie.
/// </summary>
public sealed class SubmissionSort(Guid submissionId, Guid editionId)
{
    /// <summary>What is the same so far is in one place, whatever follows.</summary>
    public const int KeyLength = 60;

    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid EditionId { get; private set; } = editionId;

    public string Title { get; private set; } = "";

    public string Artist { get; private set; } = "";

    public void Write(Film film, ApplicationUser? artist)
    {
        ArgumentNullException.ThrowIfNull(film);
        (Title, Artist) = (Key(film.Title), Key(artist?.DisplayName));
    }

    private static string Key(string? text)
    {
        var folded = SearchText.Fold(text ?? "").Trim();
        return folded.Length > KeyLength ? folded[..KeyLength] : folded;
    }
}
