using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Showcase.Web.Data;

/// <summary>The store at scale: SQL Server or Azure SQL, migrated by <c>Showcase.Web migrate</c>.</summary>
public sealed class SqlServerShowcaseDbContext(DbContextOptions<SqlServerShowcaseDbContext> options) : ShowcaseDbContext(options)
{
    // Duplicate key row in a unique index, violation of a unique constraint.
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    public override bool IsDuplicate(DbUpdateException exception) =>
        exception?.InnerException is SqlException { Number: UniqueIndex or UniqueConstraint };
}
