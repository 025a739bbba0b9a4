namespace Showcase.Domain.Forms;

/// <summary>A question of a call's form.</summary>
public sealed class Question : Entity
{
    private readonly List<QuestionVersion> earlier = [];

    private Question()
    {
    }

    internal Question(Guid formId, Guid sectionId, int position, Wording wording, QuestionRules rules)
    {
        (FormId, SectionId, Position) = (formId, sectionId, position);
        (Wording, Rules) = (wording, rules);
    }

    public Guid FormId { get; private set; }

    /// <summary>Where it is asked; null where it is asked no more and kept for the answers that it has.</summary>
    public Guid? SectionId { get; private set; }

    public int Position { get; private set; }

    /// <summary>Counts how often the wording changed, from 1.</summary>
    public int Version { get; private set; } = 1;

    public Wording Wording { get; private set; } = default!;

    public QuestionRules Rules { get; private set; } = QuestionRules.None;

    /// <summary>The wordings that it had before.</summary>
    public IReadOnlyList<QuestionVersion> Earlier => earlier;

    public AskedQuestion Asked => new(Id, Version, Wording, Rules);

    internal void Change(Wording wording, QuestionRules rules, DateTimeOffset now)
    {
        if (wording != Wording)
        {
            earlier.Add(new QuestionVersion(Id, Version, Wording, now));
            Version++;
        }

        (Wording, Rules) = (wording, rules);
    }

    internal void PlaceIn(Guid sectionId, int position) => (SectionId, Position) = (sectionId, position);

    internal void Retire() => SectionId = null;
}

/// <summary>A wording that a question had until <see cref="ReplacedAt"/>.</summary>
public sealed class QuestionVersion(Guid questionId, int version, Wording wording, DateTimeOffset replacedAt) : Entity
{
    public Guid QuestionId { get; private set; } = questionId;

    public int Version { get; private set; } = version;

    public Wording Wording { get; private set; } = wording;

    public DateTimeOffset ReplacedAt { get; private set; } = replacedAt;
}

/// <summary>What an organiser sets of a question.</summary>
public sealed record QuestionDetails(Wording Wording, QuestionRules Rules);
