using Microsoft.EntityFrameworkCore;
using Showcase.Web.Data;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Data;

public sealed class ProviderTests
{
    public static TheoryData<string> Providers => ["Sqlite", "SqlServer"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_whole_create_script_can_be_written(string provider)
    {
        using var db = Open(provider);

        var script = db.Database.GenerateCreateScript();

        Assert.Contains("Editions", script, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_migrations_make_what_the_model_says(string provider)
    {
        using var db = Open(provider);

        Assert.False(db.Database.HasPendingModelChanges(), "Run infra/migrations.sh and commit what it writes.");
    }

    [Fact]
    public async Task A_database_that_the_migrations_made_holds_what_is_saved()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.db");
        await using (var db = TestStore.Sqlite(file))
        {
            await db.Database.MigrateAsync();
            db.Users.Add(new ApplicationUser { UserName = "a", DisplayName = "Ada" });
            await db.SaveChangesAsync();
        }

        await using var again = TestStore.Sqlite(file);

        Assert.Equal("Ada", (await again.Users.SingleAsync()).DisplayName);
        await again.Database.EnsureDeletedAsync();
    }

    internal static ShowcaseDbContext Open(string provider) =>
        provider == "Sqlite" ? TestStore.Sqlite("unused.db") : TestStore.SqlServer("Server=unused", "unused");
}
