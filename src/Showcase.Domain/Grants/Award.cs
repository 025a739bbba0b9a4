namespace Showcase.Domain.Grants;

/// <summary>What a fund gave to an application, when, by whom and why. The reason may be empty.</summary>
public sealed class Award(decimal amount, DateTimeOffset at, Guid by, string reason)
{
    public decimal Amount { get; private set; } = amount;

    public DateTimeOffset At { get; private set; } = at;

    public Guid By { get; private set; } = by;

    public string Reason { get; private set; } = reason;
}

public enum TrancheState
{
    Planned,
    Paid,
}

/// <summary>A part of an award with the day it is due, and once it went out: when, under which reference, recorded by whom.</summary>
public sealed class Tranche(DateOnly dueOn, decimal amount) : Entity
{
    public const int ReferenceLength = 80;

    public DateOnly DueOn { get; private set; } = dueOn;

    public decimal Amount { get; private set; } = amount;

    public TrancheState State { get; private set; }

    public DateOnly? PaidOn { get; private set; }

    /// <summary>The bank's or the bookkeeping's reference, by which the payment is found again.</summary>
    public string? Reference { get; private set; }

    public Guid? RecordedBy { get; private set; }

    internal Result Pay(DateOnly paidOn, string? reference, Guid by, DateOnly today)
    {
        if (State == TrancheState.Paid) return GrantRefusals.AlreadyPaid;
        if (paidOn > today) return GrantRefusals.PaidInFuture;
        if (Text.Check(reference, "Reference", ReferenceLength) is { } bad) return bad;

        (State, PaidOn, Reference, RecordedBy) = (TrancheState.Paid, paidOn, reference!.Trim(), by);
        return Result.Ok;
    }
}

/// <summary>A payment as an officer plans it.</summary>
public sealed record PlannedPayment(DateOnly DueOn, decimal Amount)
{
    /// <summary>The usual plan: half on the day of the award, half on delivery. An odd coin goes to the first half.</summary>
    public static IReadOnlyList<PlannedPayment> Halves(decimal amount, string currency, DateOnly awardedOn, DateOnly deliveryOn)
    {
        var second = decimal.Round(amount / 2, Currencies.DigitsOf(currency), MidpointRounding.ToZero);
        return [new(awardedOn, amount - second), new(deliveryOn < awardedOn ? awardedOn : deliveryOn, second)];
    }
}

public static class GrantRefusals
{
    public static readonly Refusal CurrencyUnknown = new("Grants.CurrencyUnknown");
    public static readonly Refusal AmountInvalid = new("Grants.AmountInvalid");
    public static readonly Refusal ClosesBeforeItOpens = new("Grants.ClosesBeforeItOpens");
    public static readonly Refusal NotOpen = new("Grants.NotOpen");
    public static readonly Refusal AlreadySubmitted = new("Grants.AlreadySubmitted");
    public static readonly Refusal NotSubmitted = new("Grants.NotSubmitted");
    public static readonly Refusal AlreadyDecided = new("Grants.AlreadyDecided");
    public static readonly Refusal OwnApplication = new("Grants.OwnApplication");
    public static readonly Refusal NoLines = new("Grants.NoLines");
    public static readonly Refusal TooManyLines = new("Grants.TooManyLines", Application.MostLines);
    public static readonly Refusal LineIncomplete = new("Grants.LineIncomplete");
    public static readonly Refusal NotAwarded = new("Grants.NotAwarded");
    public static readonly Refusal PaymentsBegan = new("Grants.PaymentsBegan");
    public static readonly Refusal TrancheCount = new("Grants.TrancheCount", Application.LeastTranches, Application.MostTranches);
    public static readonly Refusal AlreadyPaid = new("Grants.AlreadyPaid");
    public static readonly Refusal PaidInFuture = new("Grants.PaidInFuture");
}
