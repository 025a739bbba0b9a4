namespace Showcase.Domain.Judging.Blind;

/// <summary>What an organiser says of an entry's words: which to cover besides the names that are known, and which of those are ordinary words here.</summary>
public sealed class BlindWords : AggregateRoot
{
    public const int Length = 1_000;

    private BlindWords()
    {
    }

    public Guid SubmissionId { get; private set; }

    /// <summary>One a line.</summary>
    public string Cover { get; private set; } = "";

    /// <summary>One a line.</summary>
    public string Leave { get; private set; } = "";

    public IEnumerable<string> Covered => Lines(Cover);

    public IEnumerable<string> Left => Lines(Leave);

    public static BlindWords Of(Guid submissionId) => new() { SubmissionId = submissionId };

    public Result Change(string? cover, string? leave)
    {
        if (Text.Check(cover, "Cover", Length, required: false) is { } badCover) return badCover;
        if (Text.Check(leave, "Leave", Length, required: false) is { } badLeave) return badLeave;

        (Cover, Leave) = (cover?.Trim() ?? "", leave?.Trim() ?? "");
        return Result.Ok;
    }

    private static string[] Lines(string words) => words.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
