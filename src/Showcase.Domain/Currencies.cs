namespace Showcase.Domain;

/// <summary>The currencies that funds are kept in: ISO 4217 codes with their digits after the point.</summary>
public static class Currencies
{
    /// <summary>The most that one amount may be; keeps sums far from what the store holds.</summary>
    public const decimal MostAmount = 999_999_999_999m;

    private static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal)
    {
        ["AED"] = 2, ["ARS"] = 2, ["AUD"] = 2, ["BGN"] = 2, ["BRL"] = 2, ["CAD"] = 2, ["CHF"] = 2, ["CLP"] = 0, ["CNY"] = 2, ["COP"] = 2,
        ["CZK"] = 2, ["DKK"] = 2, ["EGP"] = 2, ["EUR"] = 2, ["GBP"] = 2, ["GHS"] = 2, ["HKD"] = 2, ["HUF"] = 2, ["IDR"] = 2, ["ILS"] = 2,
        ["INR"] = 2, ["ISK"] = 0, ["JPY"] = 0, ["KES"] = 2, ["KRW"] = 0, ["MAD"] = 2, ["MXN"] = 2, ["MYR"] = 2, ["NGN"] = 2, ["NOK"] = 2,
        ["NZD"] = 2, ["PEN"] = 2, ["PHP"] = 2, ["PLN"] = 2, ["RON"] = 2, ["SEK"] = 2, ["SGD"] = 2, ["THB"] = 2, ["TRY"] = 2, ["TWD"] = 2,
        ["UAH"] = 2, ["USD"] = 2, ["UYU"] = 2, ["VND"] = 0, ["ZAR"] = 2,
    };

    /// <summary>All codes, in alphabetical order.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Digits.Keys.Order(StringComparer.Ordinal)];

    public static bool IsKnown(string? code) => code is not null && Digits.ContainsKey(code);

    /// <summary>Digits after the point, 0 or 2.</summary>
    public static int DigitsOf(string code) => Digits.GetValueOrDefault(code, 2);

    /// <summary>An amount in its smallest coin, such as 2550 for 25.50 EUR.</summary>
    public static long ToMinor(decimal amount, string code) => (long)(amount * Scale(code));

    /// <summary>The amount that so many of the smallest coin are.</summary>
    public static decimal FromMinor(long minor, string code) => minor / Scale(code);

    /// <summary>Whether that much can be paid: above zero, not past <see cref="MostAmount"/>, in the currency's smallest coin.</summary>
    public static bool IsPayable(decimal amount, string currency) => amount > 0 && IsWritable(amount, currency);

    /// <summary>Like <see cref="IsPayable"/>, and nothing at all is fine too, as in a draft.</summary>
    public static bool IsWritable(decimal amount, string currency) =>
        amount is >= 0 and <= MostAmount && decimal.Round(amount, DigitsOf(currency)) == amount;

    private static decimal Scale(string code) => DigitsOf(code) == 0 ? 1 : 100;
}
