using System.Net;
using System.Text.Json.Nodes;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees.Payments;

/// <summary>The door that the provider knocks at, on the real application.</summary>
public sealed class PaymentEndpointTests : IDisposable
{
    private readonly WebFixture web = WebFixture.With(("Payments:Stripe:SecretKey", StripeServer.Key), ("Payments:Stripe:WebhookSecret", StripeServer.Secret), ("Media:Process", "false"));

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Only_what_is_signed_now_is_taken_and_what_is_not_ours_is_no_mistake()
    {
        var about = new JsonObject { ["id"] = "cs_of_another_site", ["object"] = "checkout.session", ["payment_status"] = "paid", ["amount_total"] = 1, ["currency"] = "eur" };
        var body = StripeServer.Message("evt_1", "checkout.session.completed", about);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, StripeServer.Sign(body, TimeProvider.System.GetUtcNow())));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, null));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, StripeServer.Sign(body, TimeProvider.System.GetUtcNow(), "whsec_other")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, StripeServer.Sign(body, TimeProvider.System.GetUtcNow().AddHours(-1))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new byte[300 * 1024], null));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"id":"evt_1","type":"x","data":7}""")]
    public async Task What_cannot_be_read_breaks_nothing(string text)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(text);

        Assert.NotEqual(HttpStatusCode.InternalServerError, await PostAsync(body, StripeServer.Sign(body, TimeProvider.System.GetUtcNow())));
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature)
    {
        using var browser = web.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/payments/stripe") { Content = new ByteArrayContent(body) };
        if (signature is not null) request.Headers.Add("Stripe-Signature", signature);
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }
}
