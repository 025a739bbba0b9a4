using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Showcase.Domain.Calls;
using Showcase.Domain.Editions;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;
using Showcase.Web.Features.Fees;
using Showcase.Web.Features.Fees.Payments;
using Showcase.Web.Features.Submissions;
using Showcase.Web.Security;
using Showcase.Web.Shared;
using Showcase.Web.Tests.Support;

namespace Showcase.Web.Tests.Features.Fees.Payments;

public sealed class PaymentServiceTests : IAsyncLifetime
{
    private static readonly FeeDue Early = new(TierName.Early, 20_00, "EUR");

    private readonly PaidOnline online = new();

    public Task InitializeAsync() => online.InitializeAsync();

    public async Task DisposeAsync() => await online.DisposeAsync();

    [Fact]
    public async Task What_is_due_is_asked_at_the_provider_and_booked_when_it_says_so()
    {
        var entry = await online.Fees.SentInAsync();

        var session = await online.GoAndPayAsync(entry);
        var asked = Assert.Single(online.Stripe.Sessions);
        Assert.Equal((20_00, "eur", $"{PaidOnline.Back}?payment=done"), (asked["amount_total"]!.GetValue<long>(), asked["currency"]!.GetValue<string>(), asked["success_url"]!.GetValue<string>()));
        Assert.Equal(20_00, (await online.SumsAsync(entry)).Open);
        await online.TellAsync("checkout.session.completed", online.Stripe.Pay(session));

        var ledger = await online.LedgerAsync(entry);
        Assert.Equal((0, true), (ledger.Sums.Open, ledger.Lines[1].ByProvider));
        Assert.StartsWith("pi_", ledger.Lines[1].Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_again_or_late_or_beside_a_question_is_booked_once()
    {
        var entry = await online.Fees.SentInAsync();
        var paid = online.Stripe.Pay(await online.GoAndPayAsync(entry));

        await Task.WhenAll(
            Task.Run(() => online.TellAsync("checkout.session.completed", paid, "evt_same")),
            Task.Run(() => online.TellAsync("checkout.session.completed", paid, "evt_same")),
            Task.Run(() => online.Payments.CheckAsync(online.Fees.Ada, entry, default)));
        online.Fees.World.Clock.Advance(TimeSpan.FromDays(3));
        await online.TellAsync("checkout.session.completed", paid, "evt_same");
        await online.TellAsync("checkout.session.async_payment_succeeded", paid, "evt_other");

        Assert.Equal((20_00, 0), ((await online.SumsAsync(entry)).Paid, (await online.SumsAsync(entry)).Open));
    }

    [Theory]
    [InlineData(1_00, "eur")]
    [InlineData(20_00, "usd")]
    public async Task Another_sum_than_was_asked_is_not_booked(long amount, string currency)
    {
        var entry = await online.Fees.SentInAsync();
        var paid = online.Stripe.Pay(await online.GoAndPayAsync(entry));
        (paid["amount_total"], paid["currency"]) = (amount, currency);

        await online.TellAsync("checkout.session.completed", paid);

        Assert.Equal((20_00, CheckoutState.Differs), ((await online.SumsAsync(entry)).Open, await online.StateAsync()));
        Assert.True((await new LedgerQueries(online.Fees.World.Store).FindAsync(online.Fees.Organiser, online.Fees.Edition.Id, entry, default))!.Differs);
    }

    [Fact]
    public async Task Money_that_is_on_its_way_is_booked_when_it_is_there()
    {
        var entry = await online.Fees.SentInAsync();
        var session = await online.GoAndPayAsync(entry);

        await online.TellAsync("checkout.session.completed", online.Stripe.Pay(session, isOnItsWay: true));
        Assert.Equal(20_00, (await online.SumsAsync(entry)).Open);
        Assert.Equal(PaymentRefusals.OnItsWay, (await online.Payments.BeginAsync(online.Fees.Ada, entry, null, PaidOnline.Back, default)).Refusal);
        await online.TellAsync("checkout.session.async_payment_succeeded", online.Stripe.Pay(session));

        Assert.Equal(0, (await online.SumsAsync(entry)).Open);
    }

    [Fact]
    public async Task Where_the_fee_comes_first_nothing_is_sent_in_unpaid_and_paying_sends_in_as_of_that_moment()
    {
        await online.WantPaymentFirstAsync();
        var draft = await online.Fees.DraftAsync();
        Assert.Equal(PaymentRefusals.PayFirst, (await online.Fees.Submissions.SubmitAsync(online.Fees.Ada, draft.Id, draft.Version, Early, default)).Refusal);
        online.Fees.World.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        var pressed = online.Fees.World.Now;

        var session = await online.GoAndPayAsync(draft.Id, Early);
        Assert.Equal(SubmissionState.Draft, (await online.Fees.FindAsync(online.Fees.Ada, draft.Id)).State);
        online.Fees.World.Clock.Advance(TimeSpan.FromMinutes(5));
        online.Stripe.Pay(session);
        Assert.True((await online.Payments.CheckAsync(online.Fees.Ada, draft.Id, default)).Succeeded);

        var entry = await online.Fees.FindAsync(online.Fees.Ada, draft.Id);
        Assert.Equal((SubmissionState.Submitted, pressed, Early), (entry.State, entry.SubmittedAt, entry.Fee));
        Assert.Equal((20_00, 20_00, 0), ((await online.SumsAsync(draft.Id)).Due, (await online.SumsAsync(draft.Id)).Paid, (await online.SumsAsync(draft.Id)).Open));
        await using var db = online.Fees.World.Store.CreateDbContext();
        Assert.Equal(1, await db.OutboxMessages.CountAsync());
    }

    [Fact]
    public async Task What_would_be_refused_is_refused_before_anybody_pays()
    {
        await online.WantPaymentFirstAsync();
        var draft = await online.Fees.DraftAsync();
        Assert.Equal(SubmissionRefusals.FeeChanged, (await online.Payments.BeginAsync(online.Fees.Ada, draft.Id, new FeeDue(TierName.Late, 50_00, "EUR"), PaidOnline.Back, default)).Refusal);
        online.Fees.World.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(SubmissionRefusals.DeadlinePassed, (await online.Payments.BeginAsync(online.Fees.Ada, draft.Id, Early, PaidOnline.Back, default)).Refusal);

        Assert.Empty(online.Stripe.Sessions);
        Assert.Equal(SubmissionState.Draft, (await online.Fees.FindAsync(online.Fees.Ada, draft.Id)).State);
    }

    [Fact]
    public async Task A_paid_draft_that_could_not_be_sent_in_is_kept_and_not_paid_for_again()
    {
        await online.WantPaymentFirstAsync();
        var draft = await online.Fees.DraftAsync();
        var session = await online.GoAndPayAsync(draft.Id, Early);
        Assert.Equal(FeeRefusals.DraftPaid, (await online.Fees.Submissions.DiscardAsync(online.Fees.Ada, draft.Id, default)).Refusal);
        Assert.Equal(FeeRefusals.DraftPaid, (await online.Fees.Films.DeleteAsync(online.Fees.Ada, draft.FilmId, default)).Refusal);
        await SetCallAsync(CallState.Closed);
        await online.TellAsync("checkout.session.completed", online.Stripe.Pay(session));
        Assert.Equal((SubmissionState.Draft, 20_00), ((await online.Fees.FindAsync(online.Fees.Ada, draft.Id)).State, (await online.SumsAsync(draft.Id)).Kept));
        Assert.Equal(FeeRefusals.DraftPaid, (await online.Fees.Submissions.DiscardAsync(online.Fees.Ada, draft.Id, default)).Refusal);
        await SetCallAsync(CallState.Open);

        var sent = await online.Fees.Submissions.SubmitAsync(online.Fees.Ada, draft.Id, (await online.Fees.FindAsync(online.Fees.Ada, draft.Id)).Version, Early, default);

        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        Assert.Equal(0, (await online.SumsAsync(draft.Id)).Open);
    }

    [Fact]
    public async Task A_provider_that_is_away_changes_nothing()
    {
        await online.WantPaymentFirstAsync();
        var draft = await online.Fees.DraftAsync();
        online.Stripe.IsAway = true;

        Assert.Equal(PaymentRefusals.Away, (await online.Payments.BeginAsync(online.Fees.Ada, draft.Id, Early, PaidOnline.Back, default)).Refusal);

        Assert.Equal(SubmissionState.Draft, (await online.Fees.FindAsync(online.Fees.Ada, draft.Id)).State);
        Assert.False((await online.LedgerAsync(draft.Id)).IsPaying);
        online.Stripe.IsAway = false;
        await online.GoAndPayAsync(draft.Id, Early);
    }

    [Fact]
    public async Task A_server_that_nobody_listens_at_is_away_too()
    {
        var entry = await online.Fees.SentInAsync();
        await online.Stripe.DisposeAsync();

        Assert.Equal(PaymentRefusals.Away, (await online.Payments.BeginAsync(online.Fees.Ada, entry, null, PaidOnline.Back, default)).Refusal);
    }

    [Fact]
    public async Task Whoever_goes_to_pay_twice_comes_to_the_same_page_unless_the_sum_has_changed()
    {
        var entry = await online.Fees.SentInAsync();
        var first = await online.GoAndPayAsync(entry);
        Assert.Equal(first, await online.GoAndPayAsync(entry));
        var ledgers = new LedgerService(online.Fees.World.Store, new EditionAccess(online.Fees.World.Store), online.Fees.World.Clock, new ChangeFeed(), NullLogger<LedgerService>.Instance);
        Assert.True((await ledgers.RecordAsync(online.Fees.Organiser, entry, new FeeRecord(FeeEntryKind.Waived, 5_00, "Board", "Student"), default)).Succeeded);

        var second = await online.GoAndPayAsync(entry);

        Assert.NotEqual(first, second);
        Assert.Equal([("expired", 20_00L), ("open", 15_00L)], online.Stripe.Sessions.Select(session => (session["status"]!.GetValue<string>(), session["amount_total"]!.GetValue<long>())));
    }

    [Fact]
    public async Task Two_clicks_at_once_leave_one_page_to_pay_at()
    {
        var entry = await online.Fees.SentInAsync();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => online.Payments.BeginAsync(online.Fees.Ada, entry, null, PaidOnline.Back, default))));

        Assert.Equal(1, online.Stripe.Sessions.Count(session => session["status"]!.GetValue<string>() == "open"));
    }

    [Fact]
    public async Task A_page_that_ran_out_makes_room_for_a_new_one_and_what_was_paid_at_it_after_all_is_booked()
    {
        var entry = await online.Fees.SentInAsync();
        var first = await online.GoAndPayAsync(entry);
        var old = online.Stripe.Sessions.Single();
        old["status"] = "expired";
        await online.TellAsync("checkout.session.expired", old);
        Assert.NotEqual(first, await online.GoAndPayAsync(entry));

        await online.TellAsync("checkout.session.completed", online.Stripe.Pay(first));

        Assert.Equal(20_00, (await online.SumsAsync(entry)).Paid);
    }

    [Fact]
    public async Task Nobody_pays_or_asks_for_somebody_else()
    {
        var entry = await online.Fees.SentInAsync();
        var eve = await online.Fees.World.PersonAsync("Eve");

        Assert.Equal(Refusals.NotFound, (await online.Payments.BeginAsync(eve, entry, null, PaidOnline.Back, default)).Refusal);
        Assert.Equal(PaymentRefusals.SendInFirst, (await online.Payments.BeginAsync(online.Fees.Ada, (await online.Fees.DraftAsync()).Id, Early, PaidOnline.Back, default)).Refusal);
        Assert.Empty(online.Stripe.Sessions);
    }

    [Fact]
    public async Task Crowns_without_a_smaller_coin_are_told_as_the_provider_counts_them()
    {
        var opened = await online.Provider.OpenAsync(new CheckoutOrder(Guid.CreateVersion7(), 2_500, "ISK", "Entry fee", PaidOnline.Back, online.Fees.World.Now + Checkout.Life), default);

        Assert.Equal(250_000, online.Stripe.Sessions.Single()["amount_total"]!.GetValue<long>());
        Assert.Equal((2_500, "ISK"), ((await online.Provider.FindAsync(opened.Value.SessionId, default)).Value.Amount, (await online.Provider.FindAsync(opened.Value.SessionId, default)).Value.Currency));
    }

    private async Task SetCallAsync(CallState state)
    {
        await using var db = online.Fees.World.Store.CreateDbContext();
        await db.Calls.ExecuteUpdateAsync(call => call.SetProperty(c => c.State, state));
    }
}
