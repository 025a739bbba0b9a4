using System.Globalization;
using Showcase.Domain.Eligibility;
using Showcase.Domain.Films;

namespace Showcase.Web.Features.Eligibility;

/// <summary>What a rule can ask, as an organiser chooses it.</summary>
public enum RuleKind
{
    Completion,
    Premiere,
    Country,
    CountryNot,
    Declaration,
    Proof,
    FrameSize,
    FrameRate,
    Sound,
    Loudness,
}

/// <summary>What an organiser types of a rule. What another kind of rule would have is left out when it is read.</summary>
public sealed class RuleFields
{
    /// <summary>Usual frames, and 720 lines for who takes nearly everything.</summary>
    public static readonly IReadOnlyList<LeastFrame> Frames = [new(1280, 720), new(1920, 1080), new(2048, 1080), new(3840, 2160), new(4096, 2160)];

    public static readonly IReadOnlyList<double> UsualRates = [23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60];

    public RuleKind Kind { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public HashSet<PremiereStatus> Premieres { get; } = [];

    public List<string> Countries { get; } = [];

    public string Statement { get; set; } = "";

    /// <summary>The question for a file that proves it.</summary>
    public Guid? Question { get; set; }

    /// <summary>As the list of frames names it: 1920x1080.</summary>
    public string Frame { get; set; } = NameOf(Frames[1]);

    public HashSet<double> Rates { get; } = [];

    public string LeastLoudness { get; set; } = "";

    public string MostLoudness { get; set; } = "";

    public string Message { get; set; } = "";

    public HashSet<Guid> Categories { get; } = [];

    /// <summary>The key of what an artist is told where the organisers say nothing of their own.</summary>
    public string UsualMessage => Kind switch
    {
        RuleKind.Completion => "Eligibility.Broken_CompletedBetween",
        RuleKind.Premiere => "Eligibility.Broken_PremiereAmong",
        RuleKind.Country or RuleKind.CountryNot => "Eligibility.Broken_CountryAmong",
        RuleKind.Declaration => "Eligibility.NotSaid_Declaration",
        RuleKind.Proof => "Eligibility.NotSaid_ProofByFile",
        RuleKind.FrameSize => "Eligibility.Broken_LeastFrame",
        RuleKind.FrameRate => "Eligibility.Broken_FrameRateAmong",
        RuleKind.Loudness => "Eligibility.Broken_LoudnessBetween",
        _ => "Eligibility.Broken_SoundNeeded",
    };

    public static string NameOf(LeastFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return string.Create(CultureInfo.InvariantCulture, $"{frame.Width}x{frame.Height}");
    }

    public static RuleFields Of(EligibilityRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var fields = new RuleFields { Message = rule.Message };
        fields.Categories.UnionWith(rule.Categories);
        switch (rule.Requirement)
        {
            case CompletedBetween days:
                (fields.Kind, fields.From, fields.Until) = (RuleKind.Completion, days.From, days.Until);
                break;
            case PremiereAmong premieres:
                fields.Kind = RuleKind.Premiere;
                fields.Premieres.UnionWith(premieres.Statuses);
                break;
            case CountryAmong countries:
                fields.Kind = countries.IsExclusion ? RuleKind.CountryNot : RuleKind.Country;
                fields.Countries.AddRange(countries.Countries);
                break;
            case Declaration declaration:
                (fields.Kind, fields.Statement) = (RuleKind.Declaration, declaration.Statement);
                break;
            case ProofByFile proof:
                (fields.Kind, fields.Question) = (RuleKind.Proof, proof.QuestionId);
                break;
            case LeastFrame frame:
                (fields.Kind, fields.Frame) = (RuleKind.FrameSize, NameOf(frame));
                break;
            case FrameRateAmong rates:
                fields.Kind = RuleKind.FrameRate;
                fields.Rates.UnionWith(rates.Rates);
                break;
            case LoudnessBetween loudness:
                (fields.Kind, fields.LeastLoudness, fields.MostLoudness) = (RuleKind.Loudness, Typed(loudness.Least), Typed(loudness.Most));
                break;
            default:
                fields.Kind = RuleKind.Sound;
                break;
        }

        return fields;
    }

    /// <summary>The rule as it stands, or what is wrong with it. The questions for files of the call are those that may prove something.</summary>
    public Result<RuleDetails> Read(IReadOnlyList<ProofQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        if (Kind == RuleKind.Loudness && (IsBadNumber(LeastLoudness) || IsBadNumber(MostLoudness))) return new Refusal("Eligibility.LoudnessUnreadable");

        Requirement requirement = Kind switch
        {
            RuleKind.Completion => new CompletedBetween(From, Until),
            RuleKind.Premiere => new PremiereAmong([.. Premieres.Order()]),
            RuleKind.Country or RuleKind.CountryNot => new CountryAmong([.. Countries], Kind == RuleKind.CountryNot),
            RuleKind.Declaration => new Declaration(Statement.Trim()),
            RuleKind.Proof => new ProofByFile(questions.FirstOrDefault(known => known.Id == Question)?.Id ?? Guid.Empty, questions.FirstOrDefault(known => known.Id == Question)?.Text ?? ""),
            RuleKind.FrameSize => FrameNamed(Frame),
            RuleKind.FrameRate => new FrameRateAmong([.. Rates.Order()]),
            RuleKind.Loudness => new LoudnessBetween(Number(LeastLoudness), Number(MostLoudness)),
            _ => new SoundNeeded(),
        };
        var details = new RuleDetails(requirement, Message, [.. Categories]);
        return details.Check() is { } bad ? bad : details;
    }

    private static LeastFrame FrameNamed(string name)
    {
        var parts = name.Split('x');
        return new LeastFrame(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string Typed(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static bool IsBadNumber(string typed) => !string.IsNullOrWhiteSpace(typed) && Number(typed) is null;

    /// <summary>Minus signs are typed in many ways, and so is the point.</summary>
    private static double? Number(string typed) => double.TryParse(
        typed.Trim().Replace('−', '-').Replace('–', '-').Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
