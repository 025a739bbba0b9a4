namespace Showcase.Web.Features.Fees.Payments;

/// <summary>Who takes money for us, on a page of theirs. Amounts are in the smallest coin, as everywhere here; what differs there is the provider's business.</summary>
public interface IPaymentProvider
{
    string Name { get; }

    /// <summary>Makes a page where that sum can be paid. The same order again yields the same page.</summary>
    Task<Result<CheckoutPage>> OpenAsync(CheckoutOrder order, CancellationToken token);

    /// <summary>How that page stands.</summary>
    Task<Result<CheckoutReport>> FindAsync(string sessionId, CancellationToken token);

    /// <summary>Nobody can pay at that page any more.</summary>
    Task<Result> CloseAsync(string sessionId, CancellationToken token);

    /// <summary>Gives back. The same order again gives back once.</summary>
    Task<Result<RefundReport>> RefundAsync(RefundOrder order, CancellationToken token);

    /// <summary>Reads a message that claims to be the provider's; null where it is not, or is too old.</summary>
    ProviderMessage? Read(ReadOnlySpan<byte> body, string? signature);
}

/// <summary>A sum to be paid, for what, and where the person comes back to.</summary>
public sealed record CheckoutOrder(Guid Id, long Amount, string Currency, string What, Uri Back, DateTimeOffset Until);

public sealed record CheckoutPage(string SessionId, Uri Address);

public enum CheckoutStatus
{
    Open,

    /// <summary>The person has paid; the money is still on its way.</summary>
    OnItsWay,
    Paid,
    Expired,
}

public sealed record CheckoutReport(string SessionId, CheckoutStatus Status, long Amount, string Currency, string? PaymentId);

public sealed record RefundOrder(string Key, string PaymentId, long Amount, string Currency);

public sealed record RefundReport(string Id, string PaymentId, long Amount, string Currency, bool Failed);

/// <summary>A message of the provider's: about a page, about money given back, or about something else.</summary>
public sealed record ProviderMessage(string Id, string Type, CheckoutReport? Checkout, RefundReport? Refund);
