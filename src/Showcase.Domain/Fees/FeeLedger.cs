using Showcase.Domain.Calls;

namespace Showcase.Domain.Fees;

/// <summary>
/// What one submission owes and what became of it. Lines are only ever added, and every sum is derived from them. The same thing
/// recorded twice under one reference stands there once.
/// </summary>
public sealed class FeeLedger(Guid submissionId, string currency, IEnumerable<FeeEntry> entries)
{
    private readonly List<FeeEntry> entries = [.. entries];
    private readonly List<FeeEntry> added = [];

    public string Currency { get; } = currency;

    /// <summary>The lines that were added since it was read; the store has to take them.</summary>
    public IReadOnlyList<FeeEntry> Added => added;

    public FeeSums Sums => FeeSums.Of(entries.Select(entry => (entry.Kind, entry.Amount)));

    public bool Has(FeeEntryKind kind, string reference) => entries.Exists(entry => entry.Kind == kind && entry.Reference == reference);

    /// <summary>The fee falls due, as the deadline of that moment sets it; no line where there is none.</summary>
    public void Charge(FeeDue fee, Guid by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fee);
        if (fee.Amount > 0) Add(FeeEntryKind.Due, fee.Amount, fee.Tier.ToString(), reason: null, by, now);
    }

    /// <summary>So much of what was asked is not asked any more.</summary>
    public Result Waive(long amount, FeeNote note) =>
        Record(FeeEntryKind.Waived, amount, note, Sums.Asked, FeeRefusals.MoreThanDue);

    /// <summary>So much has come in: more than was asked too, as people send what they send.</summary>
    public Result Pay(long amount, FeeNote note) =>
        Record(FeeEntryKind.Paid, amount, note, Tier.MostFee, FeeRefusals.AmountInvalid);

    /// <summary>
    /// So much has gone back. The fee is due again then, unless <paramref name="andWaive"/> says that it is not asked any more.
    /// </summary>
    public Result Refund(long amount, FeeNote note, bool andWaive)
    {
        var before = added.Count;
        var refunded = Record(FeeEntryKind.Refunded, amount, note, Sums.Kept, FeeRefusals.MoreThanPaid);
        var isNew = added.Count > before;
        return isNew && andWaive && Sums.Open > 0 ? Waive(Math.Min(amount, Sums.Open), note) : refunded;
    }

    private Result Record(FeeEntryKind kind, long amount, FeeNote note, long most, Refusal tooMuch)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (Text.Check(note.Reference, "Reference", FeeEntry.ReferenceLength) is { } badReference) return badReference;
        if (Text.Check(note.Reason, "Reason", FeeEntry.ReasonLength, required: false) is { } badReason) return badReason;

        var reference = note.Reference!.Trim();
        if (entries.Find(entry => entry.Kind == kind && entry.Reference == reference) is { } same)
        {
            return same.Amount == amount ? Result.Ok : FeeRefusals.ReferenceUsed;
        }

        if (amount is <= 0 or > Tier.MostFee) return FeeRefusals.AmountInvalid;
        if (amount > most) return tooMuch;

        Add(kind, amount, reference, string.IsNullOrWhiteSpace(note.Reason) ? null : note.Reason.Trim(), note.By, note.At);
        return Result.Ok;
    }

    private void Add(FeeEntryKind kind, long amount, string reference, string? reason, Guid? by, DateTimeOffset now)
    {
        var entry = new FeeEntry(submissionId, kind, amount, Currency, reference, reason, by, now);
        entries.Add(entry);
        added.Add(entry);
    }
}

/// <summary>What a ledger's lines come to, in the smallest coin.</summary>
public sealed record FeeSums(long Due, long Waived, long Paid, long Refunded)
{
    /// <summary>What is asked, all told.</summary>
    public long Asked => Due - Waived;

    /// <summary>What came in and was not given back.</summary>
    public long Kept => Paid - Refunded;

    /// <summary>What is still to be paid; below zero, what is to be given back.</summary>
    public long Open => Asked - Kept;

    public static FeeSums Of(IEnumerable<(FeeEntryKind Kind, long Amount)> lines)
    {
        var sums = lines.ToLookup(line => line.Kind, line => line.Amount);
        return new FeeSums(sums[FeeEntryKind.Due].Sum(), sums[FeeEntryKind.Waived].Sum(), sums[FeeEntryKind.Paid].Sum(), sums[FeeEntryKind.Refunded].Sum());
    }
}
