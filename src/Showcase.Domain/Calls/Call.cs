namespace Showcase.Domain.Calls;

public enum CallState
{
    Draft,
    Open,
    Closed,
}

/// <summary>A call for entries: its text and the categories that films compete in.</summary>
public sealed class Call : AggregateRoot
{
    public const int NameLength = 120;
    public const int TextLength = 20_000;

    private readonly List<Category> categories = [];

    private Call()
    {
    }

    public Guid EditionId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Markdown, shown to artists.</summary>
    public string Text { get; private set; } = "";

    public CallState State { get; private set; }

    public IReadOnlyList<Category> Categories => categories;

    public static Result<Call> Create(Guid editionId, string name, string text)
    {
        var call = new Call { EditionId = editionId };
        var changed = call.Change(name, text);
        return changed.Succeeded ? call : changed.Refusal;
    }

    public Result Change(string name, string? text)
    {
        if (Domain.Text.Check(name, "Name", NameLength) is { } badName) return badName;
        if (Domain.Text.Check(text, "Text", TextLength, required: false) is { } badText) return badText;

        (Name, Text) = (name.Trim(), text ?? "");
        return Result.Ok;
    }

    public Result<Category> AddCategory(CategoryDetails details)
    {
        var category = Category.Create(Id, categories.Count, details);
        if (category.Succeeded) categories.Add(category.Value);
        return category;
    }

    public Result Open(DateTimeOffset now)
    {
        if (categories.Count == 0) return CallRefusals.NoCategory;
        if (categories.TrueForAll(category => category.Deadline <= now)) return CallRefusals.DeadlinesPassed;

        State = CallState.Open;
        return Result.Ok;
    }

    public void Close() => State = CallState.Closed;
}

public static class CallRefusals
{
    public static readonly Refusal NoCategory = new("Calls.NoCategory");
    public static readonly Refusal DeadlinesPassed = new("Calls.DeadlinesPassed");
    public static readonly Refusal RuntimeLimits = new("Calls.RuntimeLimits");
    public static readonly Refusal CategoryInUse = new("Calls.CategoryInUse");
}
