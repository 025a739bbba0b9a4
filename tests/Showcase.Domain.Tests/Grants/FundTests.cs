using FsCheck;
using FsCheck.Fluent;
using Showcase.Domain.Grants;

namespace Showcase.Domain.Tests.Grants;

public sealed class FundTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly FundDetails Details = new("Production fund", "For new shorts", 1_000, "Spring 2026", Now.AddDays(-1), Now.AddDays(30));

    [Fact]
    public void Whatever_officers_try_the_budget_is_never_passed_and_awards_add_up()
    {
        var tries = Gen.ListOf(Gen.Choose(-50, 600).Select(cents => cents + 0.5m));

        Prop.ForAll(tries.ToArbitrary(), amounts =>
        {
            var fund = NewFund();
            var given = 0m;
            foreach (var amount in amounts)
            {
                if (fund.Award(Sent(fund, requested: 700), amount, "Good", Guid.CreateVersion7(), Now).Succeeded) given += amount;
            }

            return fund.Awarded == given && fund.Awarded <= fund.Budget && fund.Left >= 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_award_past_what_is_left_says_how_much_that_is()
    {
        var fund = NewFund();
        _ = fund.Award(Sent(fund, 700), 700, null, Guid.CreateVersion7(), Now);

        var second = fund.Award(Sent(fund, 700), 400, null, Guid.CreateVersion7(), Now);

        Assert.Equal(new Refusal("Grants.BudgetPassed", 300m, "EUR"), second.Refusal);
    }

    [Fact]
    public void The_last_cent_can_be_awarded()
    {
        var fund = NewFund();

        var awarded = fund.Award(Sent(fund, 1_000), 1_000, null, Guid.CreateVersion7(), Now);

        Assert.True(awarded.Succeeded);
        Assert.Equal(0, fund.Left);
    }

    [Fact]
    public void An_award_is_never_more_than_was_asked_for()
    {
        var fund = NewFund();

        var awarded = fund.Award(Sent(fund, 500), 501, null, Guid.CreateVersion7(), Now);

        Assert.Equal(new Refusal("Grants.MoreThanRequested", 500m, "EUR"), awarded.Refusal);
    }

    [Fact]
    public void A_refused_award_takes_nothing_from_the_fund()
    {
        var fund = NewFund();
        var application = Sent(fund, 500);
        _ = application.Withdraw(Now);

        var awarded = fund.Award(application, 500, null, Guid.CreateVersion7(), Now);

        Assert.Equal(GrantRefusals.AlreadyDecided, awarded.Refusal);
        Assert.Equal(0, fund.Awarded);
    }

    [Fact]
    public void Nobody_awards_their_own_application()
    {
        var fund = NewFund();
        var application = Sent(fund, 500);

        Assert.Equal(GrantRefusals.OwnApplication, fund.Award(application, 500, null, application.ArtistId, Now).Refusal);
        Assert.Equal(GrantRefusals.OwnApplication, application.Decline("No", application.ArtistId, Now).Refusal);
    }

    [Fact]
    public void The_budget_cannot_fall_below_what_is_awarded()
    {
        var fund = NewFund();
        _ = fund.Award(Sent(fund, 600), 600, null, Guid.CreateVersion7(), Now);

        var changed = fund.Change(Details with { Budget = 599.99m });

        Assert.Equal(new Refusal("Grants.BudgetBelowAwarded", 600m, "EUR"), changed.Refusal);
        Assert.Equal(1_000, fund.Budget);
    }

    [Theory]
    [InlineData("EUR", "0.01", true)]
    [InlineData("EUR", "0.001", false)]
    [InlineData("JPY", "1", true)]
    [InlineData("JPY", "1.5", false)]
    [InlineData("EUR", "0", false)]
    [InlineData("EUR", "-1", false)]
    public void An_amount_is_payable_in_the_currencys_smallest_coin(string currency, string amount, bool payable)
    {
        Assert.Equal(payable, Currencies.IsPayable(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));
    }

    [Fact]
    public void A_fund_needs_a_currency_that_exists()
    {
        Assert.Equal(GrantRefusals.CurrencyUnknown, Fund.Create(Guid.CreateVersion7(), "XYZ", Details).Refusal);
    }

    [Fact]
    public void A_round_cannot_close_before_it_opens()
    {
        Assert.Equal(GrantRefusals.ClosesBeforeItOpens, NewFund().Change(Details with { ClosesAt = Details.OpensAt }).Refusal);
    }

    private static Fund NewFund() => Fund.Create(Guid.CreateVersion7(), "EUR", Details).Value;

    private static Application Sent(Fund fund, decimal requested)
    {
        var application = Application.Draft(fund, Guid.CreateVersion7(), Now).Value;
        _ = application.Write(new ApplicationDetails("Salt", requested, "We film salt.", [new BudgetLine("Camera", requested)]));
        var sent = application.Submit(fund, Now);
        Assert.True(sent.Succeeded, sent.Refusal?.ToString());
        return application;
    }
}
