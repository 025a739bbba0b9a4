using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Showcase.Web.Tests.Features.Fees.Payments;

/// <summary>
/// Speaks the part of Stripe's documented HTTP interface that the site uses, as strictly as it is documented: keys, form fields, times of
/// expiry, coins, repeated requests, and signed messages of scheme v1.
/// </summary>
public sealed class StripeServer(TimeProvider clock) : IAsyncDisposable
{
    public const string Key = "sk_test_local";
    public const string Secret = "whsec_local";

    private readonly ConcurrentDictionary<string, JsonObject> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonObject> refunds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Form, int Status, string Answer)> answered = new(StringComparer.Ordinal);
    private WebApplication? app;
    private int made;

    /// <summary>It answers with 503 then.</summary>
    public bool IsAway { get; set; }

    /// <summary>What a refund comes to.</summary>
    public string RefundStatus { get; set; } = "succeeded";

    public Uri Address => new(app!.Urls.First());

    public IReadOnlyCollection<JsonObject> Sessions => [.. sessions.Values.OrderBy(session => session["id"]!.GetValue<string>(), StringComparer.Ordinal)];

    public IReadOnlyCollection<JsonObject> Refunds => [.. refunds.Values];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    /// <summary>The person pays at the page, or leaves money on its way.</summary>
    public JsonObject Pay(string sessionId, bool isOnItsWay = false)
    {
        var session = sessions[sessionId];
        (session["status"], session["payment_status"]) = ("complete", isOnItsWay ? "unpaid" : "paid");
        session["payment_intent"] ??= $"pi_{Next()}";
        return session;
    }

    /// <summary>A message about that object, as it is posted to us.</summary>
    public static byte[] Message(string id, string type, JsonObject about) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["id"] = id, ["object"] = "event", ["type"] = type, ["data"] = new JsonObject { ["object"] = about.DeepClone() },
    }.ToJsonString());

    /// <summary>The header that goes with a message that is sent at that moment.</summary>
    public static string Sign(byte[] body, DateTimeOffset at, string secret = Secret)
    {
        var moment = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{moment}."), .. body];
        return $"t={moment},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))},v0=old";
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var form = await reader.ReadToEndAsync();
        var (status, answer) = Answer(http.Request, form);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer);
    }

    private (int Status, string Answer) Answer(HttpRequest request, string form)
    {
        if (IsAway) return (503, """{"error":{"type":"api_error"}}""");
        if (request.Headers.Authorization != new AuthenticationHeaderValue("Bearer", Key).ToString()) return (401, """{"error":{"type":"invalid_request_error"}}""");
        if (request.Headers["Stripe-Version"] != "2024-06-20") return Bad("api_version");

        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) return Act(request, Fields(form));
        if (answered.TryGetValue(key, out var before)) return before.Form == form ? (before.Status, before.Answer) : (400, """{"error":{"type":"idempotency_error"}}""");

        var (status, answer) = Act(request, Fields(form));
        answered[key] = (form, status, answer);
        return (status, answer);
    }

    private (int Status, string Answer) Act(HttpRequest request, Dictionary<string, string> fields) => (request.Method, request.Path.Value!.Split('/')) switch
    {
        ("POST", ["", "v1", "checkout", "sessions"]) => Open(fields),
        ("GET", ["", "v1", "checkout", "sessions", var id]) => sessions.TryGetValue(id, out var session) ? (200, session.ToJsonString()) : (404, """{"error":{"code":"resource_missing"}}"""),
        ("POST", ["", "v1", "checkout", "sessions", var id, "expire"]) => Expire(id),
        ("POST", ["", "v1", "refunds"]) => Refund(fields),
        _ => (404, """{"error":{"type":"invalid_request_error"}}"""),
    };

    private (int Status, string Answer) Open(Dictionary<string, string> fields)
    {
        var currency = fields.GetValueOrDefault("line_items[0][price_data][currency]", "");
        if (fields.GetValueOrDefault("mode") != "payment") return Bad("mode");
        if (!Uri.TryCreate(fields.GetValueOrDefault("success_url"), UriKind.Absolute, out _)) return Bad("success_url");
        if (currency.Length != 3 || currency.Any(char.IsUpper)) return Bad("currency");
        if (!long.TryParse(fields.GetValueOrDefault("line_items[0][price_data][unit_amount]"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 50) return Bad("unit_amount");
        if (currency == "isk" && amount % 100 != 0) return Bad("invalid_charge_amount_no_decimal_compatible");
        if (fields.GetValueOrDefault("line_items[0][quantity]") != "1" || fields.GetValueOrDefault("line_items[0][price_data][product_data][name]", "").Length == 0) return Bad("line_items");

        var life = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields["expires_at"], CultureInfo.InvariantCulture)) - clock.GetUtcNow();
        if (life < TimeSpan.FromMinutes(30) || life > TimeSpan.FromHours(24)) return Bad("expires_at");

        var id = $"cs_test_{Next():000}";
        sessions[id] = new JsonObject
        {
            ["id"] = id, ["object"] = "checkout.session", ["status"] = "open", ["payment_status"] = "unpaid", ["amount_total"] = amount, ["currency"] = currency,
            ["client_reference_id"] = fields["client_reference_id"], ["payment_intent"] = null, ["url"] = $"https://checkout.example/{id}", ["success_url"] = fields["success_url"],
        };
        return (200, sessions[id].ToJsonString());
    }

    private (int Status, string Answer) Expire(string id)
    {
        if (!sessions.TryGetValue(id, out var session) || session["status"]!.GetValue<string>() != "open") return Bad("status");

        session["status"] = "expired";
        return (200, session.ToJsonString());
    }

    private (int Status, string Answer) Refund(Dictionary<string, string> fields)
    {
        var payment = fields.GetValueOrDefault("payment_intent");
        if (Sessions.FirstOrDefault(session => session["payment_intent"]?.GetValue<string>() == payment) is not { } paid) return Bad("payment_intent");

        var amount = long.Parse(fields["amount"], CultureInfo.InvariantCulture);
        var before = refunds.Values.Where(refund => refund["payment_intent"]!.GetValue<string>() == payment).Sum(refund => refund["amount"]!.GetValue<long>());
        if (before + amount > paid["amount_total"]!.GetValue<long>()) return Bad("charge_already_refunded");

        var id = $"re_{Next()}";
        refunds[id] = new JsonObject
        {
            ["id"] = id, ["object"] = "refund", ["payment_intent"] = payment, ["amount"] = amount, ["currency"] = paid["currency"]!.GetValue<string>(), ["status"] = RefundStatus,
        };
        return (200, refunds[id].ToJsonString());
    }

    private int Next() => Interlocked.Increment(ref made);

    private static (int Status, string Answer) Bad(string code) => (400, new JsonObject { ["error"] = new JsonObject { ["code"] = code } }.ToJsonString());

    private static Dictionary<string, string> Fields(string form) => form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal);
}
