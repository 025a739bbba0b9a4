using Showcase.Domain.Submissions;

namespace Showcase.Web.Features.Submissions;

/// <summary>A line of a checklist; an optional one may stay open. <see cref="Href"/> is where it can be mended.</summary>
public sealed record ChecklistItem(bool IsMet, string Text, string? Problem, bool IsOptional = false, string? Href = null)
{
    /// <summary>Whether it cannot be told yet.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>A line of a status history, in the words for its reader.</summary>
public sealed record HistoryStep(SubmissionState State, DateTimeOffset At, string By, string? Reason);
