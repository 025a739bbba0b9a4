using System.Globalization;

namespace Showcase.Web.Shared;

/// <summary>How amounts of money are written and read.</summary>
public static class Amounts
{
    /// <summary>Such as 1,250.00 EUR, in the reader's culture.</summary>
    public static string Text(decimal amount, string currency) => $"{Number(amount, currency)} {currency}";

    /// <summary>The same of an amount in its smallest coin.</summary>
    public static string OfMinor(long minor, string currency) => Text(Currencies.FromMinor(minor, currency), currency);

    public static string Number(decimal amount, string currency) => amount.ToString($"N{Currencies.DigitsOf(currency)}", CultureInfo.CurrentCulture);

    /// <summary>What a field shows: nothing for zero, no grouping, so that it reads back in every culture.</summary>
    public static string Field(decimal amount, string currency) => amount == 0 ? "" : amount.ToString($"F{Currencies.DigitsOf(currency)}", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads an amount as people of any country type it: 1500, 1,500.50, 1.500,50, 1 500,5. No currency here has three digits after the
    /// point, so a single mark before three digits groups thousands. Null where it is no amount; an empty text is zero.
    /// </summary>
    public static decimal? Parse(string? text)
    {
        var typed = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’'))]);
        if (typed.Length == 0) return 0;
        if (typed.Any(c => !char.IsAsciiDigit(c) && c is not ('.' or ','))) return null;

        var point = typed.LastIndexOfAny(['.', ',']);
        if (point >= 0 && (typed.Length - point == 4 || typed.Count(c => c == typed[point]) > 1)) point = -1;
        var whole = Digits(point < 0 ? typed : typed[..point]);
        var fraction = point < 0 ? "" : typed[(point + 1)..];
        return decimal.TryParse($"{whole}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);
}
