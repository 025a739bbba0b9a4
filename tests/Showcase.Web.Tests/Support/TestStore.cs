using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;

namespace Showcase.Web.Tests.Support;

/// <summary>
/// A database of one test's own: a copy of a SQLite file that is made once, or a database on the server that
/// SHOWCASE_TEST_SQLSERVER names.
/// </summary>
public sealed class TestStore : IDbContextFactory<ShowcaseDbContext>, IDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SHOWCASE_TEST_SQLSERVER");
    private static readonly Lazy<string> Template = new(MakeTemplate);

    private readonly string name;

    public TestStore()
    {
        name = $"showcase_{Guid.CreateVersion7():N}";
        if (Server is null)
        {
            File.Copy(Template.Value, SqliteFile);
            return;
        }

        using var db = CreateDbContext();
        db.Database.EnsureCreated();
    }

    private string SqliteFile => Path.Combine(Path.GetTempPath(), name + ".db");

    public ShowcaseDbContext CreateDbContext() => Server is null ? Sqlite(SqliteFile) : SqlServer(Server, name);

    public void Dispose()
    {
        using var db = CreateDbContext();
        if (Server is not null)
        {
            db.Database.EnsureDeleted();
            return;
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(SqliteFile + suffix);
    }

    public static SqliteShowcaseDbContext Sqlite(string file)
    {
        var options = new DbContextOptionsBuilder<SqliteShowcaseDbContext>();
        options.UseShowcaseSqlite(file);
        options.UseApplicationServiceProvider(ModelServices.Provider);
        return new SqliteShowcaseDbContext(options.Options);
    }

    public static SqlServerShowcaseDbContext SqlServer(string connection, string database, Action<DbContextOptionsBuilder>? configure = null)
    {
        var options = new DbContextOptionsBuilder<SqlServerShowcaseDbContext>();
        options.UseShowcaseSqlServer(new DatabaseOptions { ConnectionString = $"{connection};Initial Catalog={database}", MaxBatchSize = 1 });
        options.UseApplicationServiceProvider(ModelServices.Provider);
        configure?.Invoke(options);
        return new SqlServerShowcaseDbContext(options.Options);
    }

    private static string MakeTemplate()
    {
        var file = Path.Combine(Path.GetTempPath(), $"showcase_template_{Guid.CreateVersion7():N}.db");
        using var db = Sqlite(file);
        db.Database.EnsureCreated();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = DELETE;");
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        return file;
    }
}
