using System.Globalization;
using Showcase.Domain.Submissions;

namespace Showcase.Domain.Forms;

/// <summary>A question as it is asked now.</summary>
public sealed record AskedQuestion(Guid Id, int Version, Wording Wording, QuestionRules Rules)
{
    /// <summary>The most characters of a text that answers it.</summary>
    public int MostCharacters => Rules.MostCharacters ?? Answer.MostOf(Wording.Kind);

    /// <summary>Why an answer cannot be written now: it is too late for this question, or the entry was sent in.</summary>
    public Refusal? Closed(SubmissionState state, DateTimeOffset now)
    {
        if (Rules.IsFrozenAt(now)) return new Refusal("Forms.Frozen", Wording.Text);
        if (state == SubmissionState.Draft) return null;

        var isOver = !Submission.CanMove(state, SubmissionState.Withdrawn);
        return isOver || !Rules.IsOpenAfterSending ? new Refusal("Forms.SentIn", Wording.Text) : null;
    }

    /// <summary>Whether an entry that was sent in still has to answer it: an answer is needed now, can be given, and none counts.</summary>
    public bool IsOwed(GivenAnswer? given, SubmissionState state, DateTimeOffset now) =>
        state != SubmissionState.Draft && Rules.Demands(now) && Closed(state, now) is null && Problem(given, now) is not null;

    /// <summary>What stands against an answer, or against none where one is needed (<paramref name="given"/> is null or empty).</summary>
    public Refusal? Problem(GivenAnswer? given, DateTimeOffset now)
    {
        if (given is null || !IsAnswer(given)) return Rules.Demands(now) ? Missing : null;

        var value = given.Value;
        return Wording.Kind switch
        {
            QuestionKind.ShortText or QuestionKind.LongText => value.Length > MostCharacters ? new Refusal("Forms.AnswerTooLong", MostCharacters) : null,
            QuestionKind.Choice => Wording.Options.Contains(value, StringComparer.Ordinal) ? null : FormRefusals.AnswerNotOffered,
            QuestionKind.Many => Answer.Parts(value).All(part => Wording.Options.Contains(part, StringComparer.Ordinal)) ? null : FormRefusals.AnswerNotOffered,
            QuestionKind.Number => NumberProblem(value),
            QuestionKind.Date => Answer.Date(value) is null ? FormRefusals.AnswerNoDate : null,
            QuestionKind.Link => Answer.IsLink(value) ? null : FormRefusals.AnswerNoLink,
            QuestionKind.File => Rules.Takes(given.File!.Format) ? null : AnswerFileRefusals.OtherType,
            _ => ConsentProblem(given),
        };
    }

    /// <summary>
    /// What stands against keeping this answer. A draft keeps whatever is typed, within the length that the store holds; what was sent
    /// in is replaced only by what counts.
    /// </summary>
    public Refusal? CheckWriting(GivenAnswer given, SubmissionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (Closed(state, now) is { } closed) return closed;
        if (given.Value.Length > Answer.Length) return new Refusal("Forms.AnswerTooLong", Math.Min(MostCharacters, Answer.Length));
        return state == SubmissionState.Draft ? null : Problem(given, now);
    }

    /// <summary>The most bytes of a file that answers it.</summary>
    public long MostBytes => AnswerFile.Bytes(Rules.MostMegabytes ?? AnswerFile.MostMegabytes);

    private Refusal Missing => Wording.Kind switch
    {
        QuestionKind.Consent => FormRefusals.ConsentMissing,
        QuestionKind.File => AnswerFileRefusals.Missing,
        _ => FormRefusals.AnswerMissing,
    };

    /// <summary>Whether it is an answer at all: a question that asked for a text and asks for a file by now has none, and the other way round.</summary>
    public bool IsAnswer(GivenAnswer given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Value.Length > 0 && (given.File is not null) == (Wording.Kind == QuestionKind.File);
    }

    private Refusal? NumberProblem(string value)
    {
        if (Answer.Number(value) is not { } number) return FormRefusals.AnswerNoNumber;
        if (number < Rules.Least) return new Refusal("Forms.AnswerTooSmall", Plain(Rules.Least.Value));
        return number > Rules.Most ? new Refusal("Forms.AnswerTooLarge", Plain(Rules.Most.Value)) : null;
    }

    /// <summary>Who agreed to other words did not agree to these.</summary>
    private Refusal? ConsentProblem(GivenAnswer given)
    {
        if (given.Value != Answer.Agreed) return FormRefusals.ConsentMissing;
        return given.Version == Version ? null : FormRefusals.ConsentChanged;
    }

    private static string Plain(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
