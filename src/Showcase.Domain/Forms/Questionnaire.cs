namespace Showcase.Domain.Forms;

/// <summary>A call's questions as they are asked, section by section; without those that were removed.</summary>
public sealed record Questionnaire(IReadOnlyList<QuestionnaireSection> Sections)
{
    public static readonly Questionnaire Empty = new([]);

    public IEnumerable<AskedQuestion> Questions => Sections.SelectMany(section => section.Questions);

    public AskedQuestion? Find(Guid questionId) => Questions.FirstOrDefault(question => question.Id == questionId);

    /// <summary>What is asked of an entry in that category that was answered so far. An answer that is asked no more decides nothing.</summary>
    public IReadOnlyList<AskedQuestion> AskedOf(Guid categoryId, IReadOnlyDictionary<Guid, GivenAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var asked = new List<AskedQuestion>();
        foreach (var question in Questions.Where(question => question.Rules.AppliesTo(categoryId)))
        {
            if (question.Rules.Condition is not { } condition || IsMet(condition)) asked.Add(question);
        }

        return asked;

        bool IsMet(Condition condition) =>
            asked.Exists(earlier => earlier.Id == condition.QuestionId) && answers.TryGetValue(condition.QuestionId, out var given) && condition.IsMetBy(given);
    }

    /// <summary>Everything that stands against sending in an entry with these answers at that moment, in the order of the form.</summary>
    public IReadOnlyList<AnswerProblem> Problems(Guid categoryId, IReadOnlyDictionary<Guid, GivenAnswer> answers, DateTimeOffset now) =>
        [.. AskedOf(categoryId, answers)
            .Select(question => new AnswerProblem(question, question.Problem(answers.GetValueOrDefault(question.Id), now)!))
            .Where(problem => problem.Refusal is not null)];
}

public sealed record QuestionnaireSection(Guid Id, string Title, string Intro, IReadOnlyList<AskedQuestion> Questions);

/// <summary>A question and what is wrong with its answer.</summary>
public sealed record AnswerProblem(AskedQuestion Question, Refusal Refusal);
