using System.Globalization;
using Showcase.Domain.Judging;
using Showcase.Web.Shared;
using Showcase.Web.Texts;

namespace Showcase.Web.Features.Judging;

/// <summary>
/// The form that a juror fills in without a connection: a CSV with a line for each of their films and a column for each thing that the round asks.
/// The first two columns say which card a line is for and what it was like when the form was made.
/// </summary>
internal sealed class OfflineForm
{
    public const string CardColumn = "Card";
    public const string VersionColumn = "Version";
    public const string NotApplicable = "n/a";

    private static readonly string[] NotApplicables = ["n/a", "na", "n.a."];

    private readonly JudgingRound round;
    private readonly SiteTexts texts;
    private readonly List<(Criterion Criterion, string Heading)> criteria;

    public OfflineForm(JudgingRound round, SiteTexts texts)
    {
        (this.round, this.texts) = (round, texts);
        criteria = [.. round.Criteria.OrderBy(criterion => criterion.Position).Select(criterion => (criterion, HeadingOf(criterion)))];

        // Two criteria may bear one name; their headings may not.
        foreach (var twins in criteria.GroupBy(row => row.Heading, StringComparer.OrdinalIgnoreCase).Where(twins => twins.Skip(1).Any()).ToList())
        {
            foreach (var (twin, number) in twins.ToList().Select((twin, number) => (twin, number))) criteria[criteria.IndexOf(twin)] = twin with { Heading = $"{twin.Heading} [{number + 1}]" };
        }
    }

    public string VerdictHeading => texts[round.Mode == RoundMode.PassMaybeFail ? "Desk.Verdict" : "Desk.Recommendation"];

    public string CommitteeHeading => texts["Judging.ToCommittee"];

    public string ArtistHeading => texts["Judging.ToArtist"];

    public IReadOnlyList<string> Headings =>
    [
        CardColumn, VersionColumn, texts["Judging.Film"], texts["Judging.Runtime"], .. criteria.Select(row => row.Heading), .. round.HasRecommendation ? [VerdictHeading] : Array.Empty<string>(), CommitteeHeading, ArtistHeading,
    ];

    public string Line(OfflineCard card) => Csv.Line(
    [
        card.AssignmentId.ToString(), card.Card.Version.ToString(), card.Title, Lengths.Text(card.Runtime),
        .. criteria.Select(row => Cell(row.Criterion, card.Card)),
        .. round.HasRecommendation ? [card.Card.Recommendation is { } verdict ? Word(verdict) : ""] : Array.Empty<string>(),
        card.Card.ToCommittee, card.Card.ToArtist,
    ]);

    /// <summary>What stands against the file as a whole; null where its lines can be read.</summary>
    public Refusal? Check(CsvFile file)
    {
        if (!file.Headers.Contains(CardColumn, StringComparer.OrdinalIgnoreCase) || !file.Headers.Contains(VersionColumn, StringComparer.OrdinalIgnoreCase)) return JudgingRefusals.FormForeign;

        var unknown = file.Headers.FirstOrDefault(heading => heading.Length > 0 && !Headings.Contains(heading, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null) return JudgingRefusals.FormColumnUnknown(unknown);
        return file.Headers.Where(heading => heading.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() < file.Headers.Count(heading => heading.Length > 0) ? JudgingRefusals.FormForeign : null;
    }

    /// <summary>The card as the line fills it in: an empty cell leaves what is there. Problems are all that cannot be read.</summary>
    public ScorecardEntry Read(OfflineLine line, Scorecard card, ICollection<Refusal> problems)
    {
        var marks = card.Marks.ToDictionary(mark => mark.CriterionId);
        var remarks = card.Remarks.ToDictionary(remark => remark.CriterionId);
        foreach (var (criterion, heading) in criteria)
        {
            if (line[heading] is not { Length: > 0 } cell) continue;

            if (!criterion.IsScored) remarks[criterion.Id] = new Remark(criterion.Id, ChoiceOf(criterion, cell));
            else if (NotApplicables.Contains(cell, StringComparer.OrdinalIgnoreCase)) marks[criterion.Id] = new Mark(criterion.Id, null);
            else if (Number(cell) is { } value) marks[criterion.Id] = new Mark(criterion.Id, value);
            else problems.Add(JudgingRefusals.FormNotAMark(criterion.Name, cell.Length > 30 ? cell[..30] + "…" : cell));
        }

        var verdict = card.Recommendation;
        if (round.HasRecommendation && line[VerdictHeading] is { Length: > 0 } word)
        {
            if (Enum.GetValues<Recommendation>().Cast<Recommendation?>().FirstOrDefault(known => string.Equals(Word(known!.Value), word, StringComparison.OrdinalIgnoreCase) || string.Equals(known.ToString(), word, StringComparison.OrdinalIgnoreCase)) is { } read) verdict = read;
            else problems.Add(JudgingRefusals.ChoiceUnknown(VerdictHeading));
        }

        return new ScorecardEntry([.. marks.Values], Or(line[CommitteeHeading], card.ToCommittee), Or(line[ArtistHeading], card.ToArtist)) { Remarks = [.. remarks.Values], Recommendation = verdict };
    }

    private static string Or(string? typed, string kept) => string.IsNullOrWhiteSpace(typed) ? kept : typed;

    /// <summary>Spreadsheets write a decimal comma where their country does; a mark has no thousands to mistake it for.</summary>
    private static decimal? Number(string cell) => decimal.TryParse(cell.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string ChoiceOf(Criterion criterion, string cell) => criterion.Choices.FirstOrDefault(choice => string.Equals(choice, cell, StringComparison.OrdinalIgnoreCase)) ?? cell;

    private static string Cell(Criterion criterion, Scorecard card)
    {
        if (!criterion.IsScored) return card.Remarks.FirstOrDefault(remark => remark.CriterionId == criterion.Id)?.Text ?? "";
        return card.Marks.FirstOrDefault(mark => mark.CriterionId == criterion.Id) is { } given ? given.Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? NotApplicable : "";
    }

    private string HeadingOf(Criterion criterion)
    {
        var name = criterion.Name.ReplaceLineEndings(" ").Trim();
        if (criterion.Kind == CriterionKind.Choice) return $"{name} ({string.Join(" / ", criterion.Choices)})";
        if (!criterion.IsScored) return name;

        var (least, most, step) = (Invariant(criterion.Scale.Least), Invariant(criterion.Scale.Most), Invariant(criterion.Scale.Step));
        return $"{name} ({least} to {most}{(criterion.Scale.Step == 1 ? "" : $" by {step}")}{(criterion.AllowsNotApplicable ? $" or {NotApplicable}" : "")})";
    }

    private static string Invariant(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private string Word(Recommendation verdict) => texts.Of(verdict, round.Mode == RoundMode.PassMaybeFail);
}

/// <summary>A juror's film with its card.</summary>
internal sealed record OfflineCard(Guid AssignmentId, string Title, TimeSpan Runtime, Scorecard Card);

/// <summary>A line of a filled-in form, by its headings.</summary>
internal sealed class OfflineLine(CsvFile file, CsvRow row)
{
    public int Number => row.Number;

    public Refusal? Fault => row.Fault;

    public string? this[string heading]
    {
        get
        {
            for (var column = 0; column < file.Headers.Count && column < row.Cells.Count; column++)
            {
                if (string.Equals(file.Headers[column], heading, StringComparison.OrdinalIgnoreCase)) return row.Cells[column].Trim();
            }

            return null;
        }
    }
}
