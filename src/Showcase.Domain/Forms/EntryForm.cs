namespace Showcase.Domain.Forms;

/// <summary>
/// The questions that a call asks of its entries, in sections. A question that has answers is never deleted, and a wording that was
/// answered is never lost.
/// </summary>
public sealed class EntryForm(Guid callId) : AggregateRoot
{
    public const int MostSections = 20;
    public const int MostQuestions = 100;

    private readonly List<FormSection> sections = [];
    private readonly List<Question> questions = [];

    public Guid CallId { get; private set; } = callId;

    public IReadOnlyList<FormSection> Sections => sections;

    /// <summary>All of them in no order, those that are asked no more included.</summary>
    public IReadOnlyList<Question> Questions => questions;

    public Questionnaire Questionnaire => new(
        [.. InOrder.Select(section => new QuestionnaireSection(section.Id, section.Title, section.Intro, [.. In(section.Id).Select(question => question.Asked)]))]);

    private IEnumerable<FormSection> InOrder => sections.OrderBy(section => section.Position).ThenBy(section => section.Id);

    public Result AddSection(SectionDetails details)
    {
        if (FormSection.Check(details) is { } bad) return bad;
        if (sections.Count >= MostSections) return FormRefusals.TooManySections;

        sections.Add(new FormSection(Id, sections.Count, details.Title.Trim(), details.Intro?.Trim() ?? ""));
        return Result.Ok;
    }

    public Result ChangeSection(Guid sectionId, SectionDetails details)
    {
        if (FindSection(sectionId) is not { } section) return Refusals.NotFound;
        if (FormSection.Check(details) is { } bad) return bad;

        section.Change(details);
        return Result.Ok;
    }

    /// <summary>Removes a section that asks nothing.</summary>
    public Result RemoveSection(Guid sectionId)
    {
        if (FindSection(sectionId) is not { } section) return Refusals.NotFound;
        if (questions.Exists(question => question.SectionId == sectionId)) return FormRefusals.SectionInUse;

        sections.Remove(section);
        return Result.Ok;
    }

    /// <summary>Moves a section up (negative) or down with its questions; beyond the ends it stays at the end.</summary>
    public Result MoveSection(Guid sectionId, int places)
    {
        if (FindSection(sectionId) is not { } section) return Refusals.NotFound;

        var order = InOrder.ToList();
        var from = order.IndexOf(section);
        order.RemoveAt(from);
        order.Insert(Math.Clamp(from + places, 0, order.Count), section);
        if (Condition.Check([.. order.SelectMany(moved => In(moved.Id)).Select(question => question.Asked)]) is { } bad) return bad;

        for (var position = 0; position < order.Count; position++) order[position].PlaceAt(position);
        return Result.Ok;
    }

    /// <summary>Adds a question at the end of a section; its id comes back.</summary>
    public Result<Guid> AddQuestion(Guid sectionId, QuestionDetails details)
    {
        if (FindSection(sectionId) is null) return Refusals.NotFound;
        if (questions.Count(question => question.SectionId is not null) >= MostQuestions) return FormRefusals.TooManyQuestions;
        if (Check(details, out var wording) is { } bad) return bad;

        var question = new Question(Id, sectionId, EndOf(sectionId), wording, details.Rules);
        if (Condition.Check(AskedWith(question, sectionId, int.MaxValue)) is { } condition) return condition;

        questions.Add(question);
        return question.Id;
    }

    /// <summary>Changes a question. Answers that were given to its wording keep it.</summary>
    public Result ChangeQuestion(Guid questionId, QuestionDetails details, DateTimeOffset now)
    {
        if (questions.Find(question => question.Id == questionId) is not { SectionId: not null } changed) return Refusals.NotFound;
        if (Check(details, out var wording) is { } bad) return bad;

        var asked = Questionnaire.Questions.Select(question => question.Id == questionId ? question with { Wording = wording, Rules = details.Rules } : question);
        if (Condition.Check([.. asked]) is { } condition) return condition;

        changed.Change(wording, details.Rules, now);
        return Result.Ok;
    }

    /// <summary>Moves a question to a place of a section, counted from 0 without it; beyond the end is the end.</summary>
    public Result MoveQuestion(Guid questionId, Guid sectionId, int place)
    {
        if (questions.Find(question => question.Id == questionId) is not { SectionId: not null } moved || FindSection(sectionId) is null) return Refusals.NotFound;

        return Place(moved, sectionId, place);
    }

    /// <summary>Asks a question no more. Where it has answers (<paramref name="isAnswered"/>), it is kept with them.</summary>
    public Result RemoveQuestion(Guid questionId, bool isAnswered)
    {
        if (questions.Find(question => question.Id == questionId) is not { SectionId: not null } removed) return Refusals.NotFound;
        if (Questionnaire.Questions.FirstOrDefault(question => question.Rules.Condition?.QuestionId == questionId) is { } dependent)
        {
            return new Refusal("Forms.QuestionNeeded", dependent.Wording.Text);
        }

        if (isAnswered) removed.Retire();
        else questions.Remove(removed);
        return Result.Ok;
    }

    /// <summary>Asks a question again that was kept, at the end of a section.</summary>
    public Result RestoreQuestion(Guid questionId, Guid sectionId)
    {
        if (questions.Find(question => question.Id == questionId) is not { SectionId: null } restored || FindSection(sectionId) is null) return Refusals.NotFound;
        if (questions.Count(question => question.SectionId is not null) >= MostQuestions) return FormRefusals.TooManyQuestions;

        return Place(restored, sectionId, int.MaxValue);
    }

    /// <summary>
    /// The same questions for another call. <paramref name="categories"/> has that call's category for each of this one's,
    /// <paramref name="moved"/> the moment there for a moment here.
    /// </summary>
    public EntryForm CopyTo(Guid callId, IReadOnlyDictionary<Guid, Guid> categories, Func<DateTimeOffset, DateTimeOffset> moved)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(moved);
        var copy = new EntryForm(callId);
        var copied = new Dictionary<Guid, Guid>();
        foreach (var section in InOrder)
        {
            var twin = new FormSection(copy.Id, copy.sections.Count, section.Title, section.Intro);
            copy.sections.Add(twin);
            foreach (var question in In(section.Id))
            {
                var rules = question.Rules with
                {
                    RequiredFrom = question.Rules.RequiredFrom is { } required ? moved(required) : null,
                    FrozenFrom = question.Rules.FrozenFrom is { } frozen ? moved(frozen) : null,
                    Categories = [.. question.Rules.Categories.Select(category => categories.GetValueOrDefault(category, category))],
                    Condition = question.Rules.Condition is { } condition ? condition with { QuestionId = copied[condition.QuestionId] } : null,
                };
                var asked = new Question(copy.Id, twin.Id, copy.EndOf(twin.Id), question.Wording, rules);
                copy.questions.Add(asked);
                copied[question.Id] = asked.Id;
            }
        }

        return copy;
    }

    private static Refusal? Check(QuestionDetails details, out Wording wording)
    {
        ArgumentNullException.ThrowIfNull(details);
        wording = details.Wording.Tidied();
        return wording.Check() ?? details.Rules.Check(wording.Kind);
    }

    private FormSection? FindSection(Guid sectionId) => sections.Find(section => section.Id == sectionId);

    private List<Question> In(Guid sectionId) =>
        [.. questions.Where(question => question.SectionId == sectionId).OrderBy(question => question.Position).ThenBy(question => question.Id)];

    private int EndOf(Guid sectionId) => In(sectionId) is [.., var last] ? last.Position + 1 : 0;

    private Result Place(Question question, Guid sectionId, int place)
    {
        if (Condition.Check(AskedWith(question, sectionId, place)) is { } bad) return bad;

        var order = With(question, sectionId, place);
        for (var position = 0; position < order.Count; position++) order[position].PlaceIn(sectionId, position);
        return Result.Ok;
    }

    /// <summary>A section's questions as they would be with that one at that place.</summary>
    private List<Question> With(Question question, Guid sectionId, int place)
    {
        var order = In(sectionId);
        order.Remove(question);
        order.Insert(Math.Clamp(place, 0, order.Count), question);
        return order;
    }

    private List<AskedQuestion> AskedWith(Question question, Guid sectionId, int place) =>
        [.. InOrder
            .SelectMany(section => section.Id == sectionId ? With(question, sectionId, place) : In(section.Id).Where(other => other != question))
            .Select(asked => asked.Asked)];
}

public static class FormRefusals
{
    public static readonly Refusal TooManySections = new("Forms.TooManySections", EntryForm.MostSections);
    public static readonly Refusal TooManyQuestions = new("Forms.TooManyQuestions", EntryForm.MostQuestions);
    public static readonly Refusal SectionInUse = new("Forms.SectionInUse");
    public static readonly Refusal OptionCount = new("Forms.OptionCount", Wording.LeastOptions, Wording.MostOptions);
    public static readonly Refusal LinkForJurors = new("Forms.LinkForJurors");
    public static readonly Refusal FrozenBeforeRequired = new("Forms.FrozenBeforeRequired");
    public static readonly Refusal BoundsCrossed = new("Forms.BoundsCrossed");
    public static readonly Refusal AnswerMissing = new("Forms.AnswerMissing");
    public static readonly Refusal AnswerNotOffered = new("Forms.AnswerNotOffered");
    public static readonly Refusal AnswerNoNumber = new("Forms.AnswerNoNumber");
    public static readonly Refusal AnswerNoDate = new("Forms.AnswerNoDate");
    public static readonly Refusal AnswerNoLink = new("Forms.AnswerNoLink");
    public static readonly Refusal ConsentMissing = new("Forms.ConsentMissing");
    public static readonly Refusal ConsentChanged = new("Forms.ConsentChanged");
}
