using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Showcase.Web.Data;

/// <summary>The embedded store: one file, migrated at start.</summary>
public sealed class SqliteShowcaseDbContext(DbContextOptions<SqliteShowcaseDbContext> options) : ShowcaseDbContext(options)
{
    // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE, https://www.sqlite.org/rescode.html
    private const int PrimaryKey = 1555;
    private const int Unique = 2067;

    public override bool IsDuplicate(DbUpdateException exception) =>
        exception?.InnerException is SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique };
}
