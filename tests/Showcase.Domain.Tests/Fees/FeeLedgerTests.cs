using Showcase.Domain.Calls;
using Showcase.Domain.Fees;

namespace Showcase.Domain.Tests.Fees;

public sealed class FeeLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Mara = Guid.CreateVersion7();

    private readonly FeeLedger ledger = new(Guid.CreateVersion7(), "EUR", []);

    public FeeLedgerTests() => ledger.Charge(new FeeDue(TierName.Early, 20_00, "EUR"), Mara, Now);

    [Fact]
    public void What_was_sent_in_is_due_until_it_is_paid()
    {
        Assert.Equal(20_00, ledger.Sums.Open);

        Assert.True(ledger.Pay(20_00, Note("Bank 1")).Succeeded);

        Assert.Equal((20_00, 0), (ledger.Sums.Kept, ledger.Sums.Open));
        Assert.Equal([(FeeEntryKind.Due, 20_00L, "Early"), (FeeEntryKind.Paid, 20_00L, "Bank 1")], ledger.Added.Select(line => (line.Kind, line.Amount, line.Reference)));
    }

    [Fact]
    public void What_costs_nothing_leaves_no_line()
    {
        var free = new FeeLedger(Guid.CreateVersion7(), "EUR", []);

        free.Charge(new FeeDue(TierName.Regular, 0, "EUR"), Mara, Now);

        Assert.Empty(free.Added);
    }

    [Fact]
    public void The_same_line_recorded_again_stands_there_once()
    {
        Assert.True(ledger.Pay(20_00, Note("Bank 1")).Succeeded);
        Assert.True(ledger.Pay(20_00, Note(" Bank 1 ")).Succeeded);

        Assert.Equal(20_00, ledger.Sums.Paid);
        Assert.Equal(FeeRefusals.ReferenceUsed, ledger.Pay(10_00, Note("Bank 1")).Refusal);
    }

    [Fact]
    public void No_more_is_waived_than_is_asked()
    {
        Assert.Equal(FeeRefusals.MoreThanDue, ledger.Waive(20_01, Note("Board")).Refusal);
        Assert.True(ledger.Waive(15_00, Note("Board")).Succeeded);
        Assert.Equal(FeeRefusals.MoreThanDue, ledger.Waive(5_01, Note("Board 2")).Refusal);
        Assert.Equal(5_00, ledger.Sums.Open);
    }

    [Fact]
    public void No_more_goes_back_than_came_in()
    {
        Assert.Equal(FeeRefusals.MoreThanPaid, ledger.Refund(1, Note("Back"), andWaive: false).Refusal);
        Assert.True(ledger.Pay(20_00, Note("Bank 1")).Succeeded);
        Assert.True(ledger.Refund(12_00, Note("Back 1"), andWaive: true).Succeeded);
        Assert.Equal(FeeRefusals.MoreThanPaid, ledger.Refund(8_01, Note("Back 2"), andWaive: true).Refusal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 20_00)]
    public void What_goes_back_is_asked_again_unless_it_is_waived(bool andWaive, long open)
    {
        Assert.True(ledger.Pay(20_00, Note("Bank 1")).Succeeded);

        Assert.True(ledger.Refund(20_00, Note("Back"), andWaive).Succeeded);
        Assert.True(ledger.Refund(20_00, Note("Back"), andWaive).Succeeded);

        Assert.Equal(open, ledger.Sums.Open);
    }

    [Fact]
    public void What_was_paid_twice_goes_back_and_the_fee_stays_paid()
    {
        Assert.True(ledger.Pay(20_00, Note("Bank 1")).Succeeded);
        Assert.True(ledger.Pay(20_00, Note("Bank 2")).Succeeded);
        Assert.Equal(-20_00, ledger.Sums.Open);

        Assert.True(ledger.Refund(20_00, Note("Back"), andWaive: true).Succeeded);

        Assert.Equal((0, 20_00, 0), (ledger.Sums.Open, ledger.Sums.Kept, ledger.Sums.Waived));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Tier.MostFee + 1)]
    public void An_amount_that_cannot_be_is_refused(long amount)
    {
        Assert.Equal(FeeRefusals.AmountInvalid, ledger.Pay(amount, Note("Bank 1")).Refusal);
    }

    [Fact]
    public void A_line_without_a_reference_is_refused()
    {
        Assert.Equal(Refusals.Required("Reference"), ledger.Pay(1, Note(" ")).Refusal);
    }

    private static FeeNote Note(string reference) => new(reference, "Because", Mara, Now);
}
