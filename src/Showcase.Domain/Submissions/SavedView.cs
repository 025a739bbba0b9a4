namespace Showcase.Domain.Submissions;

/// <summary>An organiser's way of looking at an edition's submissions, kept under a name: for themselves, or for all who organise it.</summary>
public sealed class SavedView : Entity
{
    public const int NameLength = 60;
    public const int QueryLength = 1_000;
    public const int MostPerPerson = 30;

    private SavedView()
    {
    }

    public Guid EditionId { get; private set; }

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The query of the inbox's address, with its question mark; empty for the inbox as it is.</summary>
    public string Query { get; private set; } = "";

    public bool IsShared { get; private set; }

    public static Result<SavedView> Create(Guid editionId, Guid ownerId, string? name, string query, bool isShared)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Text.Check(name, "Name", NameLength) is { } badName) return badName;
        if (Text.Check(query, "Query", QueryLength, required: false) is { } badQuery) return badQuery;

        return new SavedView { EditionId = editionId, OwnerId = ownerId, Name = name!.Trim(), Query = query, IsShared = isShared };
    }

    /// <summary>Saved again under the same name: it shows what is shown now.</summary>
    public Result Change(string query, bool isShared)
    {
        if (Text.Check(query, "Query", QueryLength, required: false) is { } bad) return bad;

        (Query, IsShared) = (query, isShared);
        return Result.Ok;
    }
}
