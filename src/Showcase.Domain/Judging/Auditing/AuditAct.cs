namespace Showcase.Domain.Judging.Auditing;

/// <summary>What somebody did while an edition was judged. What happens in a meeting is told by its own log (<see cref="Meetings.MeetingEntry"/>).</summary>
public enum AuditAct
{
    RoundCreated,

    /// <summary>Name, dates, or whether it is blind.</summary>
    RoundChanged,

    /// <summary>Films, mode, visibility.</summary>
    RulesChanged,
    CriterionAdded,
    CriterionChanged,
    CriterionRemoved,
    JurorAdded,

    /// <summary>Left the panel, or was taken from it.</summary>
    JurorRemoved,

    /// <summary>By hand, by category or from a file; with how many.</summary>
    FilmsGiven,
    FilmTakenBack,

    /// <summary>With how many films were given.</summary>
    PlanApplied,

    /// <summary>How many a plan took back.</summary>
    PlanTookBack,
    ConflictDeclared,
    ConflictWithdrawn,

    /// <summary>An organiser decided what holds for somebody else.</summary>
    ConflictPinned,
    CardHandedIn,
    OrderHandedIn,
    Recused,
    ReviewMarked,
    ReviewSentBack,
    CommentLetOut,
    CommentTakenBack,
    PacketApproved,
    PacketTakenBack,
    DecisionStaged,
    DecisionUnstaged,

    /// <summary>With how many; their letters wait from then on.</summary>
    DecisionsApplied,
    DecisionsUndone,

    /// <summary>Letters no longer leave by themselves.</summary>
    LettersHeld,

    /// <summary>With how many films took their states; by nobody where their time had come.</summary>
    LettersLeft,
}
