using Showcase.Domain.Calls;

namespace Showcase.Domain.Submissions;

/// <summary>Which version of its call's terms an entry's artist accepted, and when. It is fixed when the entry is sent in.</summary>
public sealed class TermsAcceptance(Guid submissionId, Guid termsId, DateTimeOffset at) : Entity
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid TermsId { get; private set; } = termsId;

    public DateTimeOffset At { get; private set; } = at;

    /// <summary>Accepts another version; the same one again keeps its time.</summary>
    public void Renew(Guid termsId, DateTimeOffset at)
    {
        if (TermsId != termsId) (TermsId, At) = (termsId, at);
    }

    /// <summary>Why an entry cannot be sent in; null where the call has no terms, or those that it has were accepted.</summary>
    public static Refusal? Check(CallTerms? current, TermsAcceptance? accepted)
    {
        if (current is null || accepted?.TermsId == current.Id) return null;
        return accepted is null ? TermsRefusals.NotAccepted : TermsRefusals.Changed;
    }
}
