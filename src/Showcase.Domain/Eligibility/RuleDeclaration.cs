namespace Showcase.Domain.Eligibility;

/// <summary>What an artist confirmed for one entry, in the words that stood there. A changed statement has to be confirmed anew.</summary>
public sealed class RuleDeclaration(Guid submissionId, Guid ruleId, string statement, DateTimeOffset at) : Entity
{
    public Guid SubmissionId { get; private set; } = submissionId;

    public Guid RuleId { get; private set; } = ruleId;

    public string Statement { get; private set; } = statement;

    public DateTimeOffset At { get; private set; } = at;

    public void Renew(string statement, DateTimeOffset at) => (Statement, At) = (statement, at);
}
