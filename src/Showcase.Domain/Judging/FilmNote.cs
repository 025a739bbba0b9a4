namespace Showcase.Domain.Judging;

/// <summary>
/// What a juror wrote down at a second of a film. It is theirs alone until their score is handed in; then the panel reads it as far as the round
/// shows scores, and the organisers do. Artists never see it.
/// </summary>
public sealed class FilmNote : AggregateRoot
{
    public const int TextLength = 1_000;

    /// <summary>On one film, by one juror.</summary>
    public const int Most = 200;

    private FilmNote()
    {
    }

    public Guid AssignmentId { get; private set; }

    /// <summary>The file that was watched: another cut has other seconds.</summary>
    public Guid AssetId { get; private set; }

    public TimeSpan At { get; private set; }

    public string Text { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    /// <param name="assignment">The juror's.</param>
    /// <param name="assetId">The file that plays.</param>
    /// <param name="at">The second; a stream may run a little past what its header says, and then the note stands at the end.</param>
    /// <param name="duration">The file's length.</param>
    /// <param name="text">What they wrote.</param>
    /// <param name="now">The server's clock.</param>
    public static Result<FilmNote> Write(Assignment assignment, Guid assetId, TimeSpan at, TimeSpan duration, string? text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        if (at < TimeSpan.Zero || at > duration + TimeSpan.FromSeconds(5)) return JudgingRefusals.NoteOutside;

        var note = new FilmNote { AssignmentId = assignment.Id, AssetId = assetId, At = at > duration ? duration : at, WrittenAt = now };
        var changed = note.Change(text);
        return changed.Succeeded ? note : changed.Refusal;
    }

    public Result Change(string? text)
    {
        if (Domain.Text.Check(text, "Note", TextLength) is { } bad) return bad;

        Text = text!.Trim();
        return Result.Ok;
    }
}
