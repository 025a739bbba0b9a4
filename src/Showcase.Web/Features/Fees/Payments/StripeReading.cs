using System.Text.Json;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>
/// What is read of Stripe's answers and messages, both of which hold the same objects: https://docs.stripe.com/api/checkout/sessions/object,
/// /api/refunds/object, /api/events/object. A page may be complete before its money is there: https://docs.stripe.com/checkout/fulfillment.
/// </summary>
internal static class StripeReading
{
    /// <summary>A signed message; null where it cannot be read after all.</summary>
    public static ProviderMessage? Message(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var read = JsonDocument.ParseValue(ref reader);
            var root = read.RootElement;
            if (Text(root, "id") is not { } id || Text(root, "type") is not { } type) return null;

            var about = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("object", out var found) ? found : default;
            return Text(about, "object") switch
            {
                "checkout.session" => new ProviderMessage(id, type, type == "checkout.session.async_payment_failed" ? Checkout(about) with { Status = CheckoutStatus.Expired } : Checkout(about), null),
                "refund" => new ProviderMessage(id, type, null, Refund(about)),
                _ => new ProviderMessage(id, type, null, null),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static CheckoutReport Checkout(JsonElement session)
    {
        var status = (Text(session, "status"), Text(session, "payment_status")) switch
        {
            (_, "paid") => CheckoutStatus.Paid,
            ("expired", _) => CheckoutStatus.Expired,
            ("complete", _) => CheckoutStatus.OnItsWay,
            _ => CheckoutStatus.Open,
        };
        var currency = Currency(session);
        return new CheckoutReport(Text(session, "id") ?? "", status, StripeAmounts.Here(Number(session, "amount_total"), currency), currency, Text(session, "payment_intent"));
    }

    public static RefundReport Refund(JsonElement refund)
    {
        var currency = Currency(refund);
        return new RefundReport(
            Text(refund, "id") ?? "", Text(refund, "payment_intent") ?? "", StripeAmounts.Here(Number(refund, "amount"), currency), currency, Text(refund, "status") is "failed" or "canceled");
    }

    /// <summary>What kind of mistake a refusal names; its message is for developers and may name a key's end.</summary>
    public static string ErrorCode(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) ? Text(error, "code") ?? Text(error, "type") ?? "" : "";

    public static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Currency(JsonElement of) => (Text(of, "currency") ?? "").ToUpperInvariant();

    private static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}

/// <summary>Stripe counts in the smallest coin as we do, but for the króna: that has no smaller coin, and there it has two digits still (https://docs.stripe.com/currencies, special cases).</summary>
internal static class StripeAmounts
{
    public static long There(long amount, string currency) => amount * Scale(currency);

    /// <summary>A sum that is no whole number of our coins is none that we asked for.</summary>
    public static long Here(long amount, string currency) => amount % Scale(currency) == 0 ? amount / Scale(currency) : -1;

    private static long Scale(string currency) => currency == "ISK" ? 100 : 1;
}
