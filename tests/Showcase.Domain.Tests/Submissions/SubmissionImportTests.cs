using Showcase.Domain.Submissions;

namespace Showcase.Domain.Tests.Submissions;

public sealed class SubmissionImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly SubmissionImport import = SubmissionImport.Begin(Guid.CreateVersion7(), Guid.CreateVersion7(), " FilmFreeway ", "entries.csv", Guid.CreateVersion7(), Now).Value;

    [Fact]
    public void An_import_names_its_source() =>
        Assert.Equal(("FilmFreeway", Refusals.Required("Source")), (import.Source, SubmissionImport.Begin(Guid.Empty, Guid.Empty, " ", "entries.csv", Guid.Empty, Now).Refusal));

    [Fact]
    public void It_cannot_be_undone_while_it_saves_rows_but_after_it_died()
    {
        import.Count(new ImportCounts(200, 0, 0, 0, 0), Now.AddMinutes(1));

        Assert.Equal(ImportRefusals.StillRunning, import.CheckUndo(Now.AddMinutes(2)));
        Assert.Null(import.CheckUndo(Now.AddMinutes(1) + SubmissionImport.Silence));
    }

    [Fact]
    public void It_is_undone_once()
    {
        import.Finish(Now);
        Assert.Null(import.CheckUndo(Now));

        import.MarkUndone(Guid.CreateVersion7(), Now);

        Assert.Equal(ImportRefusals.AlreadyUndone, import.CheckUndo(Now));
    }

    [Fact]
    public void An_imported_entry_stands_as_sent_in_when_it_was_and_by_whoever_took_it_over()
    {
        var organiser = Guid.CreateVersion7();

        var entry = Submission.Import(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), " Dear you ", Now.AddDays(-9), organiser).Value;

        Assert.Equal((SubmissionState.Submitted, Now.AddDays(-9), "Dear you"), (entry.State, entry.SubmittedAt!.Value, entry.CoverLetter));
        Assert.Equal((SubmissionState.Submitted, organiser), (entry.History.Single().State, entry.History.Single().By));
    }
}
