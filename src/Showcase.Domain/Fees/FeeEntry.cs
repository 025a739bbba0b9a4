namespace Showcase.Domain.Fees;

/// <summary>What a line of a ledger says: a sum is asked, no longer asked, has come in, has gone back.</summary>
public enum FeeEntryKind
{
    Due,
    Waived,
    Paid,
    Refunded,
}

/// <summary>One line of a submission's ledger. It is never changed and never deleted: a mistake is put right by another line.</summary>
/// <param name="submissionId">Whose ledger it stands in.</param>
/// <param name="kind">What happened.</param>
/// <param name="amount">In the smallest coin of the currency; above zero.</param>
/// <param name="currency">ISO 4217.</param>
/// <param name="reference">By which it is found again elsewhere; once for each kind in a ledger.</param>
/// <param name="reason">In words, where there are any.</param>
/// <param name="by">Who recorded it; null is the payment provider.</param>
/// <param name="at">When it was recorded.</param>
public sealed class FeeEntry(Guid submissionId, FeeEntryKind kind, long amount, string currency, string reference, string? reason, Guid? by, DateTimeOffset at) : Entity
{
    public const int ReferenceLength = 100;
    public const int ReasonLength = 500;

    public Guid SubmissionId { get; private set; } = submissionId;

    public FeeEntryKind Kind { get; private set; } = kind;

    public long Amount { get; private set; } = amount;

    public string Currency { get; private set; } = currency;

    public string Reference { get; private set; } = reference;

    public string? Reason { get; private set; } = reason;

    public Guid? By { get; private set; } = by;

    public DateTimeOffset At { get; private set; } = at;
}

/// <summary>What goes with a sum into the ledger: how it is found again, why, who recorded it (null: the payment provider) and when.</summary>
public sealed record FeeNote(string? Reference, string? Reason, Guid? By, DateTimeOffset At);

public static class FeeRefusals
{
    public static readonly Refusal AmountInvalid = new("Fees.AmountInvalid");
    public static readonly Refusal MoreThanDue = new("Fees.MoreThanDue");
    public static readonly Refusal MoreThanPaid = new("Fees.MoreThanPaid");
    public static readonly Refusal ReferenceUsed = new("Fees.ReferenceUsed");
    public static readonly Refusal KindByHand = new("Fees.KindByHand");
    public static readonly Refusal DraftPaid = new("Fees.DraftPaid");
}
