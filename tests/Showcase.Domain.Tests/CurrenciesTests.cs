namespace Showcase.Domain.Tests;

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("EUR", 2550, "25.50")]
    [InlineData("JPY", 2550, "2550")]
    [InlineData("EUR", 0, "0")]
    public void An_amount_and_its_smallest_coins_are_the_same(string code, long minor, string amount)
    {
        var money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((money, minor), (Currencies.FromMinor(minor, code), Currencies.ToMinor(money, code)));
    }
}
