using Showcase.Domain.Calls;

namespace Showcase.Domain.Tests.Calls;

public sealed class TierTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Tier[] Three =
        [new(TierName.Early, Now.AddDays(10), 20_00), new(TierName.Regular, Now.AddDays(20), 30_00), new(TierName.Late, Now.AddDays(30), 50_00)];

    private readonly Call call = Call.Create(Guid.CreateVersion7(), "Call for entries", "").Value;

    [Theory]
    [InlineData(0, 10, 30_00)]
    [InlineData(10, 10, 30_00)]
    [InlineData(11, 20, 50_00)]
    public void The_fee_rises_next_after_the_deadline_in_force(int today, int rises, long fee) =>
        Assert.Equal((Now.AddDays(rises), fee), new FeeSchedule(Three, "EUR").NextRise(Now.AddDays(today)));

    [Fact]
    public void A_fee_that_stays_or_falls_does_not_rise()
    {
        Assert.Null(new FeeSchedule(Three, "EUR").NextRise(Now.AddDays(21)));
        Assert.Null(new FeeSchedule([Three[0], Three[1] with { Fee = 20_00 }], "EUR").NextRise(Now));
        Assert.Equal(Now.AddDays(20), new FeeSchedule([Three[0], Three[1] with { Fee = 20_00 }, Three[2]], "EUR").NextRise(Now)!.Value.At);
    }

    [Theory]
    [InlineData(0, 0, 20_00)]
    [InlineData(10, 0, 20_00)]
    [InlineData(10, 2, 30_00)]
    [InlineData(20, 0, 30_00)]
    [InlineData(20, 2, 50_00)]
    [InlineData(30, 2, 50_00)]
    public void The_fee_is_that_of_the_first_deadline_that_is_not_over(int days, int seconds, long fee)
    {
        var due = new FeeSchedule(Three, "EUR").DueAt(Now.AddDays(days).AddSeconds(seconds));

        Assert.Equal((fee, "EUR"), (due.Amount, due.Currency));
    }

    [Fact]
    public void The_last_deadline_closes_the_category()
    {
        Assert.Equal(Now.AddDays(30), call.AddCategory(Details(Three)).Value.Deadline);
    }

    [Fact]
    public void A_category_has_a_deadline()
    {
        Assert.Equal(CallRefusals.DeadlineMissing, call.AddCategory(Details()).Refusal);
    }

    [Fact]
    public void Deadlines_fall_one_after_the_other_and_each_name_stands_once()
    {
        Assert.Equal(CallRefusals.DeadlineOrder, call.AddCategory(Details(Three[1], Three[0])).Refusal);
        Assert.Equal(CallRefusals.DeadlineOrder, call.AddCategory(Details(Three[0], Three[0] with { Until = Now.AddDays(11) })).Refusal);
        Assert.Equal(CallRefusals.DeadlineOrder, call.AddCategory(Details(Three[0], Three[1] with { Until = Three[0].Until })).Refusal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Tier.MostFee + 1)]
    public void A_fee_is_nothing_or_an_amount_within_reason(long fee)
    {
        Assert.Equal(CallRefusals.FeeInvalid, call.AddCategory(Details(Three[0] with { Fee = fee })).Refusal);
    }

    [Fact]
    public void The_currency_stays_while_there_are_fees_in_it()
    {
        var category = call.AddCategory(Details(Three)).Value;
        var yen = new CallRules("JPY", TimeSpan.Zero, null);

        Assert.Equal(CallRefusals.CurrencyInUse, call.ChangeRules(yen).Refusal);
        _ = call.ChangeCategory(category.Id, Details(Three[0] with { Fee = 0 }));
        Assert.True(call.ChangeRules(yen).Succeeded);
        Assert.Equal("JPY", call.Currency);
    }

    [Fact]
    public void Rules_without_sense_are_refused()
    {
        var rules = new CallRules("EUR", TimeSpan.Zero, null);

        Assert.Equal(CallRefusals.CurrencyUnknown, call.ChangeRules(rules with { Currency = "XXX" }).Refusal);
        Assert.Equal(Refusals.OutOfRange("Grace", 0, 1440), call.ChangeRules(rules with { Grace = TimeSpan.FromMinutes(1441) }).Refusal);
        Assert.Equal(Refusals.OutOfRange("Grace", 0, 1440), call.ChangeRules(rules with { Grace = TimeSpan.FromMinutes(-1) }).Refusal);
        Assert.Equal(Refusals.OutOfRange("EntryLimit", 1, 1000), call.ChangeRules(rules with { MostPerPerson = 0 }).Refusal);
        Assert.Equal(Refusals.OutOfRange("EntryLimit", 1, 1000), call.AddCategory(Details(Three) with { MostPerPerson = 0 }).Refusal);
    }

    private static CategoryDetails Details(params Tier[] tiers) => new("Shorts", null, TimeSpan.Zero, TimeSpan.FromMinutes(10), tiers);
}
