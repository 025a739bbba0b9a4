using Microsoft.AspNetCore.Diagnostics;

namespace Showcase.Web.Features.Fees.Payments;

/// <summary>Where the provider tells what became of payments. What is not signed by it is refused and changes nothing.</summary>
internal static class PaymentEndpoints
{
    public const string Address = "/payments/stripe";

    /// <summary>Its messages have a few kilobytes.</summary>
    private const int MostBytes = 256 * 1024;

    public static void MapPaymentMessages(this WebApplication app) => app.MapPost(Address, ReceiveAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(HttpContext http, IPaymentProvider provider, PaymentBooking booking, CancellationToken token)
    {
        // A machine reads the status: no page is made of it.
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        if (await ReadAsync(http.Request.Body, token) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (provider.Read(body.Span, http.Request.Headers["Stripe-Signature"]) is not { } message) return Results.StatusCode(StatusCodes.Status400BadRequest);

        await booking.BookAsync(message, token);
        return Results.Ok();
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream from, CancellationToken token)
    {
        using var body = new MemoryStream();
        var part = new byte[8 * 1024];
        while (await from.ReadAsync(part, token) is var read and > 0)
        {
            if (body.Length + read > MostBytes) return null;
            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
