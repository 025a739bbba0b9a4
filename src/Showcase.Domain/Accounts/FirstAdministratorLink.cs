namespace Showcase.Domain.Accounts;

/// <summary>
/// The one-time link in the log of an installation without an administrator. Whoever reads the log may make the first one; only the
/// SHA-256 of the link's secret is kept, and the row is deleted with its use.
/// </summary>
public sealed class FirstAdministratorLink(string secretHash, DateTimeOffset createdAt) : Entity
{
    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public string SecretHash { get; private set; } = secretHash;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
}
