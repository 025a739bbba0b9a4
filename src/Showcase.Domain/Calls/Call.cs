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
    public const int MostCategories = 50;

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
        if (categories.Count >= MostCategories) return CallRefusals.TooManyCategories;

        var category = Category.Create(Id, categories.Count, details);
        if (category.Succeeded) categories.Add(category.Value);
        return category;
    }

    public Result ChangeCategory(Guid categoryId, CategoryDetails details) =>
        categories.Find(category => category.Id == categoryId)?.Change(details) ?? Refusals.NotFound;

    /// <summary>Removes a category that no film was ever entered in, drafts included: <paramref name="inUse"/>.</summary>
    public Result RemoveCategory(Guid categoryId, bool inUse)
    {
        if (categories.Find(category => category.Id == categoryId) is not { } category) return Refusals.NotFound;
        if (inUse) return CallRefusals.CategoryInUse;
        if (State == CallState.Open && categories.Count == 1) return CallRefusals.LastCategory;

        categories.Remove(category);
        Number([.. categories.OrderBy(left => left.Position)]);
        return Result.Ok;
    }

    /// <summary>Moves a category up (negative) or down the list; beyond its ends it stays at the end.</summary>
    public Result MoveCategory(Guid categoryId, int places)
    {
        var order = categories.OrderBy(category => category.Position).ToList();
        var from = order.FindIndex(category => category.Id == categoryId);
        if (from < 0) return Refusals.NotFound;

        var moved = order[from];
        order.RemoveAt(from);
        order.Insert(Math.Clamp(from + places, 0, order.Count), moved);
        Number(order);
        return Result.Ok;
    }

    public Result Open(DateTimeOffset now)
    {
        if (categories.Count == 0) return CallRefusals.NoCategory;
        if (categories.TrueForAll(category => category.Deadline <= now)) return CallRefusals.DeadlinesPassed;

        State = CallState.Open;
        return Result.Ok;
    }

    public void Close() => State = CallState.Closed;

    private static void Number(List<Category> order)
    {
        for (var position = 0; position < order.Count; position++) order[position].PlaceAt(position);
    }
}

public static class CallRefusals
{
    public static readonly Refusal NoCategory = new("Calls.NoCategory");
    public static readonly Refusal DeadlinesPassed = new("Calls.DeadlinesPassed");
    public static readonly Refusal RuntimeLimits = new("Calls.RuntimeLimits");
    public static readonly Refusal RuntimeUnreadable = new("Calls.RuntimeUnreadable");
    public static readonly Refusal DeadlineMissing = new("Calls.DeadlineMissing");
    public static readonly Refusal LastCategory = new("Calls.LastCategory");
    public static readonly Refusal TooManyCategories = new("Calls.TooManyCategories", Call.MostCategories);
    public static readonly Refusal CategoryInUse = new("Calls.CategoryInUse");
}
