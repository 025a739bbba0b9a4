using System.ComponentModel.DataAnnotations;

namespace Showcase.Web.Data;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; }

    /// <summary>The SQLite file; relative paths start at the data folder.</summary>
    [Required]
    public string File { get; set; } = "showcase.db";

    /// <summary>SQL Server's connection string. A secret: set it by environment or user secrets.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Most statements that one round trip to SQL Server holds; null leaves the provider's own limit.</summary>
    [Range(1, 1000)]
    public int? MaxBatchSize { get; set; }
}
