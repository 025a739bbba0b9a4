using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees.Payments;

/// <summary>A call with fees whose artists pay at a server that speaks as Stripe does.</summary>
public sealed class PaidOnline : IAsyncDisposable
{
    public static readonly Uri Back = new("https://festival.example/workspace/submissions/1");

    private readonly List<IDisposable> parts = [];
    private int messages;

    public PaidCall Fees { get; } = new();

    public StripeServer Stripe { get; private set; } = default!;

    public PaymentService Payments { get; private set; } = default!;

    public RefundService Refunds { get; private set; } = default!;

    public PaymentBooking Booking { get; private set; } = default!;

    internal StripeCheckout Provider { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        await Fees.InitializeAsync();
        var world = Fees.World;
        Stripe = new StripeServer(world.Clock);
        await Stripe.StartAsync();
        var options = Options.Create(new StripeOptions { SecretKey = StripeServer.Key, WebhookSecret = StripeServer.Secret, ApiAddress = Stripe.Address.AbsoluteUri });
        Provider = new StripeCheckout(options, world.Clock, NullLogger<StripeCheckout>.Instance);
        parts.Add(Provider);
        var (texts, feed) = (TestTexts.Make(), new ChangeFeed());
        var mails = new SubmissionMails(texts);
        Booking = new PaymentBooking(world.Store, mails, world.Clock, feed, NullLogger<PaymentBooking>.Instance);
        Payments = new PaymentService(world.Store, [Provider], Booking, mails, texts, world.Clock, NullLogger<PaymentService>.Instance);
        Refunds = new RefundService(world.Store, [Provider], new EditionAccess(world.Store), world.Clock, feed, NullLogger<RefundService>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        parts.ForEach(part => part.Dispose());
        await Stripe.DisposeAsync();
        Fees.Dispose();
    }

    /// <summary>From now on entries are sent in by paying.</summary>
    public async Task WantPaymentFirstAsync()
    {
        await using var db = Fees.World.Store.CreateDbContext();
        await db.Calls.ExecuteUpdateAsync(call => call.SetProperty(c => c.Payment, PaymentTiming.First));
    }

    /// <summary>Ada goes to the page; its id at the provider comes back.</summary>
    public async Task<string> GoAndPayAsync(Guid entry, FeeDue? shown = null)
    {
        var page = await Payments.BeginAsync(Fees.Ada, entry, shown, Back, default);
        Assert.True(page.Succeeded, page.Refusal?.ToString());
        return page.Value.Segments[^1];
    }

    /// <summary>The provider posts a message about that object, and we believe it.</summary>
    public async Task TellAsync(string type, JsonObject about, string? id = null)
    {
        var body = StripeServer.Message(id ?? $"evt_{++messages}", type, about);
        var message = Provider.Read(body, StripeServer.Sign(body, Fees.World.Now));
        Assert.NotNull(message);
        await Booking.BookAsync(message, default);
    }

    public async Task<FeeSums> SumsAsync(Guid entry) => (await LedgerAsync(entry)).Sums;

    public async Task<LedgerView> LedgerAsync(Guid entry) => (await new LedgerQueries(Fees.World.Store).FindMineAsync(Fees.Ada, entry, default))!;

    public async Task<CheckoutState> StateAsync()
    {
        await using var db = Fees.World.Store.CreateDbContext();
        return await db.Checkouts.OrderByDescending(checkout => checkout.Id).Select(checkout => checkout.State).FirstAsync();
    }
}
