using Showcase.Web.Shared;

namespace Showcase.Web.Tests.Shared;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49 30", "\"'+49 30\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1", "\"  '=1\"")]
    [InlineData("\u200B=1", "\"\u200B'=1\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("Amara;=cmd|calc!A0", "\"Amara;'=cmd|calc!A0\"")]
    [InlineData("Salt, and \"sea\"", "\"Salt, and \"\"sea\"\"\"")]
    [InlineData("Salt", "Salt")]
    [InlineData(null, "")]
    public void A_cell_is_never_a_formula_whatever_separates_cells(string? text, string written) => Assert.Equal(written + "\r\n", Csv.Line(text));
}
