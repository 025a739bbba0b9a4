using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Grants;

namespace Showcase.Domain.Tests.Grants;

public sealed class ApplicationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid Officer = Guid.CreateVersion7();

    private static readonly ApplicationDetails Details =
        new("Salt", 1_000, "We film salt.", [new BudgetLine("Camera", 600), new BudgetLine("Sound", 400)]);

    private readonly Fund fund =
        Fund.Create(Guid.CreateVersion7(), "EUR", new FundDetails("Production fund", null, 5_000, "Spring 2026", Now.AddDays(-1), Now.AddDays(30))).Value;

    [Fact]
    public void A_draft_keeps_what_is_not_finished()
    {
        var application = Draft();

        var written = application.Write(new ApplicationDetails("", 0, null, [new BudgetLine("", 10)]));

        Assert.True(written.Succeeded);
        Assert.Equal(new BudgetLine("", 10), Assert.Single(application.Lines));
    }

    [Fact]
    public void The_budget_must_add_up_to_the_amount()
    {
        var application = Draft();
        _ = application.Write(Details with { Requested = 1_000.01m });

        var sent = application.Submit(fund, Now);

        Assert.Equal(new Refusal("Grants.SumDiffers", 1_000m, 1_000.01m, "EUR"), sent.Refusal);
        Assert.Equal(ApplicationState.Draft, application.State);
    }

    [Fact]
    public void Nobody_plans_or_records_payments_to_themselves()
    {
        var application = Awarded(1_000);
        Assert.Equal(GrantRefusals.OwnApplication, application.PlanPayments([new(Today, 500), new(Today, 500)], application.ArtistId).Refusal);

        _ = application.PlanPayments([new(Today, 500), new(Today, 500)], Officer);
        var recorded = application.RecordPayment(application.Tranches[0].Id, Today, "SEPA 1", application.ArtistId, Today);

        Assert.Equal(GrantRefusals.OwnApplication, recorded.Refusal);
        Assert.Equal(TrancheState.Planned, application.Tranches[0].State);
    }

    [Fact]
    public void Each_thing_that_is_missing_is_named()
    {
        Assert.Equal(Refusals.Required("Title"), Submitted(Details with { Title = " " }).Refusal);
        Assert.Equal(Refusals.Required("Plan"), Submitted(Details with { Plan = "" }).Refusal);
        Assert.Equal(GrantRefusals.NoLines, Submitted(Details with { Lines = [] }).Refusal);
        Assert.Equal(GrantRefusals.LineIncomplete, Submitted(Details with { Lines = [new BudgetLine("", 1_000)] }).Refusal);
        Assert.Equal(GrantRefusals.AmountInvalid, Submitted(Details with { Requested = 0 }).Refusal);
        Assert.Equal(new Refusal("Grants.MoreThanFund", 5_000m, "EUR"), Submitted(Details with { Requested = 6_000 }).Refusal);
    }

    [Fact]
    public void After_the_round_closed_nothing_is_sent_in()
    {
        var application = Draft();
        _ = application.Write(Details);

        Assert.Equal(GrantRefusals.NotOpen, application.Submit(fund, Now.AddDays(31)).Refusal);
        Assert.Equal(GrantRefusals.NotOpen, Application.Draft(fund, Guid.CreateVersion7(), Now.AddDays(31)).Refusal);
    }

    [Fact]
    public void What_was_sent_in_stays_as_it_is()
    {
        var application = Sent();

        Assert.Equal(GrantRefusals.AlreadySubmitted, application.Write(Details).Refusal);
        Assert.Equal(GrantRefusals.AlreadySubmitted, application.Submit(fund, Now).Refusal);
    }

    [Fact]
    public void A_refusal_needs_its_reason_and_keeps_it()
    {
        var application = Sent();

        Assert.Equal(Refusals.Required("Reason"), application.Decline(" ", Officer, Now).Refusal);
        Assert.True(application.Decline("Too far from the fund's aim.", Officer, Now).Succeeded);
        Assert.Equal("Too far from the fund's aim.", application.History[^1].Reason);
    }

    [Fact]
    public void An_award_cannot_be_withdrawn()
    {
        var application = Awarded(1_000);

        Assert.Equal(GrantRefusals.AlreadyDecided, application.Withdraw(Now).Refusal);
    }

    [Fact]
    public void Halves_always_add_up_to_the_award()
    {
        Prop.ForAll(Gen.Choose(2, 10_000_000).Select(cents => cents / 100m).ToArbitrary(), amount =>
        {
            var halves = PlannedPayment.Halves(amount, "EUR", Today, Today.AddDays(90));
            return halves.Count == 2 && halves.Sum(half => half.Amount) == amount && halves.All(half => Currencies.IsPayable(half.Amount, "EUR"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_plan_pays_exactly_what_is_awarded_in_two_or_more_parts()
    {
        var application = Awarded(1_000);

        Assert.Equal(new Refusal("Grants.PlanDiffers", 999.99m, 1_000m, "EUR"), application.PlanPayments([new(Today, 500), new(Today, 499.99m)], Officer).Refusal);
        Assert.Equal(GrantRefusals.TrancheCount, application.PlanPayments([new(Today, 1_000)], Officer).Refusal);
        Assert.Equal(GrantRefusals.AmountInvalid, application.PlanPayments([new(Today, 1_100), new(Today, -100)], Officer).Refusal);
        Assert.True(application.PlanPayments([new(Today.AddDays(60), 250), new(Today, 750)], Officer).Succeeded);
        Assert.Equal([750m, 250m], application.Tranches.Select(tranche => tranche.Amount));
    }

    [Fact]
    public void A_payment_is_recorded_once_with_its_reference()
    {
        var application = Awarded(1_000);
        _ = application.PlanPayments(PlannedPayment.Halves(1_000, "EUR", Today, Today.AddDays(90)), Officer);
        var first = application.Tranches[0].Id;

        Assert.Equal(Refusals.Required("Reference"), application.RecordPayment(first, Today, "", Officer, Today).Refusal);
        Assert.Equal(GrantRefusals.PaidInFuture, application.RecordPayment(first, Today.AddDays(1), "SEPA 1", Officer, Today).Refusal);
        Assert.Equal(Refusals.NotFound, application.RecordPayment(Guid.CreateVersion7(), Today, "SEPA 1", Officer, Today).Refusal);
        Assert.True(application.RecordPayment(first, Today, "SEPA 1", Officer, Today).Succeeded);
        Assert.Equal(GrantRefusals.AlreadyPaid, application.RecordPayment(first, Today, "SEPA 1", Officer, Today).Refusal);
        Assert.Equal(GrantRefusals.PaymentsBegan, application.PlanPayments([new(Today, 500), new(Today, 500)], Officer).Refusal);
    }

    [Fact]
    public void Without_an_award_there_is_nothing_to_plan()
    {
        Assert.Equal(GrantRefusals.NotAwarded, Sent().PlanPayments([new(Today, 500), new(Today, 500)], Officer).Refusal);
    }

    private Application Draft() => Application.Draft(fund, Guid.CreateVersion7(), Now).Value;

    private Result Submitted(ApplicationDetails details)
    {
        var application = Draft();
        _ = application.Write(details);
        return application.Submit(fund, Now);
    }

    private Application Sent()
    {
        var application = Draft();
        _ = application.Write(Details);
        _ = application.Submit(fund, Now);
        return application;
    }

    private Application Awarded(decimal amount)
    {
        var application = Sent();
        Assert.True(fund.Award(application, amount, "Good", Officer, Now).Succeeded);
        return application;
    }
}
