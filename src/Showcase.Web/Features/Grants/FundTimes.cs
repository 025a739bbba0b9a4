using System.Globalization;

namespace Showcase.Web.Features.Grants;

/// <summary>Moments of a fund as its edition's place writes them, with the zone's name.</summary>
internal static class FundTimes
{
    private const string Format = "ddd d MMM yyyy, HH:mm";

    public static string Closes(this OpenFund fund) => Text(fund.ClosesAt, fund.TimeZoneId, fund.Locale);

    public static string Closes(this FundOfApplication fund) => Text(fund.ClosesAt, fund.TimeZoneId, fund.Locale);

    public static string At(this FundOfApplication fund, DateTimeOffset moment) => Text(moment, fund.TimeZoneId, fund.Locale);

    public static string Day(this FundOfApplication fund, DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo(fund.Locale));

    private static string Text(DateTimeOffset moment, string timeZoneId, string locale)
    {
        var local = TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(timeZoneId));
        return $"{local.ToString(Format, CultureInfo.GetCultureInfo(locale))} ({timeZoneId})";
    }
}
