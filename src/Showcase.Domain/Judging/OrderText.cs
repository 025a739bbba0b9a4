using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Judging;

/// <summary>
/// A juror's order as lines of text, the best film first: "#3 Salt Index". A line that begins with "=" ties its film with the one above, ">>" is a gap, "X" leaves
/// a film out. The number says which film it is; the title is for reading.
/// </summary>
public static partial class OrderText
{
    public const int Length = 200_000;

    /// <summary>The placed films first, those that are tied by their numbers, then the others with an X.</summary>
    /// <param name="films">All that the juror may place, in the order of their numbers, which count from 1.</param>
    /// <param name="placed">Their order so far.</param>
    public static string Write(IReadOnlyList<(Guid Id, string Title)> films, IEnumerable<PlacedFilm> placed)
    {
        ArgumentNullException.ThrowIfNull(films);
        var numbers = films.Select((film, index) => (film.Id, Text: $"#{(index + 1).ToString(CultureInfo.InvariantCulture)} {Line(film.Title)}")).ToDictionary(film => film.Id, film => film.Text);
        var order = films.Select((film, index) => (film.Id, index)).ToDictionary(film => film.Id, film => film.index);
        var text = new StringBuilder();
        var rank = 0;
        foreach (var place in placed.Where(place => numbers.ContainsKey(place.SubmissionId)).OrderBy(place => place.Rank).ThenBy(place => order[place.SubmissionId]))
        {
            for (; rank > 0 && rank + 1 < place.Rank; rank++) text.Append(">>\n");
            text.Append(rank == place.Rank ? "= " : "").Append(numbers[place.SubmissionId]).Append('\n');
            rank = place.Rank;
            numbers.Remove(place.SubmissionId);
        }

        foreach (var (id, _) in films)
        {
            if (numbers.TryGetValue(id, out var left)) text.Append("X ").Append(left).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads such lines; refused with the line's number where one cannot be read, names no film of the juror's, or names one twice. Empty lines are passed over.</summary>
    public static Result<IReadOnlyList<PlacedFilm>> Read(string text, IReadOnlyList<Guid> films)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(films);
        if (text.Length > Length) return Refusals.TooLong("Text", Length);

        var placed = new List<PlacedFilm>();
        var seen = new HashSet<Guid>();
        var (rank, number) = (0, 0);
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0) continue;

            if (line == ">>")
            {
                if (rank > 0) rank++;
                continue;
            }

            if (Entry().Match(line) is not { Success: true } entry) return JudgingRefusals.OrderLineUnclear(number, Short(line));
            if (!int.TryParse(entry.Groups["film"].ValueSpan, CultureInfo.InvariantCulture, out var film) || film < 1 || film > films.Count) return JudgingRefusals.OrderLineUnknown(number, Short(line));
            if (!seen.Add(films[film - 1])) return JudgingRefusals.OrderLineTwice(number, Short(line));

            var sign = entry.Groups["sign"].ValueSpan;
            if (sign is "X" or "x") continue;

            if (sign is "=" && placed.Count == 0) return JudgingRefusals.OrderLineUnclear(number, Short(line));
            if (sign is not "=") rank++;
            placed.Add(new PlacedFilm(films[film - 1], sign is "=" ? placed[^1].Rank : rank));
        }

        return placed;
    }

    private static string Line(string title) => title.ReplaceLineEndings(" ");

    private static string Short(string line) => line.Length > 60 ? line[..60] + "…" : line;

    [GeneratedRegex(@"^(?<sign>[=Xx])?\s*#(?<film>[0-9]{1,5})(\s.*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Entry();
}
