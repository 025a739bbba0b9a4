using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Showcase.Domain.Submissions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>Takes a file, shows how it is understood, tries it, imports it, and undoes imports. The file lives as long as the page is open.</summary>
public sealed partial class ImportPage : EditionPage
{
    private const int Previewed = 5;
    private const int MostTitles = 20;

    private static readonly Refusal FileGone = new("Imports.FileGone");

    private IReadOnlyList<ImportCall>? calls;
    private IReadOnlyList<ImportLine> imports = [];
    private IReadOnlyList<ImportEntry> preview = [];
    private IReadOnlyList<string> left = [];
    private CsvFile? file;
    private ImportMapping? mapping;
    private ImportCall? call;
    private ImportCategory? category;
    private ImportReport? tried;
    private ImportReport? applied;
    private ImportCounts? running;
    private UndoProgress? undoing;
    private string fileName = "";
    private string source = "";
    private bool isReading;
    private int tries;

    [Inject]
    private ImportService Imports { get; set; } = default!;

    [Inject]
    private ImportUndoService Undos { get; set; } = default!;

    [Inject]
    private ImportQueries Queries { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        calls = await Queries.CallsAsync(Actor, Scope.Id, Token);
        imports = await Queries.ListAsync(Actor, Scope.Id, Token);
        call = calls.FirstOrDefault(known => known.Id == call?.Id) ?? (calls.Count > 0 ? calls[0] : null);
        category = call?.Categories.FirstOrDefault(known => known.Id == category?.Id) ?? call?.Categories[0];
    }

    private string SeparatorWord(CsvFile read) => read.Separator switch
    {
        ',' => T["Imports.Separator_Comma"],
        ';' => T["Imports.Separator_Semicolon"],
        _ => T["Imports.Separator_Tab"],
    };

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        isReading = true;
        Clear();
        await DoAsync(async () =>
        {
            if (chosen.File.Size > CsvFile.MostBytes) return CsvFile.TooLarge;

            var read = await ParseAsync(chosen.File);
            if (!read.Succeeded) return read;

            (file, fileName, mapping) = (read.Value, chosen.File.Name, ImportMapping.Guess(read.Value.Headers));
            source = ImportMapping.IsFilmFreeway(file.Headers) ? "FilmFreeway" : "CSV";
            return Result.Ok;
        });
        isReading = false;
        Forget();
    }

    /// <summary>The parsing is kept off the circuit: nothing else of the page would move meanwhile.</summary>
    private async Task<Result<CsvFile>> ParseAsync(IBrowserFile chosen)
    {
        try
        {
            await using var content = chosen.OpenReadStream(CsvFile.MostBytes, Token);
            return await Task.Run(() => CsvFile.ReadAsync(content, Token), Token);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or JSException or TimeoutException)
        {
            return FileGone;
        }
    }

    private void Clear()
    {
        (file, mapping, tried, applied, left, preview) = (null, null, null, null, [], []);
        tries += isReading ? 0 : 1;
    }

    /// <summary>What was tried holds no more; the preview is read anew.</summary>
    private void Forget()
    {
        tried = null;
        if (file is null || mapping is null || category is null || mapping.Check() is not null)
        {
            preview = [];
            return;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(Scope.TimeZoneId);
        preview = [.. new ImportReader(file, mapping, call!.Categories, category, zone, Clock.GetUtcNow()).Entries(Previewed)];
    }

    private void Remap((ImportField Field, int? Column) change)
    {
        mapping = mapping!.With(change.Field, change.Column);
        Forget();
    }

    private void ChooseCall(ChangeEventArgs change)
    {
        call = calls!.FirstOrDefault(known => known.Id.ToString() == change.Value as string) ?? call;
        category = call!.Categories[0];
        Forget();
    }

    private void ChooseCategory(ChangeEventArgs change)
    {
        category = call!.Categories.FirstOrDefault(known => known.Id.ToString() == change.Value as string) ?? category;
        Forget();
    }

    private Task TryAsync() => RunAsync(async request =>
    {
        var report = await Imports.TryAsync(Actor, request, Show, Token);
        if (report.Succeeded) tried = report.Value;
        return report;
    });

    private Task ApplyAsync() => RunAsync(async request =>
    {
        var report = await Imports.ApplyAsync(Actor, request, Show, CancellationToken.None);
        if (!report.Succeeded) return report;

        Clear();
        applied = report.Value;
        return report;
    });

    /// <summary>Off the circuit as well, which only shows how far it is; leaving the page breaks no import off.</summary>
    private async Task RunAsync(Func<ImportRequest, Task<Result>> run)
    {
        (applied, left, running) = (null, [], ImportCounts.None);
        var request = new ImportRequest(Scope.Id, call!.Id, category!.Id, source, fileName, file!, mapping!);
        await DoAsync(() => Task.Run(() => run(request)));
        running = null;
    }

    private async Task UndoAsync(ImportLine import)
    {
        await TakeBackAsync(import);
        undoing = null;
    }

    private Task TakeBackAsync(ImportLine import) => DoAsync(
        async () =>
        {
            (left, applied) = ([], null);
            var undone = await Task.Run(() => Undos.UndoAsync(Actor, import.Id, Show, CancellationToken.None));
            if (!undone.Succeeded) return undone;

            left = undone.Value.Left;
            Forget();
            return undone;
        },
        T["Imports.UndoneDone", import.FileName]);

    private void Show(UndoProgress progress) => _ = InvokeAsync(() =>
    {
        undoing = progress;
        StateHasChanged();
    });

    private void Show(ImportCounts counts) => _ = InvokeAsync(() =>
    {
        running = counts;
        StateHasChanged();
    });
}
