using System.Globalization;

namespace Showcase.Domain.Forms;

/// <summary>
/// What an artist answered to one question, in one entry. The value is text: options as they read, joined by <see cref="Separator"/>;
/// numbers with a point; days as 2026-03-02; <see cref="Agreed"/>; the name of a file.
/// </summary>
public sealed class Answer(Guid submissionId, Guid questionId, int questionVersion, string value, DateTimeOffset givenAt) : Entity
{
    /// <summary>The longest answer of any kind.</summary>
    public const int Length = 10_000;

    public const int LongTextLength = 5_000;
    public const int ShortTextLength = 200;
    public const int LinkLength = 500;
    public const string Agreed = "yes";
    public const string Separator = "\n";

    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid QuestionId { get; private set; } = questionId;

    /// <summary>The version of the question that was on the screen.</summary>
    public int QuestionVersion { get; private set; } = questionVersion;

    public string Value { get; private set; } = value;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;

    /// <summary>The file where the question asked for one.</summary>
    public AnswerFile? File { get; private set; }

    public GivenAnswer Given => new(Value, QuestionVersion, File);

    public void Change(GivenAnswer given, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(given);
        (Value, QuestionVersion, File, GivenAt) = (given.Value, given.Version, given.File, now);
    }

    /// <summary>The most characters that a kind of question takes.</summary>
    public static int MostOf(QuestionKind kind) => kind switch
    {
        QuestionKind.ShortText => ShortTextLength,
        QuestionKind.LongText => LongTextLength,
        QuestionKind.Link => LinkLength,
        _ => Length,
    };

    /// <summary>The options that a value names.</summary>
    public static string[] Parts(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The number that a value is, or null.</summary>
    public static decimal? Number(string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The day that a value is, or null.</summary>
    public static DateOnly? Date(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Whether a value is the address of a web page.</summary>
    public static bool IsLink(string value) =>
        value is { Length: <= LinkLength } && Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Contains('.', StringComparison.Ordinal);
}

/// <summary>An answer and the version of the question that it was given to; with the file where that is the answer.</summary>
public sealed record GivenAnswer(string Value, int Version, AnswerFile? File = null);
