using System.Diagnostics;
using System.Globalization;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Submissions.Inbox;

namespace Showcase.Benchmarks.Scenarios;

/// <summary>
/// What the server does for one view of the inbox: everything that the page asks of the store, for the first page and for each kind of
/// filter, at the size of a large festival and ten times that; and the memory that an open page keeps. The peer is the limit.
/// </summary>
internal static class InboxScenario
{
    private const string Name = "inbox";
    private const int Rounds = 7;
    private const int OpenPages = 200;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var figures = new List<Figure>();
        var (atLarge, held) = await MeasureAsync(6_200, limit: 150);
        var (atHuge, heldAtHuge) = await MeasureAsync(62_000, limit: 300);
        figures.AddRange(atLarge);
        figures.AddRange(atHuge);
        figures.Add(new Figure(Name, "memory of an open page, against 6,200", "KiB", heldAtHuge / 1024, held / 1024, "at 6,200", 1.1, MoreIsBetter: false, "62,000"));
        return figures;
    }

    private static async Task<(IReadOnlyList<Figure> Figures, double Held)> MeasureAsync(int entries, double limit)
    {
        using var store = await FestivalStore.OpenAsync();
        var watch = Stopwatch.StartNew();
        await store.FillAsync(entries);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries made in {watch.Elapsed.TotalSeconds:0} s"));

        var inbox = new InboxQueries(store);
        var size = entries.ToString("N0", CultureInfo.InvariantCulture);
        var figures = new List<Figure>();
        foreach (var (what, filter) in Filters(store))
        {
            var times = new List<double>();
            for (var round = -2; round < Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                await OpenAsync(inbox, store, filter);

                // The first two compile the query and warm the file.
                if (round >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            times.Sort();
            figures.Add(new Figure(Name, what, "ms", times[Rounds / 2], limit, "limit", 1, MoreIsBetter: false, size));
        }

        return (figures, await HeldAsync(inbox, store));
    }

    private static IEnumerable<(string What, InboxFilter Filter)> Filters(FestivalStore store)
    {
        yield return ("first page", new InboxFilter());
        yield return ("last page", new InboxFilter(Page: int.MaxValue));
        yield return ("state", new InboxFilter(State: SubmissionState.Eligible));
        yield return ("category", new InboxFilter(CategoryId: store.Call.Categories[2].Id));
        yield return ("tag", new InboxFilter(Tag: "late night"));
        yield return ("by title", new InboxFilter(Sort: InboxSort.Title));
        yield return ("by artist, last page", new InboxFilter(Sort: InboxSort.Artist, Page: int.MaxValue));
        yield return ("search, one film has it", new InboxFilter(store.RareWord));
        yield return ("search, a tenth has it", new InboxFilter(store.UsualWord));
        yield return ("search, all have it", new InboxFilter("sora"));
        yield return ("search, none has it", new InboxFilter("nobody has this"));
        yield return ("search, two words, by title", new InboxFilter($"germany {store.UsualWord}", Sort: InboxSort.Title));
        yield return ("search, state, category and tag", new InboxFilter("sora", SubmissionState.Submitted, store.Call.Categories[0].Id, "late night"));
    }

    private static async Task<object> OpenAsync(InboxQueries inbox, FestivalStore store, InboxFilter filter) => new object[]
    {
        await inbox.ListAsync(store.Organiser, store.Edition.Id, filter, default),
        await inbox.CategoriesAsync(store.Edition.Id, default),
        await inbox.TagsAsync(store.Organiser, store.Edition.Id, default),
        await inbox.ViewsAsync(store.Organiser, store.Edition.Id, default),
    };

    /// <summary>Bytes that one open page keeps on the server, in the middle of the list.</summary>
    private static async Task<double> HeldAsync(InboxQueries inbox, FestivalStore store)
    {
        var open = new List<object>(OpenPages);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var page = 0; page < OpenPages; page++) open.Add(await OpenAsync(inbox, store, new InboxFilter(Page: 20)));
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(open);
        return held / (double)OpenPages;
    }
}
