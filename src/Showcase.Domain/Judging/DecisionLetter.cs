using Showcase.Domain.Messages;

namespace Showcase.Domain.Judging;

/// <summary>What an edition writes to artists of one outcome. <c>{title}</c>, <c>{artist}</c> and <c>{edition}</c> are filled in.</summary>
public sealed class DecisionLetter : AggregateRoot
{
    public const int SubjectLength = 150;
    public const int BodyLength = 8_000;

    private static readonly string[] Known = ["title", "artist", "edition"];

    private DecisionLetter()
    {
    }

    public Guid EditionId { get; private set; }

    public DecisionOutcome Outcome { get; private set; }

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public static Result<DecisionLetter> Create(Guid editionId, DecisionOutcome outcome, string subject, string body)
    {
        var letter = new DecisionLetter { EditionId = editionId, Outcome = outcome };
        var changed = letter.Change(subject, body);
        return changed.Succeeded ? letter : changed.Refusal;
    }

    public Result Change(string subject, string body)
    {
        if (Check(subject, body) is { } bad) return bad;

        (Subject, Body) = (subject.Trim(), body.Trim());
        return Result.Ok;
    }

    /// <summary>What stands against a letter. A placeholder that nothing fills is refused: it would be sent as it stands.</summary>
    public static Refusal? Check(string? subject, string? body)
    {
        if (Text.Check(subject, "Subject", SubjectLength) is { } badSubject) return badSubject;
        if (Text.Check(body, "Body", BodyLength) is { } badBody) return badBody;

        return Placeholders.Unknown($"{subject}\n{body}", Known) is { } unknown ? new Refusal("Judging.PlaceholderUnknown", unknown) : null;
    }

    /// <summary>Fills a text in one pass, so that a title that looks like a placeholder stays a title.</summary>
    public static string Merge(string text, string title, string artist, string edition) => Placeholders.Fill(text, name => name switch
    {
        "title" => title,
        "artist" => artist,
        "edition" => edition,
        _ => null,
    });
}
