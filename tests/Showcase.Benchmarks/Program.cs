using Showcase.Benchmarks;
using Showcase.Benchmarks.Peers;
using Showcase.Benchmarks.Scenarios;

var scenarios = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["upload"] = UploadScenario.RunAsync,
    ["browser"] = BrowserScenario.RunAsync,
    ["stream"] = StreamScenario.RunAsync,
    ["transcode"] = TranscodeScenario.RunAsync,
    ["mark"] = MarkScenario.RunAsync,
    ["revoke"] = RevokeScenario.RunAsync,
    ["inbox"] = InboxScenario.RunAsync,
    ["import"] = ImportScenario.RunAsync,
    ["assignment"] = AssignmentScenario.RunAsync,
    ["hostile"] = HostileScenario.RunAsync,
    [KillsScenario.Name] = KillsScenario.RunAsync,
};

if (args is ["serve", var folder, var port])
{
    await FileResultServer.RunAsync(folder, port);
    return 0;
}

if (args is [ClipsScenario.Name, var clips]) return Print([.. await ClipsScenario.RunAsync(clips)]);

var asked = args.Length == 0 ? [.. scenarios.Keys.Where(name => name != KillsScenario.Name)] : args;
if (asked.FirstOrDefault(name => !scenarios.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no scenario '{unknown}'. There are: {string.Join(", ", scenarios.Keys)}.");
    return 2;
}

var figures = new List<Figure>();
foreach (var name in asked) figures.AddRange(await scenarios[name]());
return Print(figures);

static int Print(List<Figure> figures)
{
    foreach (var figure in figures) Console.WriteLine(figure.Line());
    Console.WriteLine();
    foreach (var figure in figures) Console.WriteLine(figure.Json());
    return figures.TrueForAll(figure => figure.IsMet || !figure.IsOurs) ? 0 : 1;
}
