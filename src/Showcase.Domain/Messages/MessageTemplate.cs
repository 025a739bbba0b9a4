namespace Showcase.Domain.Messages;

/// <summary>A message that an edition's organisers write again and again, with placeholders.</summary>
public sealed class MessageTemplate : AggregateRoot
{
    public const int NameLength = 80;
    public const int MostPerEdition = 50;

    private MessageTemplate()
    {
    }

    public Guid EditionId { get; private set; }

    /// <summary>One of its kind in the edition.</summary>
    public string Name { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public static Result<MessageTemplate> Create(Guid editionId, string? name, string? subject, string? body)
    {
        var template = new MessageTemplate { EditionId = editionId };
        var changed = template.Change(name, subject, body);
        return changed.Succeeded ? template : changed.Refusal;
    }

    public Result Change(string? name, string? subject, string? body)
    {
        if (Text.Check(name, "Name", NameLength) is { } badName) return badName;
        if (MessageText.Check(subject, body, Placeholders.All) is { } bad) return bad;

        (Name, Subject, Body) = (name!.Trim(), subject!.Trim(), body!.Trim());
        return Result.Ok;
    }
}

/// <summary>Subject and text of a message with placeholders.</summary>
public static class MessageText
{
    public const int SubjectLength = 150;
    public const int BodyLength = 8_000;

    /// <summary>What stands against sending or keeping it; <paramref name="known"/> is what may stand in braces.</summary>
    public static Refusal? Check(string? subject, string? body, IReadOnlyCollection<string> known)
    {
        if (Text.Check(subject, "Subject", SubjectLength) is { } badSubject) return badSubject;
        if (subject!.Any(char.IsControl)) return MessageRefusals.SubjectLines;
        if (Text.Check(body, "Body", BodyLength) is { } badBody) return badBody;
        return Placeholders.Unknown($"{subject}\n{body}", known) is { } unknown ? new Refusal("Messages.PlaceholderUnknown", unknown) : null;
    }

    /// <summary>What stands against keeping it while it is still being typed.</summary>
    public static Refusal? CheckUnfinished(string? subject, string? body) =>
        Text.Check(subject, "Subject", SubjectLength, required: false) ?? Text.Check(body, "Body", BodyLength, required: false);
}

public static class MessageRefusals
{
    public static readonly Refusal SubjectLines = new("Messages.SubjectLines");
    public static readonly Refusal TemplateNameTaken = new("Messages.TemplateNameTaken");
    public static readonly Refusal TooManyTemplates = new("Messages.TooManyTemplates", MessageTemplate.MostPerEdition);
    public static readonly Refusal NoLongerDraft = new("Messages.NoLongerDraft");
    public static readonly Refusal NobodyGetsIt = new("Messages.NobodyGetsIt");
    public static readonly Refusal ReleasedAlready = new("Messages.ReleasedAlready");
    public static readonly Refusal NotInReview = new("Messages.NotInReview");
}
