namespace Showcase.Domain.Forms;

public enum QuestionKind
{
    ShortText,
    LongText,
    Choice,
    Many,
    Number,
    Date,
    Link,
    Consent,
    File,
}

/// <summary>
/// What an artist reads before answering, and is told about who reads the answer. Changing it makes a new version of the question;
/// each answer keeps the version that it was given to.
/// </summary>
/// <param name="Kind">What an answer looks like.</param>
/// <param name="Text">The question, or what is consented to.</param>
/// <param name="Help">What helps to answer it; may be empty.</param>
/// <param name="Options">The answers to choose from, for <see cref="QuestionKind.Choice"/> and <see cref="QuestionKind.Many"/> only.</param>
/// <param name="ShownToJurors">Whether jurors read the answer, as the artist is told beside the question.</param>
public sealed record Wording(QuestionKind Kind, string Text, string Help, IReadOnlyList<string> Options, bool ShownToJurors)
{
    public const int TextLength = 300;
    public const int HelpLength = 1_000;
    public const int OptionLength = 200;
    public const int LeastOptions = 2;
    public const int MostOptions = 50;

    public bool HasOptions => Offers(Kind);

    public static bool Offers(QuestionKind kind) => kind is QuestionKind.Choice or QuestionKind.Many;

    /// <summary>A link leads to pages that say who made the film: jurors are never shown one.</summary>
    public static bool MayBeShownToJurors(QuestionKind kind) => kind != QuestionKind.Link;

    public Refusal? Check()
    {
        if (Domain.Text.Check(Text, "Question", TextLength) is { } text) return text;
        if (Domain.Text.Check(Help, "Help", HelpLength, required: false) is { } help) return help;
        if (ShownToJurors && !MayBeShownToJurors(Kind)) return FormRefusals.LinkForJurors;
        return HasOptions ? CheckOptions() : null;
    }

    /// <summary>The same without blanks around the texts, without empty options, and without options where the kind has none.</summary>
    public Wording Tidied() => this with
    {
        Text = (Text ?? "").Trim(),
        Help = (Help ?? "").Trim(),
        Options = HasOptions ? [.. Options.Select(option => option.Trim()).Where(option => option.Length > 0)] : [],
    };

    public bool Equals(Wording? other) =>
        other is not null && Kind == other.Kind && Text == other.Text && Help == other.Help && ShownToJurors == other.ShownToJurors && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => HashCode.Combine(Kind, Text, Help, ShownToJurors, Options.Count);

    private Refusal? CheckOptions()
    {
        if (Options.Count is < LeastOptions or > MostOptions) return FormRefusals.OptionCount;
        if (Options.FirstOrDefault(option => option.Length > OptionLength || option.Contains(Answer.Separator, StringComparison.Ordinal)) is not null) return Refusals.TooLong("Option", OptionLength);

        var twice = Options.GroupBy(option => option, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? null : new Refusal("Forms.OptionTwice", twice.Key);
    }
}
