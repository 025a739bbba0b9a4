using Showcase.Domain.Forms;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Forms;

/// <summary>Answers while they are typed: what is on the screen, and which of it the store does not have yet.</summary>
public sealed class AnswerDraft
{
    private readonly HashSet<Guid> typed = [];
    private Dictionary<Guid, GivenAnswer> answers = [];

    public Questionnaire Form { get; private set; } = Questionnaire.Empty;

    public IReadOnlyDictionary<Guid, GivenAnswer> Answers => answers;

    public bool IsWaiting => typed.Count > 0;

    /// <summary>
    /// Takes over what the store holds. What was typed since stays on the screen, unless its question can be answered no more by an entry
    /// in that state.
    /// </summary>
    public void Read(EntrySheet sheet, SubmissionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        typed.RemoveWhere(id => sheet.Form.Find(id) is not { } question || question.Closed(state, now) is not null);
        var read = sheet.Answers.ToDictionary();
        foreach (var id in typed)
        {
            if (answers.TryGetValue(id, out var given)) read[id] = given;
        }

        (Form, answers) = (sheet.Form, read);
    }

    public void Type(AskedQuestion question, string value)
    {
        ArgumentNullException.ThrowIfNull(question);
        answers[question.Id] = new GivenAnswer(value, question.Version);
        typed.Add(question.Id);
    }

    /// <summary>What is to be saved now. Until it comes back by <see cref="Keep"/>, it counts as saved.</summary>
    public IReadOnlyList<AnswerInput> Take()
    {
        var inputs = typed.Select(id => new AnswerInput(id, answers[id].Version, answers[id].Value)).ToList();
        typed.Clear();
        return inputs;
    }

    /// <summary>These were not saved after all.</summary>
    public void Keep(IEnumerable<Guid> questionIds) => typed.UnionWith(questionIds);

    /// <summary>Lets go of what was typed and not saved; the next read shows what the store holds.</summary>
    public void Forget() => typed.Clear();
}
