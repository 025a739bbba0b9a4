using Showcase.Domain.Grants;
using Showcase.Web.Features.Grants;
using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Features.Grants;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("1500", "1500")]
    [InlineData("1,500.50", "1500.50")]
    [InlineData("1.500,50", "1500.50")]
    [InlineData("1 500,5", "1500.5")]
    [InlineData("1.500", "1500")]
    [InlineData("1.500.000", "1500000")]
    [InlineData("1'500.00", "1500")]
    [InlineData("0,99", "0.99")]
    [InlineData(".5", "0.5")]
    [InlineData("12.", "12")]
    [InlineData("", "0")]
    public void Amounts_are_read_as_people_of_any_country_type_them(string typed, string meant)
    {
        Assert.Equal(decimal.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), Amounts.Parse(typed));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("1e3")]
    [InlineData("€5")]
    [InlineData(".")]
    public void What_is_no_amount_is_not_guessed_at(string typed)
    {
        Assert.True(Amounts.Parse(typed) is null or 0);
    }

    [Fact]
    public void A_file_has_a_line_a_payment()
    {
        var line = new PaymentLine(Guid.CreateVersion7(), Guid.CreateVersion7(), "Fund", "=Salt", "Ada", new DateOnly(2026, 5, 3), 350m, "EUR", TrancheState.Paid, new DateOnly(2026, 5, 4), "SEPA 17");

        var text = PaymentsCsv.Write([line], GrantsWorld.Texts);

        Assert.Equal("Fund,Application,Artist,Due on,Amount,Currency,State,Paid on,Reference\r\nFund,\"'=Salt\",Ada,2026-05-03,350.00,EUR,Paid,2026-05-04,SEPA 17\r\n", text);
    }
}
