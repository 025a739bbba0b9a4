using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Web.Features.Fees.Payments;

namespace Showcase.Web.Tests.Features.Fees.Payments;

public sealed class RefundServiceTests : IAsyncLifetime
{
    private readonly PaidOnline online = new();
    private Guid entry;
    private RefundWish all = default!;

    public async Task InitializeAsync()
    {
        await online.InitializeAsync();
        entry = await online.Fees.SentInAsync();
        await online.TellAsync("checkout.session.completed", online.Stripe.Pay(await online.GoAndPayAsync(entry)));
        all = new RefundWish((await online.LedgerAsync(entry)).Lines[1].Reference, 20_00, "Withdrawn for good reason", AndWaive: true);
    }

    public async Task DisposeAsync() => await online.DisposeAsync();

    [Fact]
    public async Task What_was_paid_goes_back_through_the_provider_and_is_not_asked_again()
    {
        var given = await RefundAsync(all);

        Assert.True(given.Succeeded, given.Refusal?.ToString());
        Assert.Equal((20_00, 20_00, 0), ((await online.SumsAsync(entry)).Refunded, (await online.SumsAsync(entry)).Waived, (await online.SumsAsync(entry)).Open));
        Assert.Equal(20_00, Assert.Single(online.Stripe.Refunds)["amount"]!.GetValue<long>());
        Assert.Equal(FeeRefusals.MoreThanPaid, (await RefundAsync(all)).Refusal);
    }

    [Fact]
    public async Task Two_clicks_at_once_give_back_once_and_the_providers_own_message_changes_nothing()
    {
        await Task.WhenAll(Task.Run(() => RefundAsync(all)), Task.Run(() => RefundAsync(all)));
        await online.TellAsync("refund.created", online.Stripe.Refunds.Single());

        Assert.Single(online.Stripe.Refunds);
        Assert.Equal((20_00, 0), ((await online.SumsAsync(entry)).Refunded, (await online.SumsAsync(entry)).Open));
    }

    [Fact]
    public async Task What_was_given_back_at_the_providers_own_desk_is_booked_too()
    {
        var (stripe, paid) = (online.Stripe, online.Stripe.Sessions.Single());
        var refund = new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = "re_desk", ["object"] = "refund", ["payment_intent"] = paid["payment_intent"]!.GetValue<string>(), ["amount"] = 5_00, ["currency"] = "eur", ["status"] = "succeeded",
        };

        await online.TellAsync("refund.created", refund);
        await online.TellAsync("refund.updated", refund);

        Assert.Empty(stripe.Refunds);
        Assert.Equal((5_00, 5_00), ((await online.SumsAsync(entry)).Refunded, (await online.SumsAsync(entry)).Open));
    }

    [Fact]
    public async Task A_refund_that_failed_later_is_taken_back_in_the_ledger()
    {
        Assert.True((await RefundAsync(all)).Succeeded);
        var refund = online.Stripe.Refunds.Single();
        refund["status"] = "failed";

        await online.TellAsync("refund.failed", refund);
        await online.TellAsync("refund.failed", refund);

        Assert.Equal((20_00, -20_00), ((await online.SumsAsync(entry)).Kept, (await online.SumsAsync(entry)).Open));
    }

    [Fact]
    public async Task A_provider_that_is_away_or_refuses_gives_nothing_back()
    {
        online.Stripe.IsAway = true;
        Assert.Equal(PaymentRefusals.Away, (await RefundAsync(all)).Refusal);
        online.Stripe.IsAway = false;
        online.Stripe.RefundStatus = "failed";

        Assert.Equal(PaymentRefusals.NotTaken, (await RefundAsync(all)).Refusal);
        Assert.Equal(0, (await online.SumsAsync(entry)).Refunded);
    }

    [Fact]
    public async Task Nobody_else_gives_back_and_nothing_that_was_not_paid_there()
    {
        var stranger = await online.Fees.World.MemberAsync(await online.Fees.World.EditionAsync("elsewhere"), EditionRole.Organiser);

        Assert.Equal(Refusals.Forbidden, (await online.Refunds.RefundAsync(stranger, entry, all, default)).Refusal);
        Assert.Equal(Refusals.Forbidden, (await online.Refunds.RefundAsync(online.Fees.Ada, entry, all, default)).Refusal);
        Assert.Equal(Refusals.NotFound, (await RefundAsync(all with { PaymentId = "Bank 1" })).Refusal);
        Assert.Equal(Refusals.Required("Reason"), (await RefundAsync(all with { Reason = " " })).Refusal);
        Assert.Equal(FeeRefusals.MoreThanPaid, (await RefundAsync(all with { Amount = 20_01 })).Refusal);
        Assert.Empty(online.Stripe.Refunds);
    }

    private Task<Result> RefundAsync(RefundWish wish) => online.Refunds.RefundAsync(online.Fees.Organiser, entry, wish, default);
}
