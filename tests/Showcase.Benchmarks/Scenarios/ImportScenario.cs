using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Web.Features.Submissions.Import;
using Showcase.Web.Security;
using Showcase.Web.Shared;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>How long a large festival's CSV takes to come in, and again when nothing in it has changed. The peer is the limit.</summary>
internal static class ImportScenario
{
    private const string Name = "import";
    private const string Header = "Tracking Number,Project Title,First Name,Last Name,Email,Synopsis,Duration,Country of Origin,Completion Date,Directors\n";
    private const int Rows = 6_200;
    private const double Limit = 30;
    private static readonly string Size = Rows.ToString("N0", CultureInfo.InvariantCulture);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var store = await FestivalStore.OpenAsync();
        var service = new ImportService(store, new EditionAccess(store), TimeProvider.System, new ChangeFeed(), NullLogger<ImportService>.Instance);
        return
        [
            new Figure(Name, "import of a CSV", "s", await ImportAsync(service, store, counts => counts.New), Limit, "limit", 1, MoreIsBetter: false, Size),
            new Figure(Name, "the same file again", "s", await ImportAsync(service, store, counts => counts.Same), Limit, "limit", 1, MoreIsBetter: false, Size),
        ];
    }

    private static async Task<double> ImportAsync(ImportService service, FestivalStore store, Func<Domain.Submissions.ImportCounts, int> expected)
    {
        var watch = Stopwatch.StartNew();
        var file = CsvFile.Parse(Encoding.UTF8.GetBytes(Text())).Value;
        var request = new ImportRequest(store.Edition.Id, store.Call.Id, store.Call.Categories[0].Id, "FilmFreeway", "entries.csv", file, ImportMapping.Guess(file.Headers));
        var report = (await service.ApplyAsync(store.Organiser, request, progress: null, default)).Value;
        if (expected(report.Counts) != Rows) throw new InvalidOperationException($"Not all rows came in: {report.Counts}.");

        return watch.Elapsed.TotalSeconds;
    }

    private static string Text() => Header + string.Concat(Enumerable.Range(1, Rows).Select(row => string.Create(
        CultureInfo.InvariantCulture, $"SD-{row},Film {row},Ann,Artist {row},ann{row}@mail.test,\"A film, the {row}th\",0:12:30,Germany,2025-03-01,\"Ann {row}, Bo\"\n")));
}
