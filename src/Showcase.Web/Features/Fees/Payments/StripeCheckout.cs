using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Showcase.Domain.Fees;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>
/// Stripe Checkout over its documented HTTP interface: https://docs.stripe.com/api/checkout/sessions, /api/refunds, /api/idempotent_requests.
/// The key goes into one header and nowhere else.
/// </summary>
internal sealed partial class StripeCheckout : IPaymentProvider, IDisposable
{
    /// <summary>The shape of answers that this was written for, whatever the account's default is.</summary>
    private const string ApiVersion = "2024-06-20";

    private readonly HttpClient http;
    private readonly StripeOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<StripeCheckout> log;

    public StripeCheckout(IOptions<StripeOptions> options, TimeProvider clock, ILogger<StripeCheckout> log)
    {
        (this.options, this.clock, this.log) = (options.Value, clock, log);
        http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(this.options.ApiAddress), Timeout = TimeSpan.FromSeconds(20),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", this.options.SecretKey);
        http.DefaultRequestHeaders.Add("Stripe-Version", ApiVersion);
    }

    public string Name => "Stripe";

    public void Dispose() => http.Dispose();

    public async Task<Result<CheckoutPage>> OpenAsync(CheckoutOrder order, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(order);
        var answer = await SendAsync(
            HttpMethod.Post,
            "v1/checkout/sessions",
            order.Id.ToString("N"),
            token,
            ("mode", "payment"),
            ("client_reference_id", order.Id.ToString()),
            ("success_url", $"{order.Back.AbsoluteUri}?payment=done"),
            ("cancel_url", order.Back.AbsoluteUri),
            ("expires_at", Text(order.Until.ToUnixTimeSeconds())),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", Lower(order.Currency)),
            ("line_items[0][price_data][unit_amount]", Text(StripeAmounts.There(order.Amount, order.Currency))),
            ("line_items[0][price_data][product_data][name]", order.What));
        if (!answer.Succeeded) return answer.Refusal;

        return new CheckoutPage(StripeReading.Text(answer.Value, "id")!, new Uri(StripeReading.Text(answer.Value, "url")!));
    }

    public async Task<Result<CheckoutReport>> FindAsync(string sessionId, CancellationToken token)
    {
        var answer = await SendAsync(HttpMethod.Get, $"v1/checkout/sessions/{Uri.EscapeDataString(sessionId)}", key: null, token);
        return answer.Succeeded ? StripeReading.Checkout(answer.Value) : answer.Refusal;
    }

    public async Task<Result> CloseAsync(string sessionId, CancellationToken token) =>
        await SendAsync(HttpMethod.Post, $"v1/checkout/sessions/{Uri.EscapeDataString(sessionId)}/expire", key: null, token);

    public async Task<Result<RefundReport>> RefundAsync(RefundOrder order, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(order);
        var answer = await SendAsync(
            HttpMethod.Post, "v1/refunds", order.Key, token,
            ("payment_intent", order.PaymentId), ("amount", Text(StripeAmounts.There(order.Amount, order.Currency))), ("reason", "requested_by_customer"));
        return answer.Succeeded ? StripeReading.Refund(answer.Value) : answer.Refusal;
    }

    public ProviderMessage? Read(ReadOnlySpan<byte> body, string? signature) =>
        StripeSignature.IsGood(body, signature, options.WebhookSecret!, clock.GetUtcNow()) ? StripeReading.Message(body) : null;

    private async Task<Result<JsonElement>> SendAsync(HttpMethod method, string path, string? key, CancellationToken token, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await http.SendAsync(request, token);
            var isAway = answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            if (isAway) LogAway(null, path, (int)answer.StatusCode);
            if (isAway) return PaymentRefusals.Away;

            using var read = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(token), cancellationToken: token);
            if (answer.IsSuccessStatusCode) return read.RootElement.Clone();

            LogRefused(path, (int)answer.StatusCode, StripeReading.ErrorCode(read.RootElement));
            return PaymentRefusals.NotTaken;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException || (failure is OperationCanceledException && !token.IsCancellationRequested))
        {
            LogAway(failure, path, 0);
            return PaymentRefusals.Away;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

#pragma warning disable CA1308 // The interface writes currencies in small letters.
    private static string Lower(string currency) => currency.ToLowerInvariant();
#pragma warning restore CA1308

    [LoggerMessage(LogLevel.Warning, "Stripe did not answer {Path} ({Status})")]
    private partial void LogAway(Exception? failure, string path, int status);

    [LoggerMessage(LogLevel.Error, "Stripe refused {Path} ({Status}, {Code})")]
    private partial void LogRefused(string path, int status, string code);
}
