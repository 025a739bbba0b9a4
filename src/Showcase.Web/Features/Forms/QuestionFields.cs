using System.Globalization;
using Showcase.Domain.Forms;
using Showcase.Web.Features.Editions;

namespace Showcase.Web.Features.Forms;

/// <summary>When an answer is needed, as the form of a question asks it.</summary>
public enum Need
{
    Never,
    Always,
    FromDate,
}

/// <summary>What an organiser types of a question. Times are those of the edition's wall clock.</summary>
public sealed class QuestionFields
{
    public QuestionKind Kind { get; set; } = QuestionKind.ShortText;

    public string Text { get; set; } = "";

    public string Help { get; set; } = "";

    /// <summary>One option a line.</summary>
    public string Options { get; set; } = "";

    public bool ShownToJurors { get; set; }

    public Need Need { get; set; }

    public DateTime? RequiredFrom { get; set; }

    public DateTime? FrozenFrom { get; set; }

    public int? MostCharacters { get; set; }

    public string Least { get; set; } = "";

    public string Most { get; set; } = "";

    /// <summary>What files it takes; none is all types.</summary>
    public HashSet<AnswerFileType> FileTypes { get; } = [];

    public int? MostMegabytes { get; set; }

    public HashSet<Guid> Categories { get; } = [];

    /// <summary>The earlier question that decides whether this one is asked; null where it always is.</summary>
    public Guid? DependsOn { get; set; }

    public string DependsOnValue { get; set; } = "";

    public bool IsText => Kind is QuestionKind.ShortText or QuestionKind.LongText;

    public bool IsFile => Kind == QuestionKind.File;

    public static QuestionFields Of(AskedQuestion question, EditionScope edition)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(edition);
        var (wording, rules) = (question.Wording, question.Rules);
        var fields = new QuestionFields
        {
            Kind = wording.Kind, Text = wording.Text, Help = wording.Help, Options = string.Join('\n', wording.Options), ShownToJurors = wording.ShownToJurors,
            Need = !rules.IsRequired ? Need.Never : rules.RequiredFrom is null ? Need.Always : Need.FromDate,
            RequiredFrom = rules.RequiredFrom is { } required ? edition.ToLocal(required) : null,
            MostMegabytes = rules.MostMegabytes,
            FrozenFrom = rules.FrozenFrom is { } frozen ? edition.ToLocal(frozen) : null,
            MostCharacters = rules.MostCharacters,
            Least = rules.Least?.ToString(CultureInfo.InvariantCulture) ?? "", Most = rules.Most?.ToString(CultureInfo.InvariantCulture) ?? "",
            DependsOn = rules.Condition?.QuestionId, DependsOnValue = rules.Condition?.Value ?? "",
        };
        fields.FileTypes.UnionWith(rules.FileTypes);
        fields.Categories.UnionWith(rules.Categories);
        return fields;
    }

    /// <summary>The details as they stand; what another kind of question would have is left out.</summary>
    public Result<QuestionDetails> Read(EditionScope edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var isNumber = Kind == QuestionKind.Number;
        if (isNumber && (IsBadNumber(Least) || IsBadNumber(Most))) return FormRefusals.AnswerNoNumber;
        if (Need == Need.FromDate && RequiredFrom is null) return Refusals.Required("RequiredFrom");

        var wording = new Wording(Kind, Text, Help, Options.ReplaceLineEndings("\n").Split('\n'), ShownToJurors && Wording.MayBeShownToJurors(Kind)).Tidied();
        var rules = new QuestionRules
        {
            IsRequired = Need != Need.Never,
            RequiredFrom = Need == Need.FromDate ? edition.AtLocal(RequiredFrom!.Value) : null,
            FrozenFrom = FrozenFrom is { } frozen ? edition.AtLocal(frozen) : null,
            MostCharacters = IsText ? MostCharacters : null,
            Least = isNumber ? Answer.Number(Least.Trim()) : null,
            Most = isNumber ? Answer.Number(Most.Trim()) : null,
            FileTypes = IsFile ? [.. FileTypes.Order()] : [],
            MostMegabytes = IsFile ? MostMegabytes : null,
            Categories = [.. Categories],
            Condition = DependsOn is { } earlier ? new Condition(earlier, DependsOnValue) : null,
        };
        return (wording.Check() ?? rules.Check(Kind)) is { } bad ? bad : new QuestionDetails(wording, rules);
    }

    private static bool IsBadNumber(string typed) => !string.IsNullOrWhiteSpace(typed) && Answer.Number(typed.Trim()) is null;
}
