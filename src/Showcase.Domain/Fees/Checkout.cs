namespace Showcase.Domain.Fees;

public enum CheckoutState
{
    Open,
    Paid,
    Expired,

    /// <summary>The provider told of another sum than was asked: nothing was booked, and a person has to look.</summary>
    Differs,
}

/// <summary>One try to pay what a submission owes at the payment provider: the sum that was asked, and what became of it.</summary>
public sealed class Checkout : AggregateRoot
{
    public const int ProviderIdLength = 255;
    public const int AddressLength = 2_000;

    /// <summary>How long its page can be paid at. Half an hour is the least that the provider takes.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(35);

    private Checkout()
    {
    }

    public Guid SubmissionId { get; private set; }

    /// <summary>In the smallest coin of <see cref="Currency"/>.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Where the fee has to be paid first, the entry counts as sent in at this moment.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    public CheckoutState State { get; private set; }

    /// <summary>The provider's name for it.</summary>
    public string SessionId { get; private set; } = "";

    /// <summary>The provider's page, where the person pays.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The provider's name for the payment, once there is one; the ledger's reference.</summary>
    public string? PaymentId { get; private set; }

    public static Checkout Prepare(Guid submissionId, long amount, string currency, DateTimeOffset now) =>
        new() { SubmissionId = submissionId, Amount = amount, Currency = currency, BegunAt = now };

    /// <summary>The provider has made its page.</summary>
    public void Open(string sessionId, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        (SessionId, Address) = (sessionId, address.AbsoluteUri);
    }

    /// <summary>The provider says that it was paid, perhaps late or again. A sum that is not the one that was asked is not believed.</summary>
    public Result Settle(long amount, string currency, string paymentId)
    {
        if (State == CheckoutState.Paid) return Result.Ok;
        if (amount != Amount || !string.Equals(currency, Currency, StringComparison.OrdinalIgnoreCase))
        {
            State = CheckoutState.Differs;
            return PaymentRefusals.Differs;
        }

        (State, PaymentId) = (CheckoutState.Paid, paymentId);
        return Result.Ok;
    }

    /// <summary>Nobody can pay at it any more.</summary>
    public void Expire()
    {
        if (State == CheckoutState.Open) State = CheckoutState.Expired;
    }
}

/// <summary>A message of the provider's that was dealt with. It may come again, and changes nothing then.</summary>
public sealed class ProviderEvent(string eventId, string type, DateTimeOffset at) : Entity
{
    public const int TypeLength = 100;

    public string EventId { get; private set; } = eventId;

    public string Type { get; private set; } = type;

    public DateTimeOffset At { get; private set; } = at;
}

public static class PaymentRefusals
{
    public static readonly Refusal Off = new("Fees.PaymentsOff");
    public static readonly Refusal Away = new("Fees.ProviderAway");
    public static readonly Refusal NotTaken = new("Fees.ProviderRefused");
    public static readonly Refusal NothingDue = new("Fees.NothingDue");
    public static readonly Refusal SendInFirst = new("Fees.SendInFirst");
    public static readonly Refusal PayFirst = new("Fees.PayFirst");
    public static readonly Refusal OnItsWay = new("Fees.PaymentOnItsWay");
    public static readonly Refusal Differs = new("Fees.PaymentDiffers");
}
