using System.Runtime.InteropServices;

namespace Showcase.Domain.Calls;

/// <summary>How many entries one person may have in a call and in a category of it; null is without limit.</summary>
public sealed record EntryLimits(int? InCall, int? InCategory)
{
    public const int Most = 1_000;

    public bool Any => InCall is not null || InCategory is not null;

    /// <summary>Why a person who has sent in that much already may not send in another.</summary>
    public Refusal? Reached(EntriesSent sent)
    {
        if (sent.InCall >= InCall) return new Refusal("Submissions.CallLimitReached", InCall);
        return sent.InCategory >= InCategory ? new Refusal("Submissions.CategoryLimitReached", InCategory) : null;
    }

    internal static Refusal? Check(int? most) => most is < 1 or > Most ? Refusals.OutOfRange("EntryLimit", 1, Most) : null;
}

/// <summary>How many entries a person has sent in to a call and to one category of it; what was withdrawn does not count.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntriesSent(int InCall, int InCategory);
