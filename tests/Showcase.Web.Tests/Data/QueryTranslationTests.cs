using System.Data;
using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Showcase.Domain.Editions;
using Showcase.Domain.Programmes;
using Showcase.Web.Data;
using Showcase.Web.Features.Editions;
using Showcase.Web.Features.Media.Processing;
using Showcase.Web.Features.Programmes;
using Showcase.Web.Security;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Data;

/// <summary>
/// Calls every public method of every *Queries class against both providers. Commands are answered with no rows before they reach
/// a database, so SQL Server needs no server here: a query that its provider cannot translate fails.
/// </summary>
[Collection(WebCollection.Name)]
public sealed class QueryTranslationTests(WebFixture web)
{
    public static TheoryData<string, string> Methods()
    {
        var data = new TheoryData<string, string>();
        foreach (var method in AllMethods())
        {
            data.Add("Sqlite", Name(method));
            data.Add("SqlServer", Name(method));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Every_query_is_understood_by_the_provider(string provider, string name)
    {
        var method = AllMethods().Single(candidate => Name(candidate) == name);
        var queries = ActivatorUtilities.CreateInstance(web.Services, method.DeclaringType!, new UnconnectedStore(provider));
        var arguments = method.GetParameters().Select(Sample).ToArray();

        var failure = await Record.ExceptionAsync(async () => await (dynamic)method.Invoke(queries, arguments)!);

        Assert.True(failure is null || IsAboutNoRows(failure), failure?.ToString());
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public void What_workers_ask_is_understood_by_the_provider(string provider)
    {
        using var db = new UnconnectedStore(provider).CreateDbContext();
        IQueryable<object>[] questions = [db.Waiting([Guid.Empty], TestClock.Start), db.WithoutGalleryFile(), db.NewerThan(Guid.Empty, null, Guid.Empty, TestClock.Start), db.NewerThan(Guid.Empty, "en", Guid.Empty, TestClock.Start)];

        Assert.All(questions, question => Assert.Contains("SELECT", question.ToQueryString(), StringComparison.Ordinal));
    }

    /// <summary>The query ran; the method expected a row.</summary>
    private static bool IsAboutNoRows(Exception exception) =>
        (exception is TargetInvocationException { InnerException: { } inner } ? inner : exception) is InvalidOperationException { Message: "Sequence contains no elements." or "Sequence contains no elements" };

    private static IEnumerable<MethodInfo> AllMethods() => typeof(Program).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsPublic: true } && type.Name.EndsWith("Queries", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType.IsAssignableTo(typeof(Task)));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(",", method.GetParameters().Select(p => p.ParameterType.Name))})";

    private static object? Sample(ParameterInfo parameter) => Sample(parameter.ParameterType);

    private static object? Sample(Type type)
    {
        if (type == typeof(string)) return "sample";
        if (type == typeof(Guid) || type == typeof(Guid?)) return Guid.CreateVersion7();
        if (type == typeof(Actor)) return new Actor(Guid.CreateVersion7(), "Sample", IsAdministrator: true);
        if (type == typeof(int) || type == typeof(int?)) return 1;
        if (type == typeof(DateTimeOffset)) return TestClock.Start;
        if (type == typeof(IReadOnlyCollection<Guid>) || type == typeof(IReadOnlyList<Guid>)) return new[] { Guid.CreateVersion7() };
        if (type == typeof(PublicSchedule)) return ShownFilm();
        if (Nullable.GetUnderlyingType(type) is { } inner) return inner.IsEnum ? Enum.GetValues(inner).GetValue(0) : Activator.CreateInstance(inner);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var items = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            items.SetValue(Sample(type.GetGenericArguments()[0]), 0);
            return items;
        }

        if (type.IsValueType) return Activator.CreateInstance(type);

        var constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(Sample)]);
    }

    /// <summary>A released schedule with one film, without which nothing is asked of the store.</summary>
    private static PublicSchedule ShownFilm()
    {
        var work = new ReleasedWork(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "Film", "Artist", "CZ", 2026, TimeSpan.FromMinutes(4));
        var programme = new ReleasedProgramme(Guid.CreateVersion7(), "Programme", "", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(4), [work]);
        var scope = new EditionScope(Guid.CreateVersion7(), "sample", "Sample", EditionKind.Festival, new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20), "UTC", "en", IsPublic: true);
        return new PublicSchedule(scope, new Released(1, "First", TestClock.Start, ReleaseContent.Nothing with { Programmes = [programme] }));
    }

    /// <summary>Contexts whose commands are answered with no rows.</summary>
    private sealed class UnconnectedStore(string provider) : IDbContextFactory<ShowcaseDbContext>
    {
        public ShowcaseDbContext CreateDbContext()
        {
            if (provider == "SqlServer") return TestStore.SqlServer("Server=unused", "unused", options => options.AddInterceptors(new NoConnection(), new NoRows()));

            var options = new DbContextOptionsBuilder<SqliteShowcaseDbContext>();
            options.UseSqlite("Data Source=unused", sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
            options.UseApplicationServiceProvider(ModelServices.Provider);
            options.AddInterceptors(new NoConnection(), new NoRows());
            return new SqliteShowcaseDbContext(options.Options);
        }
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class NoRows : DbCommandInterceptor
    {
        private const int MostColumns = 200;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            using var table = new DataTable();
            for (var column = 0; column < MostColumns; column++) table.Columns.Add($"c{column}", typeof(object));
            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(table.CreateDataReader()));
        }
    }
}
