using System.Text;
using System.Text.RegularExpressions;

namespace Showcase.Domain.Judging.Blind;

/// <summary>
/// Covers who made a film in what jurors of a blind round read: names in every way in which they are written (in capitals, without accents, turned
/// round, run together), e-mail addresses, links and @names. A surname by itself is covered where it stands with a capital and is no ordinary word of
/// the title or of the text; where it is, and where a given name stands alone, it is marked as doubtful and left. Takes time in proportion to the text.
/// </summary>
public sealed partial class NameMask
{
    public const string Stand = "█████";

    /// <summary>Between two words of one name: a comma, a line's end, an initial's full stop.</summary>
    private const int WidestGap = 12;

    private static readonly string[] Joints = [" & ", " and ", " und ", " et ", " + ", "/", ";", "|"];

    private readonly Dictionary<string, List<Pattern>> patterns = new(StringComparer.Ordinal);
    private readonly HashSet<string> left = new(StringComparer.Ordinal);
    private HashSet<string> titleWords = [];

    private NameMask()
    {
    }

    /// <summary>The same for masks that cover the same.</summary>
    internal string Signature => string.Join('\n', patterns.Values.SelectMany(same => same).Select(pattern => $"{pattern.Kind} {string.Join(' ', pattern.Tokens)}")
        .Concat(left.Select(words => $"- {words}")).Concat(titleWords.Select(word => $"= {word}")).Order(StringComparer.Ordinal));

    /// <param name="title">The film's: its words are ordinary ones.</param>
    /// <param name="people">The names of artists and co-authors.</param>
    /// <param name="credits">Whom the film's credits name: people and companies, several in one line perhaps.</param>
    /// <param name="words">What an organiser had covered or left besides.</param>
    public static NameMask For(string title, IEnumerable<string> people, IEnumerable<string> credits, BlindWords? words = null)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(credits);
        var mask = new NameMask();
        foreach (var name in people.Concat(credits.SelectMany(Parts))) mask.Add(name);
        foreach (var more in words?.Covered ?? []) mask.Add(TokensOf(more), MaskKind.Added);
        foreach (var kept in words?.Left ?? []) mask.left.Add(string.Join(' ', TokensOf(kept)));

        // A title that names somebody whole does not make words of the name ordinary ones.
        var named = mask.Cover(title).Spans.Where(span => span.Kind is not (MaskKind.Surname or MaskKind.Doubt)).ToList();
        mask.titleWords = [.. TextWords.Of(title).Where(word => !Overlaps(named, word.From, word.To)).Select(word => word.Folded)];
        return mask;
    }

    public MaskedText Cover(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = new List<MaskedSpan>();
        var hasAt = text.Contains('@', StringComparison.Ordinal);
        if (hasAt) Find(Email(), MaskKind.Email);
        if (text.Contains('.', StringComparison.Ordinal) || text.Contains("//", StringComparison.Ordinal)) Find(Link(), MaskKind.Link);
        if (hasAt) Find(Handle(), MaskKind.Handle);
        AddNames(text, spans);
        spans.Sort((one, other) => one.From.CompareTo(other.From));

        var shown = new StringBuilder(text.Length);
        var at = 0;
        foreach (var span in spans.Where(span => span.IsCovered))
        {
            shown.Append(text, at, span.From - at).Append(Stand);
            at = span.From + span.Length;
        }

        return new MaskedText(text, shown.Append(text, at, text.Length - at).ToString(), spans);

        void Find(Regex kind, MaskKind told)
        {
            foreach (var match in kind.Matches(text).Cast<Match>())
            {
                var found = match.Groups["it"];
                if (!Overlaps(spans, found.Index, found.Index + found.Length) && !IsLeft(found.Value)) spans.Add(new MaskedSpan(found.Index, found.Length, told));
            }
        }
    }

    private static bool Overlaps(List<MaskedSpan> spans, int from, int to) => spans.Exists(span => from < span.From + span.Length && span.From < to);

    /// <summary>"Ada Artist, Bo and Cy Clay" are three; "Artist, Ada" is one, and so is "Salt and Stone Films".</summary>
    private static IEnumerable<string> Parts(string credit)
    {
        if (Company().IsMatch(credit)) return [credit];

        var parts = credit.Split(Joints, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.SelectMany(part => part.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } several && several.Any(name => name.Contains(' ', StringComparison.Ordinal)) ? several : [part]);
    }

    private static string[] TokensOf(string name) => [.. TextWords.Of(name).Select(word => word.Folded)];

    private void AddNames(string text, List<MaskedSpan> addresses)
    {
        if (patterns.Count == 0) return;

        var words = TextWords.Of(text);
        var matches = new List<(MaskedSpan Span, Pattern Pattern)>();
        for (var at = 0; at < words.Count;)
        {
            if (Longest(text, words, at) is not { } match)
            {
                at++;
                continue;
            }

            var (from, to) = (words[at].From, words[at + match.Tokens.Length - 1].To);
            if (!left.Contains(string.Join(' ', match.Tokens))) matches.Add((new MaskedSpan(from, to - from, match.Kind), match));
            at += match.Tokens.Length;
        }

        // A word without a capital is an ordinary one, unless it stands in an address or in a whole name.
        var names = matches.Where(match => match.Pattern.Kind is MaskKind.Name or MaskKind.Added).Select(match => match.Span).Concat(addresses).ToList();
        var surnames = matches.Where(match => match.Pattern.Kind == MaskKind.Surname).SelectMany(match => match.Pattern.Tokens).ToHashSet(StringComparer.Ordinal);
        var ordinary = words.Where(word => !word.IsCapital && surnames.Contains(word.Folded) && !Overlaps(names, word.From, word.To)).Select(word => word.Folded).ToHashSet(StringComparer.Ordinal);
        var found = matches.ConvertAll(match => match.Pattern.Kind == MaskKind.Surname && match.Pattern.Tokens.All(word => ordinary.Contains(word) || titleWords.Contains(word))
            ? match.Span with { Kind = MaskKind.Doubt }
            : match.Span);

        // What lies inside an address goes with it; what stands across its edge is covered as far as it stands outside.
        var taken = addresses.OrderBy(span => span.From).ToArray();
        addresses.AddRange(found.SelectMany(span => Without(span, taken)));
    }

    private static IEnumerable<MaskedSpan> Without(MaskedSpan span, MaskedSpan[] taken)
    {
        var (at, end) = (span.From, span.From + span.Length);
        foreach (var other in taken.Where(other => other.From < end && other.From + other.Length > span.From))
        {
            if (other.From > at) yield return span with { From = at, Length = other.From - at };
            at = other.From + other.Length;
        }

        if (at < end) yield return span with { From = at, Length = end - at };
    }

    private Pattern? Longest(string text, List<TextWord> words, int at)
    {
        if (!patterns.TryGetValue(words[at].Folded, out var candidates)) return null;

        Pattern? best = null;
        foreach (var candidate in candidates)
        {
            if (best is null || candidate.Tokens.Length > best.Tokens.Length || (candidate.Tokens.Length == best.Tokens.Length && candidate.Kind < best.Kind))
            {
                if (Matches(text, words, at, candidate)) best = candidate;
            }
        }

        return best;
    }

    private static bool Matches(string text, List<TextWord> words, int at, Pattern pattern)
    {
        if (at + pattern.Tokens.Length > words.Count) return false;

        for (var place = 0; place < pattern.Tokens.Length; place++)
        {
            var word = words[at + place];
            if (word.Folded != pattern.Tokens[place] || (pattern.NeedsCapital && !word.IsCapital)) return false;
            if (place == 0) continue;

            var gap = text.AsSpan(words[at + place - 1].To, word.From - words[at + place - 1].To);
            if (gap.Length > WidestGap || gap.Contains("\n\n", StringComparison.Ordinal)) return false;
        }

        return true;
    }

    private void Add(string name)
    {
        var tokens = TokensOf(name);
        if (string.Concat(tokens).Length < 2) return;

        var isCompany = Company().IsMatch(name);
        if (isCompany)
        {
            Add(tokens, MaskKind.Name);
            var plain = TokensOf(LegalForm().Replace(name, " "));
            if (plain.Length > 1 || plain is [{ Length: > 3 }]) Add(plain, MaskKind.Name);
            AddJoined(plain);
            return;
        }

        Add(tokens, MaskKind.Name);
        AddJoined(tokens);
        var parts = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(TokensOf).Where(part => part.Length > 0).ToArray();
        if (parts.Length < 2) return;

        var (first, last) = (parts[0], parts[^1]);
        Add([.. last, .. parts[..^1].SelectMany(part => part)], MaskKind.Name);
        Add([.. first, .. last], MaskKind.Name);
        Add([.. last, .. first], MaskKind.Name);
        AddJoined([.. first, .. last]);
        AddJoined([.. last, .. first]);
        if (string.Concat(last).Length > 2) Add(last, MaskKind.Surname, needsCapital: true);
        if (string.Concat(first).Length > 2) Add(first, MaskKind.Doubt, needsCapital: true);
    }

    /// <summary>As in the name of a page or behind a hash sign.</summary>
    private void AddJoined(string[] tokens)
    {
        if (tokens.Length > 1 && string.Concat(tokens) is { Length: > 5 } joined) Add([joined], MaskKind.Name);
    }

    private void Add(string[] tokens, MaskKind kind, bool needsCapital = false)
    {
        if (tokens.Length == 0) return;
        if (!patterns.TryGetValue(tokens[0], out var same)) patterns[tokens[0]] = same = [];
        if (!same.Exists(pattern => pattern.Kind == kind && pattern.Tokens.SequenceEqual(tokens))) same.Add(new Pattern(tokens, kind, needsCapital));
    }

    private bool IsLeft(string words) => left.Count > 0 && left.Contains(string.Join(' ', TokensOf(words)));

    private sealed record Pattern(string[] Tokens, MaskKind Kind, bool NeedsCapital);

    [GeneratedRegex(@"(?<it>[\w.+\-]{1,64}@[\w\-]{1,63}(\.[\w\-]{1,63}){1,5})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();

    /// <summary>With its scheme, or as people write it: www.example.org, example.org/film.</summary>
    [GeneratedRegex(
        @"(?<it>\b([hH][tT][tT][pP][sS]?://|[wW]{3}\.)[^\s<>""]{1,500}|\b[\w\-]{1,63}(\.[\w\-]{1,63}){0,4}\.(com|net|org|info|biz|io|tv|film|films|movie|studio|video|art|gallery|me|co|dev|app|xyz|site|online|page|eu|de|at|ch|fr|it|es|pt|nl|be|uk|ie|dk|se|no|fi|pl|cz|sk|hu|ro|gr|ru|ua|tr|jp|cn|kr|tw|in|br|mx|ar|ca|us|au|nz|za)\b(/[^\s<>""]{0,500})?)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(^|[^\w@.])(?<it>@[\w.]{1,30}\w)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Handle();

    [GeneratedRegex(
        @"(?<!\w)(gmbh|ltd|llc|inc|corp|ug|ag|sarl|sas|srl|bv|oy|kft|films?|filmproduktion|pictures|productions?|produktion|studios?|media|medien|entertainment|collective|kollektiv|company|university|school|akademie|academy)(?!\w)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Company();

    [GeneratedRegex(
        @"(?<!\w)(gmbh|ltd|llc|inc|corp|ug|ag|s\.?a\.?r\.?l|sas|s\.?r\.?l|b\.?v|oy|kft)(?!\w)\.?|&\s?co(?!\w)\.?|\(haftungsbeschränkt\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalForm();
}
