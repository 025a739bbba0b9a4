using Showcase.Domain.Submissions;
using Showcase.Web.Shared;

namespace Showcase.Web.Features.Submissions.Import;

/// <summary>What to import, and whereto. Rows without a known category go to <see cref="CategoryId"/>, one of the call's.</summary>
public sealed record ImportRequest(Guid EditionId, Guid CallId, Guid CategoryId, string Source, string FileName, CsvFile File, ImportMapping Mapping);

/// <summary>What became of the rows, or would. Dry runs have no <see cref="ImportId"/>.</summary>
public sealed record ImportReport(Guid? ImportId, ImportCounts Counts, IReadOnlyList<ImportProblem> Problems);

/// <summary>What an undo did. <see cref="Left"/> are the titles of films that somebody worked with since, which therefore stay.</summary>
public sealed record UndoReport(int Removed, int Restored, IReadOnlyList<string> Left);

/// <summary>A call that entries may be imported to.</summary>
public sealed record ImportCall(Guid Id, string Name, IReadOnlyList<ImportCategory> Categories);

/// <summary>An import of the edition: who did it, when, and what became of it.</summary>
public sealed record ImportLine(
    Guid Id, string FileName, string Source, string Call, string By, DateTimeOffset StartedAt, ImportState State, ImportCounts Counts, bool IsRunning,
    string? UndoneBy, DateTimeOffset? UndoneAt);
