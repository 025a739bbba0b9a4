namespace Showcase.Web.Features.Account;

/// <summary>
/// What one feature keeps about a person. Features register theirs; the download shows each under its name, and a deletion is asked of
/// each first.
/// </summary>
public interface IPersonalDataSource
{
    /// <summary>The entry's name in the download, in lower case.</summary>
    string Name { get; }

    /// <summary>Something that serialises to JSON: records, lists, texts.</summary>
    Task<object> ReadAsync(Guid userId, CancellationToken token);

    /// <summary>Why the person's account cannot go yet; null where it can.</summary>
    Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token) => Task.FromResult<Refusal?>(null);
}
