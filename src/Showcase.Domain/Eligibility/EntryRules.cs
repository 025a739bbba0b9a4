namespace Showcase.Domain.Eligibility;

/// <summary>The rules of a call beyond runtime, deadline and number of entries, which its categories have.</summary>
public sealed class EntryRules(Guid callId) : AggregateRoot
{
    public const int MostRules = 40;

    public Guid CallId { get; private set; } = callId;

    /// <summary>In the order in which artists read them: as they were made, until somebody moves one.</summary>
    public IReadOnlyList<EligibilityRule> Rules { get; private set; } = [];

    /// <summary>Adds a rule; its id comes back.</summary>
    public Result<Guid> Add(RuleDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (details.Check() is { } bad) return bad;
        if (Rules.Count >= MostRules) return EligibilityRefusals.TooManyRules;

        var rule = Made(Guid.CreateVersion7(), details);
        Rules = [.. Rules, rule];
        return rule.Id;
    }

    public Result Change(Guid ruleId, RuleDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (!Has(ruleId)) return Refusals.NotFound;
        if (details.Check() is { } bad) return bad;

        Rules = [.. Rules.Select(rule => rule.Id == ruleId ? Made(ruleId, details) : rule)];
        return Result.Ok;
    }

    public Result Remove(Guid ruleId)
    {
        if (!Has(ruleId)) return Refusals.NotFound;

        Rules = [.. Rules.Where(rule => rule.Id != ruleId)];
        return Result.Ok;
    }

    /// <summary>Puts a rule so many places further down, or up where it is below zero; not beyond the ends.</summary>
    public Result Move(Guid ruleId, int places)
    {
        if (!Has(ruleId)) return Refusals.NotFound;

        List<EligibilityRule> moved = [.. Rules];
        var at = moved.FindIndex(rule => rule.Id == ruleId);
        var rule = moved[at];
        moved.RemoveAt(at);
        moved.Insert((int)Math.Clamp((long)at + places, 0, moved.Count), rule);
        Rules = moved;
        return Result.Ok;
    }

    /// <summary>How an entry in that category stands to each rule that holds for it; those that organisers have overridden do not bar it.</summary>
    public static IReadOnlyList<RuleVerdict> Judge(IEnumerable<EligibilityRule> rules, Guid categoryId, EntryFacts facts, IReadOnlyCollection<Guid> overridden) =>
        [.. rules.Where(rule => rule.AppliesTo(categoryId)).Select(rule => new RuleVerdict(rule, rule.Requirement.Judge(facts), overridden.Contains(rule.Id)))];

    /// <summary>
    /// The same rules for another call; categories are named by <paramref name="twins"/>, questions by <paramref name="questions"/>, and days are moved by
    /// <paramref name="moved"/>. A rule about a question that is asked no more stays behind.
    /// </summary>
    public EntryRules CopyTo(Guid otherCallId, IReadOnlyDictionary<Guid, Guid> twins, IReadOnlyDictionary<Guid, Guid> questions, Func<DateOnly, DateOnly> moved)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(moved);
        var kept = Rules.Where(rule => rule.Requirement is not ProofByFile proof || questions.ContainsKey(proof.QuestionId)).ToList();
        return new EntryRules(otherCallId)
        {
            Rules = [.. kept
                .Select(rule => rule with { Id = Guid.CreateVersion7(), Requirement = Moved(rule.Requirement), Categories = [.. rule.Categories.Where(twins.ContainsKey).Select(id => twins[id])] })
                .Where((copy, place) => copy.Categories.Count > 0 || kept[place].Categories.Count == 0)],
        };

        Requirement Moved(Requirement requirement) => requirement switch
        {
            CompletedBetween(var from, var until) => new CompletedBetween(from is { } first ? moved(first) : null, until is { } last ? moved(last) : null),
            ProofByFile proof => proof with { QuestionId = questions[proof.QuestionId] },
            _ => requirement,
        };
    }

    private bool Has(Guid ruleId) => Rules.Any(rule => rule.Id == ruleId);

    private static EligibilityRule Made(Guid id, RuleDetails details) => new(
        id,
        details.Requirement is Declaration declaration ? declaration with { Statement = declaration.Statement.Trim() } : details.Requirement,
        details.Message?.Trim() ?? "",
        [.. details.Categories]);
}

public static class EligibilityRefusals
{
    public static readonly Refusal DatesMissing = new("Eligibility.DatesMissing");
    public static readonly Refusal DatesCrossed = new("Eligibility.DatesCrossed");
    public static readonly Refusal PremieresMissing = new("Eligibility.PremieresMissing");
    public static readonly Refusal CountriesMissing = new("Eligibility.CountriesMissing");
    public static readonly Refusal RatesMissing = new("Eligibility.RatesMissing");
    public static readonly Refusal LoudnessMissing = new("Eligibility.LoudnessMissing");
    public static readonly Refusal LoudnessCrossed = new("Eligibility.LoudnessCrossed");
    public static readonly Refusal QuestionMissing = new("Eligibility.QuestionMissing");
    public static readonly Refusal TooManyRules = new("Eligibility.TooManyRules", EntryRules.MostRules);

    /// <summary>What was confirmed reads otherwise by now.</summary>
    public static readonly Refusal StatementChanged = new("Eligibility.StatementChanged");

    public static readonly Refusal NothingToOverride = new("Eligibility.NothingToOverride");
    public static readonly Refusal OverriddenAlready = new("Eligibility.OverriddenAlready");
    public static readonly Refusal TakenBackAlready = new("Eligibility.TakenBackAlready");
}
