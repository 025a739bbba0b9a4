using System.Globalization;

namespace Showcase.Web.Features.Judging.Deliberating;

/// <summary>How the board's figures are written.</summary>
internal static class BoardTexts
{
    public static string Points(double? points) => points?.ToString("0.00", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>With its sign, a real minus included; what rounds to nothing has none.</summary>
    public static string Signed(double points) => points.ToString("+0.00;−0.00;0.00", CultureInfo.CurrentCulture);

    public static string Moved(int? positions) => positions?.ToString("+0;−0;0", CultureInfo.CurrentCulture) ?? "–";
}
