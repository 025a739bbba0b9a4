namespace Showcase.Domain.Forms;

/// <summary>Of which entries a question is asked, when an answer is needed, and within which bounds. Changing it makes no new version.</summary>
public sealed record QuestionRules
{
    public static readonly QuestionRules None = new();

    public bool IsRequired { get; init; }

    /// <summary>From when a required answer is needed; null is from the beginning.</summary>
    public DateTimeOffset? RequiredFrom { get; init; }

    /// <summary>From when the answer can neither be given nor changed, nor is needed any more; null is never.</summary>
    public DateTimeOffset? FrozenFrom { get; init; }

    /// <summary>The most characters of a text; null is what its kind allows.</summary>
    public int? MostCharacters { get; init; }

    /// <summary>The least that a number may be, inclusive.</summary>
    public decimal? Least { get; init; }

    /// <summary>The most that a number may be, inclusive.</summary>
    public decimal? Most { get; init; }

    /// <summary>What files it takes; none named is all types.</summary>
    public IReadOnlyList<AnswerFileType> FileTypes { get; init; } = [];

    /// <summary>The most megabytes of a file; null is what all files may have.</summary>
    public int? MostMegabytes { get; init; }

    /// <summary>The categories whose entries are asked; none named is all of them.</summary>
    public IReadOnlyList<Guid> Categories { get; init; } = [];

    /// <summary>Which earlier answer makes that this is asked at all; null is always.</summary>
    public Condition? Condition { get; init; }

    /// <summary>Whether the question stays open when the entry was sent in, because it has a date of its own.</summary>
    public bool IsOpenAfterSending => FrozenFrom is not null || RequiredFrom is not null;

    public bool AppliesTo(Guid categoryId) => Categories.Count == 0 || Categories.Contains(categoryId);

    public bool Takes(AnswerFileFormat format) => FileTypes.Count == 0 || FileTypes.Contains(AnswerFile.TypeOf(format));

    public bool IsFrozenAt(DateTimeOffset now) => now >= FrozenFrom;

    /// <summary>Whether an entry without an answer is incomplete at that moment.</summary>
    public bool Demands(DateTimeOffset now) => IsRequired && !(now < RequiredFrom) && !IsFrozenAt(now);

    public Refusal? Check(QuestionKind kind)
    {
        if (RequiredFrom >= FrozenFrom) return FormRefusals.FrozenBeforeRequired;
        if (MostCharacters < 1 || MostCharacters > Answer.MostOf(kind)) return Refusals.OutOfRange("Characters", 1, Answer.MostOf(kind));
        if (MostMegabytes is < 1 or > AnswerFile.MostMegabytes) return Refusals.OutOfRange("Megabytes", 1, AnswerFile.MostMegabytes);
        return Least > Most ? FormRefusals.BoundsCrossed : null;
    }
}

/// <summary>An earlier question, and the answer to it that makes another be asked.</summary>
/// <param name="QuestionId">A choice, a choice of many or a consent that comes before.</param>
/// <param name="Value">One of its options, or <see cref="Answer.Agreed"/>.</param>
public sealed record Condition(Guid QuestionId, string Value)
{
    public bool IsMetBy(GivenAnswer given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return Answer.Parts(given.Value).Contains(Value, StringComparer.Ordinal);
    }

    /// <summary>
    /// What stands against the conditions of these questions, in the order in which they are asked. A condition looks back only, so that
    /// none can depend on itself.
    /// </summary>
    public static Refusal? Check(IReadOnlyList<AskedQuestion> inOrder)
    {
        ArgumentNullException.ThrowIfNull(inOrder);
        var before = new Dictionary<Guid, AskedQuestion>();
        foreach (var question in inOrder)
        {
            if (question.Rules.Condition is { } condition)
            {
                if (!before.TryGetValue(condition.QuestionId, out var earlier)) return new Refusal("Forms.ConditionNotBefore", question.Wording.Text);
                if (!Decides(earlier.Wording, condition.Value)) return new Refusal("Forms.ConditionNotOffered", question.Wording.Text, earlier.Wording.Text);
            }

            before[question.Id] = question;
        }

        return null;
    }

    private static bool Decides(Wording earlier, string value) =>
        earlier.Kind == QuestionKind.Consent ? value == Answer.Agreed : earlier.Options.Contains(value, StringComparer.Ordinal);
}
