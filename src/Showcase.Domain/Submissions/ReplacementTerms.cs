using Showcase.Domain.Calls;
using Showcase.Domain.Films;

namespace Showcase.Domain.Submissions;

/// <summary>
/// What one entry says to another file for its film. A film has one file wherever it was sent in, so each entry that holds it has a say.
/// </summary>
public sealed record ReplacementTerms(
    SubmissionState State, string CallName, CallState Call, ReplacementRule Rule, DateTimeOffset? NamedUntil,
    DateTimeOffset Deadline, TimeSpan Grace, TimeSpan MinRuntime, TimeSpan MaxRuntime)
{
    /// <summary>The states in which nobody judges or shows the film: its file is the artist's own affair.</summary>
    public static IReadOnlyList<SubmissionState> Free { get; } =
        [SubmissionState.Draft, SubmissionState.Ineligible, SubmissionState.Declined, SubmissionState.Withdrawn, SubmissionState.Disqualified];

    /// <summary>The last moment at which a file is taken, as artists are told; null where none is.</summary>
    public DateTimeOffset? Until => Rule switch
    {
        ReplacementRule.UntilDeadline => Deadline,
        ReplacementRule.UntilMoment => NamedUntil,
        _ => null,
    };

    /// <summary>
    /// What stands against a file of which the last byte came then. The deadline forgives what it forgives an entry; a moment that the call
    /// names does not. A call that its organisers closed takes nothing more, unless it names a moment.
    /// </summary>
    public Refusal? Refuse(DateTimeOffset arrivedAt)
    {
        if (State == SubmissionState.Selected) return FilmRefusals.Chosen;
        if (Until is not { } until) return new Refusal("Versions.Never", CallName);

        var isByDeadline = Rule == ReplacementRule.UntilDeadline;
        return arrivedAt > until + (isByDeadline ? Grace : TimeSpan.Zero) || (isByDeadline && Call != CallState.Open) ? new Refusal("Versions.TooLate", CallName) : null;
    }

    /// <summary>
    /// What stands against its taking the place of the file before, once it plays. When it came was decided on when it came:
    /// how long our processing takes is not the artist's fault.
    /// </summary>
    public Refusal? RefuseFile(TimeSpan runtime)
    {
        if (State == SubmissionState.Selected) return FilmRefusals.Chosen;

        return Category.IsWithin(runtime, MinRuntime, MaxRuntime) ? null : ReplacementRefusals.RuntimeOutside;
    }
}

public static class ReplacementRefusals
{
    public static readonly Refusal RuntimeOutside = new("Versions.RuntimeOutside");

    /// <summary>A call that has the film asks something of its file, such as a size, that this one does not meet.</summary>
    public static readonly Refusal RuleBroken = new("Versions.RuleBroken");

    /// <summary>A file that was sent after this one has taken the place already.</summary>
    public static readonly Refusal Overtaken = new("Versions.Overtaken");
}
