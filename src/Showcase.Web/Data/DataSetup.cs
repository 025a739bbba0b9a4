using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Showcase.Web.Shared;

namespace Showcase.Web.Data;

internal static class DataSetup
{
    public static void AddData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        builder.Services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        if (options.Provider == DatabaseProvider.SqlServer)
        {
            builder.Services.AddPooledDbContextFactory<SqlServerShowcaseDbContext>((services, db) => db.UseShowcaseSqlServer(services.GetRequiredService<IOptions<DatabaseOptions>>().Value));
            builder.Services.AddStore<SqlServerShowcaseDbContext>();

            // Several servers may share this one; the embedded store is for one.
            builder.Services.AddSingleton<ChangeRelay>();
            builder.Services.AddHostedService<ChangeRounds>();
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<SqliteShowcaseDbContext>((services, db) => db.UseShowcaseSqlite(services.GetRequiredService<DataFolder>().Path(options.File)));
            builder.Services.AddStore<SqliteShowcaseDbContext>();
        }
    }

    public static void UseShowcaseSqlite(this DbContextOptionsBuilder db, string file) => db
        .UseSqlite($"Data Source={file};Pooling=True", sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
        .AddInterceptors(new SqliteConnectionInterceptor());

    public static void UseShowcaseSqlServer(this DbContextOptionsBuilder db, DatabaseOptions options) => db
        .UseSqlServer(options.ConnectionString, server =>
        {
            server.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery);
            if (options.MaxBatchSize is { } most) server.MaxBatchSize(most);
        });

    /// <summary>Brings the schema up to date; SQLite also switches to write-ahead logging, which the file keeps.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken token)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ShowcaseDbContext>>().CreateDbContextAsync(token);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", token);
        await db.Database.MigrateAsync(token);
    }

    private static void AddStore<TContext>(this IServiceCollection services)
        where TContext : ShowcaseDbContext
    {
        services.AddSingleton<IDbContextFactory<ShowcaseDbContext>, StoreFactory<TContext>>();
        services.AddScoped<ShowcaseDbContext>(provider => provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext());
    }

    private sealed class StoreFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<ShowcaseDbContext>
        where TContext : ShowcaseDbContext
    {
        public ShowcaseDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
