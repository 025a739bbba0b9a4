using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Showcase.Web.Data;

/// <summary>Lets the migration tool build the SQLite model without starting the application.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteShowcaseDbContext>
{
    public SqliteShowcaseDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteShowcaseDbContext>();
        options.UseShowcaseSqlite("design.db");
        options.UseApplicationServiceProvider(ModelServices.Provider);
        return new SqliteShowcaseDbContext(options.Options);
    }
}

/// <summary>Lets the migration tool build the SQL Server model without a server.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerShowcaseDbContext>
{
    public SqlServerShowcaseDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerShowcaseDbContext>();
        options.UseShowcaseSqlServer(new DatabaseOptions { ConnectionString = "Server=design" });
        options.UseApplicationServiceProvider(ModelServices.Provider);
        return new SqlServerShowcaseDbContext(options.Options);
    }
}

/// <summary>What the identity model reads when it is built without the application: version 3 of its schema has passkeys.</summary>
public static class ModelServices
{
    public static readonly Version SchemaVersion = IdentitySchemaVersions.Version3;

    public static IServiceProvider Provider { get; } =
        new ServiceCollection().Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = SchemaVersion).BuildServiceProvider();
}
