using Showcase.Web.Data;

namespace Showcase.Web.Features.Account;

/// <summary>
/// What one feature keeps about a person. Features register theirs; the download shows each under its name, and a deletion is asked of
/// each first and done by each then. A test fails where a column names a person and no source declares it.
/// </summary>
public interface IPersonalDataSource
{
    /// <summary>The entry's name in the download, in lower case.</summary>
    string Name { get; }

    /// <summary>The columns by which this source finds a person.</summary>
    IReadOnlyList<PersonalField> Fields { get; }

    /// <summary>Something that serialises to JSON: records, lists, texts.</summary>
    Task<object> ReadAsync(Guid userId, CancellationToken token);

    /// <summary>Why the person's account cannot go yet; null where it can.</summary>
    Task<Refusal?> CheckDeletionAsync(Guid userId, CancellationToken token) => Task.FromResult<Refusal?>(null);

    /// <summary>
    /// Removes what is the person's alone, in the deletion's transaction. What others rely on stays: it points to an account that is gone
    /// or has become a nameless one.
    /// </summary>
    Task RemoveAsync(ShowcaseDbContext db, ApplicationUser person, CancellationToken token) => Task.CompletedTask;
}

/// <summary>A column that names a person, by id or by address.</summary>
public sealed record PersonalField(Type Entity, string Property);
